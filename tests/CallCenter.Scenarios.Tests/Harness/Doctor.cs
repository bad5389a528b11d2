namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A clinician with a telephone. Whoever rings her must have been expected by the story.</summary>
internal sealed class Doctor(NurseLine line, string number) : Person<Doctor>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private readonly HashSet<string> _rung = [];
    private string _sid = "";
    private int _heard;

    /// <summary>Time passes until her telephone rings (again).</summary>
    public Doctor IsRung() => Then(async () =>
    {
        await line.UntilAsync(async () => (_sid = (await line.Phones.CallsAsync()).FirstOrDefault(c => c.To == number && !_rung.Contains(c.CallSid))?.CallSid ?? "").Length > 0,
            Patience, async () => $"Her telephone does not ring.\n{string.Join('\n', await line.Phones.CallsAsync())}");
        (_, _heard) = (_rung.Add(_sid), 0);
        line.Silence.Expect(_sid);
    });

    public Doctor DoesNotAnswer() => Then(() => line.UntilAsync(async () => (await CallAsync()).IsOver, TimeSpan.FromMinutes(2), async () => $"It rings on. {await CallAsync()}"));

    public Doctor Answers() => Then(async () =>
    {
        await line.Phones.AnswerAsync(number);
        await line.SettlesAsync();
    });

    public Doctor Hears(string words) => Then(() => line.UntilAsync(async () =>
    {
        var call = await CallAsync();
        var at = call.Heard.Skip(_heard).ToList().FindIndex(h => h.Text?.Contains(words, StringComparison.Ordinal) == true);
        if (at >= 0) _heard += at + 1;
        return at >= 0;
    }, TimeSpan.FromSeconds(60), async () => $"Nobody said \"{words}\". {await CallAsync()}"));

    /// <summary>Keys in when something listens.</summary>
    public Doctor Enters(string keys) => Then(async () =>
    {
        await line.UntilAsync(async () => (await CallAsync()).WaitingFor.Kind == "gather", TimeSpan.FromSeconds(60), async () => $"Nothing listens. {await CallAsync()}");
        await line.Phones.PressAsync(_sid, keys);
        await line.SettlesAsync();
    });

    public Doctor Presses(string key) => Enters(key);

    public Doctor HangsUp() => Then(async () =>
    {
        await line.Phones.HangUpAsync(_sid);
        await line.SettlesAsync();
    });

    /// <summary>How many are in the conference she is in.</summary>
    public async Task<int> PartiesAsync()
    {
        await line.UntilAsync(async () => (await CallAsync()).Conference is not null, TimeSpan.FromSeconds(30), async () => $"She is in no conference. {await CallAsync()}");
        return (await CallAsync()).Conference!.Parties;
    }

    /// <summary>A text message that says this and names nobody.</summary>
    public Doctor GetsText(string words) => Then(async () =>
    {
        IReadOnlyList<TextMessage> mine = [];
        await line.UntilAsync(async () => (mine = [.. (await line.Phones.MessagesAsync()).Where(m => m.To == number && m.Body.Contains(words, StringComparison.Ordinal))]).Count > 0,
            TimeSpan.FromMinutes(2), async () => $"No text says \"{words}\": {string.Join('\n', await line.Phones.MessagesAsync())}");
        var people = DemoWorld.Patients(line.Settings.Database);
        foreach (var text in mine)
        {
            Assert.DoesNotContain(people, p => text.Body.Contains(p, StringComparison.OrdinalIgnoreCase));
            line.Silence.ExpectText(text.Sid);
        }
    });

    /// <summary>Answers whatever rings, as often as it rings, and does what the voice asks, until it is so.</summary>
    public Doctor TakesResponsibility(Func<Task<bool>> taken) => Then(async () =>
    {
        await line.UntilAsync(async () =>
        {
            foreach (var call in (await line.Phones.CallsAsync()).Where(c => c.To == number)) await DoAsAskedAsync(call);
            return await taken();
        }, Patience, async () => $"Nobody could take responsibility.\n{string.Join('\n', await line.Phones.CallsAsync())}");
        foreach (var text in (await line.Phones.MessagesAsync()).Where(m => m.To == number)) line.Silence.ExpectText(text.Sid);
    });

    private async Task DoAsAskedAsync(PhoneCall call)
    {
        line.Silence.Expect(call.CallSid);
        if (call.Status == "ringing") await line.Phones.AnswerAsync(number);
        if (call.WaitingFor.Kind != "gather" || call.Heard.LastOrDefault(h => h.Kind == "say")?.Text is not { } asked) return;
        if (asked.Contains("PIN", StringComparison.Ordinal)) await line.Phones.PressAsync(call.CallSid, "2580#");
        else if (asked.Contains("press 1", StringComparison.Ordinal)) await line.Phones.PressAsync(call.CallSid, "1");
    }

    private Task<PhoneCall> CallAsync() => line.Phones.CallAsync(_sid);
}
