using System.Net.Http.Json;
using System.Text.Json;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>The telephone network of the scenario, and the owner of its time.</summary>
internal sealed class Emulator : IDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private Emulator(ChildProcess process, Uri url) =>
        (_process, Url, _http) = (process, url, new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) });

    public Uri Url { get; }

    public static async Task<Emulator> StartAsync(DateTimeOffset at)
    {
        var url = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var process = ChildProcess.Start("emulator", "dotnet", [Sources.Program("tests", "CallCenter.TwilioEmulator"), "--urls", url.ToString()],
            Sources.Folder("tests", "CallCenter.TwilioEmulator"), new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Emulator__Clock"] = "virtual",
                ["Emulator__StartAt"] = at.ToString("O"),
                ["Emulator__ParentPid"] = Environment.ProcessId.ToString(),
                ["Emulator__Seed"] = "2026",
            });
        await process.SaysAsync("Application started", TimeSpan.FromSeconds(60));
        return new Emulator(process, url);
    }

    public async Task<DateTimeOffset> NowAsync() => (await _http.GetFromJsonAsync<Reading>("clock"))!.Now;

    /// <summary>Lets everything that is under way come to rest; time stands still.</summary>
    public Task SettleAsync() => PostAsync("clock/settle", new { });

    public Task AdvanceAsync(TimeSpan by) => PostAsync("clock/advance", new { by = by.ToString("c") });

    public async Task<string> DialAsync(string from, string to) => (await PostAsync("emulator/calls", new { from, to })).GetProperty("callSid").GetString()!;

    public async Task<PhoneCall> CallAsync(string sid) => (await _http.GetFromJsonAsync<PhoneCall>($"emulator/calls/{sid}"))!;

    public async Task<IReadOnlyList<PhoneCall>> CallsAsync() => (await _http.GetFromJsonAsync<List<PhoneCall>>("emulator/calls"))!;

    public Task PressAsync(string sid, string digits) => PostAsync($"emulator/calls/{sid}/press", new { digits });

    public Task SayAsync(string sid, string text) => PostAsync($"emulator/calls/{sid}/say", new { text });

    public Task HangUpAsync(string sid) => PostAsync($"emulator/calls/{sid}/hangup", new { });

    public Task BehaveAsync(string number, string behaviour) => PostAsync($"emulator/phones/{Uri.EscapeDataString(number)}", new { behaviour });

    public Task AnswerAsync(string number) => PostAsync($"emulator/phones/{Uri.EscapeDataString(number)}/answer", new { });

    public async Task<IReadOnlyList<TextMessage>> MessagesAsync() => (await _http.GetFromJsonAsync<List<TextMessage>>("emulator/messages"))!;

    public async Task<IReadOnlyList<Exchange>> TimelineAsync() => (await _http.GetFromJsonAsync<List<Exchange>>("emulator/timeline"))!;

    /// <summary>A bad day, made repeatable by its seed.</summary>
    public Task MisbehaveAsync(object faults) => PostAsync("emulator/faults", faults);

    /// <summary>What goes wrong at one kind of exchange only, and nothing else.</summary>
    public Task AimAsync(params Aim[] aims) => MisbehaveAsync(new { aimed = aims });

    /// <summary>The aims that hit nothing: a story whose fault never came proved nothing.</summary>
    public async Task<IReadOnlyList<string>> MissedAsync() => [.. (await _http.GetFromJsonAsync<JsonElement>("emulator/faults")).GetProperty("aimed").EnumerateArray()
        .Where(a => a.GetProperty("hits").GetInt32() == 0).Select(a => $"{a.GetProperty("fault").GetString()} at {a.GetProperty("at").GetString()}")];

    /// <summary>A softphone's leg without a browser.</summary>
    public Task<string> ConnectSoftphoneAsync(string token, Guid offer) => ConnectSoftphoneAsync(token, new { offer = offer.ToString() });

    /// <param name="named">What the browser says it wants: an offer, or a call of its own.</param>
    public async Task<string> ConnectSoftphoneAsync(string token, object named) =>
        (await PostAsync("emulator/softphones", new { token, @params = named })).GetProperty("callSid").GetString()!;

    public async Task<int> LinesAsync() => (await _http.GetFromJsonAsync<JsonElement>("emulator/lines")).GetArrayLength();

    public string Tail() => _process.Tail();

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"The emulator refused {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private sealed record Reading(DateTimeOffset Now);
}

/// <summary>A fault and the words that must be true of the exchange it hits; see the emulator's README.</summary>
/// <param name="Times">How many are hit; null is all.</param>
/// <param name="Seconds">How late, for those that are late.</param>
internal sealed record Aim(string Fault, string At, int? Times = null, int After = 0, double? Seconds = null);

/// <summary>A call as the person at its end knows it.</summary>
internal sealed record PhoneCall(
    string CallSid, string? ParentCallSid, string From, string To, string Direction, string Status, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    WaitingFor WaitingFor, IReadOnlyList<Heard> Heard, ConferencePlace? Conference)
{
    public bool IsOver => Status is not ("queued" or "ringing" or "in-progress");

    public override string ToString() =>
        $"{From} → {To} {Status}, waits for {WaitingFor.Kind}; heard:\n" + string.Join('\n', Heard.Select(h => $"  {h.At:HH:mm:ss} {h.Kind} {h.Text}"));
}

internal sealed record WaitingFor(string Kind, IReadOnlyList<string> Input);

internal sealed record Heard(DateTimeOffset At, string Kind, string? Text, string? Language);

internal sealed record ConferencePlace(string Name, int Parties, string? Label, bool Hold);

internal sealed record TextMessage(string Sid, string From, string To, string Body, string Direction);

/// <summary>One webhook or REST call between the network and the Api.</summary>
internal sealed record Exchange(
    long Id, DateTimeOffset At, string Direction, string Method, string Path, string Purpose, int? Status, string? CallSid, IReadOnlyList<string> Warnings)
{
    public override string ToString() => $"{At:HH:mm:ss} {Direction} {Method} {Path} {Purpose} → {Status} {string.Join("; ", Warnings)}";
}
