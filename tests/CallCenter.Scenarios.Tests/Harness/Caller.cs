namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A person with a telephone who calls the nurse line.</summary>
internal sealed class Caller(NurseLine line, string number) : Person<Caller>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private string _sid = "";
    private int _heard;

    public string CallSid => _sid;

    public Task<PhoneCall> CallAsync() => line.Phones.CallAsync(_sid);

    public Caller Dials(string practiceLine) => Then(async () =>
    {
        _sid = await line.Phones.DialAsync(number, practiceLine);
        line.Silence.Expect(_sid);
        await line.SettlesAsync();
    });

    /// <summary>Time passes until she hears it; what she heard before does not count again.</summary>
    public Caller Hears(string words) => Then(() => line.UntilAsync(async () =>
    {
        var call = await CallAsync();
        var at = call.Heard.Skip(_heard).ToList().FindIndex(h => h.Text?.Contains(words, StringComparison.Ordinal) == true);
        if (at >= 0) _heard += at + 1;
        return at >= 0;
    }, Patience, async () => $"Nobody said \"{words}\". {await CallAsync()}"));

    /// <summary>Presses when something listens: a prompt may be interrupted, as on a real telephone.</summary>
    public Caller Presses(string keys) => Then(async () =>
    {
        await ListenedToAsync();
        await line.Phones.PressAsync(_sid, keys);
        await line.SettlesAsync();
    });

    public Caller Says(string words) => Then(async () =>
    {
        await ListenedToAsync();
        await line.Phones.SayAsync(_sid, words);
        await line.SettlesAsync();
    });

    /// <summary>Whatever she is asked, in whatever order and however often, until she stands in the queue.</summary>
    public Caller AnswersUntilQueued(string birthDate, string danger = "2") => Then(() => line.UntilAsync(async () =>
    {
        var call = await CallAsync();
        var asked = call.WaitingFor.Kind == "gather" ? call.Heard.LastOrDefault(h => h.Kind == "say")?.Text ?? "" : "";
        var keys = asked switch
        {
            _ when asked.Contains("press 1.", StringComparison.Ordinal) || asked.Contains("oprima el 2", StringComparison.Ordinal) => "1",
            _ when asked.Contains("birth date", StringComparison.Ordinal) => birthDate,
            _ when asked.Contains("trouble breathing", StringComparison.Ordinal) => danger,
            _ => "",
        };
        if (keys.Length > 0) await line.Phones.PressAsync(_sid, keys);
        return call.WaitingFor.Kind is "queue" or "conference";
    }, TimeSpan.FromMinutes(3), async () => $"She does not come into the queue. {await CallAsync()}"));

    /// <summary>Says nothing and presses nothing for so long.</summary>
    public Caller Waits(int seconds) => Then(() => line.PassesAsync(TimeSpan.FromSeconds(seconds)));

    public Caller IsWaiting() => Then(() => line.UntilAsync(async () => (await CallAsync()).WaitingFor.Kind == "queue", Patience, async () => $"She does not wait in the queue. {await CallAsync()}"));

    public Caller TalksWithNurse() => Then(() => line.UntilAsync(async () => await CallAsync() is { Conference.Parties: 2 }, Patience,
        async () => $"She is not connected to anybody. {await CallAsync()}"));

    public Caller HangsUp() => Then(async () =>
    {
        await line.Phones.HangUpAsync(_sid);
        await line.SettlesAsync();
    });

    public Caller CallIsOver() => Then(() => line.UntilAsync(async () => (await CallAsync()).IsOver, Patience, async () => $"The call goes on. {await CallAsync()}"));

    private Task ListenedToAsync() => line.UntilAsync(async () => (await CallAsync()).WaitingFor.Input.Count > 0, Patience,
        async () => $"Nothing listens to her keys. {await CallAsync()}");
}
