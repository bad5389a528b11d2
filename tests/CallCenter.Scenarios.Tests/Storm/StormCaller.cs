using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>A caller of the storm. She answers what she is asked, in whatever order and however often.</summary>
internal sealed class StormCaller(NurseLine line, StormCallPlan plan, string sid, DateTimeOffset at)
{
    private static readonly (string Said, Func<StormCallPlan, string> Keys)[] Answers =
    [
        ("oprima el 2.", p => p.Spanish ? "2" : "1"), ("press 1.", p => p.Spanish ? "2" : "1"),
        ("birth date", _ => "*"), ("fecha de nacimiento", _ => "*"),
        ("trouble breathing", p => p.Danger ? "1" : "2"), ("dificultad para respirar", p => p.Danger ? "1" : "2"),
    ];

    public string Sid => sid;

    public bool IsOver { get; private set; }

    /// <summary>She waits or talks: nothing is asked of her until something breaks.</summary>
    public bool IsThrough { get; set; }

    public async Task StepAsync(DateTimeOffset now)
    {
        if (IsOver) return;
        if (plan.Patience is { } patience && now - at >= patience)
        {
            await line.Phones.HangUpAsync(sid);
            IsOver = true;
            return;
        }

        if (IsThrough) return;
        var call = await line.Phones.CallAsync(sid);
        (IsOver, IsThrough) = (call.IsOver, call.WaitingFor.Kind is "queue" or "conference");
        if (call.WaitingFor.Kind != "gather") return;
        var said = call.Heard.LastOrDefault(h => h.Kind == "say")?.Text ?? "";
        if (Answers.FirstOrDefault(a => said.Contains(a.Said, StringComparison.Ordinal)).Keys is { } keys) await line.Phones.PressAsync(sid, keys(plan));
    }

    public async Task LookAsync() => IsOver = IsOver || (await line.Phones.CallAsync(sid)).IsOver;
}
