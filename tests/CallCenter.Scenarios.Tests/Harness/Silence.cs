using System.Text.Json;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>What must not be there when a story is over: a call or a text nobody named, a webhook that failed, an error in the log, a person in the log.</summary>
internal sealed class Silence(NurseLine line)
{
    private readonly HashSet<string> _calls = [], _texts = [];
    private readonly List<Func<PhoneCall, bool>> _kinds = [];
    private readonly List<Func<Exchange, bool>> _tolerated = [];
    private readonly List<string> _errors = [];

    public void Expect(string callSid) => _calls.Add(callSid);

    /// <summary>Calls that nobody can name beforehand.</summary>
    public void ExpectCalls(Func<PhoneCall, bool> kind) => _kinds.Add(kind);

    public void ExpectText(string sid) => _texts.Add(sid);

    /// <summary>The story itself breaks the line: these exchanges may fail.</summary>
    public void Tolerate(Func<Exchange, bool> exchange) => _tolerated.Add(exchange);

    /// <summary>The story itself provokes this log message.</summary>
    public void TolerateLog(string words) => _errors.Add(words);

    public async Task AssertAsync()
    {
        var broken = await BrokenAsync();
        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(25)));
    }

    /// <summary>What broke it, one line each.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync()
    {
        await line.SettlesAsync();
        var faults = new List<string>();
        faults.AddRange((await line.Phones.CallsAsync()).Where(c => !IsExpected(c)).Select(c => $"A call nobody expected: {c}"));
        faults.AddRange((await line.Phones.MessagesAsync()).Where(m => !_texts.Contains(m.Sid)).Select(m => $"A text nobody expected: to {m.To}: {m.Body}"));
        var exchanges = await line.Phones.TimelineAsync();
        faults.AddRange(exchanges.Where(e => Failed(e) && !WasRepeated(e, exchanges) && !_tolerated.Exists(t => t(e))).Select(e => $"An exchange that failed: {e}"));
        faults.AddRange(Errors().Select(e => $"An error in the log: {e}"));
        faults.AddRange(Redaction.Found(line.Settings.Database, line.Log));
        faults.AddRange(Redaction.Told(line.Settings.Database,
            [.. (await line.Phones.MessagesAsync()).Where(m => m.Direction != "inbound")], [.. (await line.Phones.CallsAsync()).Where(c => c.Direction == "outbound-api")]));
        return faults;
    }

    private bool IsExpected(PhoneCall call) => _calls.Contains(call.CallSid) || call.From.StartsWith("client:", StringComparison.Ordinal) || _kinds.Exists(k => k(call));

    /// <summary>A callback that could not be stored in time is refused on purpose and comes again; it counts once it was taken.</summary>
    private static bool WasRepeated(Exchange e, IEnumerable<Exchange> all) =>
        e.Status == 503 && all.Any(later => later.Id > e.Id && later.Path == e.Path && later.Purpose.Contains("(retry", StringComparison.Ordinal) && later.Status is < 300);

    private static bool Failed(Exchange e) => e.Warnings.Count > 0 || e.Status is null or >= 400 && e.Direction != "note";

    private IEnumerable<string> Errors() => line.Log.Where(l => IsError(l) && !_errors.Exists(t => l.Contains(t, StringComparison.Ordinal)));

    private static bool IsError(string logLine)
    {
        if (!logLine.StartsWith('{')) return logLine.Contains("Unhandled exception", StringComparison.Ordinal);
        var level = JsonSerializer.Deserialize<JsonElement>(logLine).TryGetProperty("LogLevel", out var found) ? found.GetString() : null;
        return level is "Error" or "Critical";
    }
}
