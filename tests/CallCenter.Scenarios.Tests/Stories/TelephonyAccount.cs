using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>What an operator types before a practice's number is switched over: <c>telephony check</c> and <c>telephony provision</c>, over real HTTP.</summary>
public sealed class TelephonyAccount : IAsyncLifetime
{
    private const string Account = "AC00000000000000000000000000000001", Token = "demo-auth-token-not-a-secret", Stranger = "+19998887777", Line = "+15125550101";
    private readonly string _folder = Directory.CreateTempSubdirectory("callcenter-telephony-").FullName;
    private Emulator _network = null!;
    private string _database = "";
    private HttpClient _rest = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PreparedDatabase.CopyIntoAsync(_folder);
        _network = await Emulator.StartAsync(NurseLine.Night);
        _rest = new HttpClient { BaseAddress = new Uri(_network.Url, $"2010-04-01/Accounts/{Account}/") };
        _rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}")));
    }

    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _network.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_an_account_as_it_was_when_it_is_provisioned_then_our_numbers_are_right_nobody_elses_is_touched_and_a_second_time_changes_nothing()
    {
        await PostAsync("IncomingPhoneNumbers.json", ("PhoneNumber", Stranger), ("VoiceUrl", "https://elsewhere.example/voice"));
        foreach (var line in Lines.Where(l => l != Line)) await PostAsync("IncomingPhoneNumbers.json", ("PhoneNumber", line));
        await PostAsync("IncomingPhoneNumbers.json", ("PhoneNumber", Line), ("VoiceUrl", "https://old.example/voice"), ("VoiceMethod", "GET"), ("VoiceApplicationSid", "AP00000000000000000000000000000001"));
        var stranger = await NumberAsync(Stranger);

        var (exit, before) = await RunAsync("check");
        Assert.Equal(1, exit);
        Assert.Contains(before, i => i is { Setting: "voice_url", State: "Differs", Found: "https://old.example/voice" } && i.Wanted!.Contains("/twilio/voice/inbound#rc=2&rp=ct,rt,5xx&ct=2000", StringComparison.Ordinal));
        Assert.Contains(before, i => i is { Setting: "voice_method", Found: "GET", Wanted: "POST" });
        Assert.Contains(before, i => i is { Setting: "voice_application_sid", Wanted: "" });
        Assert.Contains(before, i => i is { Item: "softphone application", Setting: "voice_url", State: "Differs" });
        Assert.Equal(["Fine", "Fine"], before.Where(i => i.Item is "auth token" or "API key").Select(i => i.State));

        var (dry, _) = await RunAsync("provision");
        Assert.Equal(1, dry);
        Assert.Equal("https://old.example/voice", (await NumberAsync(Line)).GetProperty("voice_url").GetString());

        var (applied, changes) = await RunAsync("provision", "--apply");
        Assert.Equal(0, applied);
        Assert.Contains(changes, i => i is { Setting: "voice_url", State: "Changed", Found: "https://old.example/voice" });
        Assert.Contains("/twilio/voice/inbound", (await NumberAsync(Line)).GetProperty("voice_url").GetString());
        Assert.Equal("", (await NumberAsync(Line)).GetProperty("voice_application_sid").GetString());

        var posts = await PostsAsync();
        var (again, nothing) = await RunAsync("provision", "--apply");
        Assert.Equal(0, again);
        Assert.DoesNotContain(nothing, i => i.State is "Changed" or "Differs");
        Assert.Equal(posts, await PostsAsync());
        Assert.Equal(0, (await RunAsync("check")).Exit);
        Assert.Equal(stranger.ToString(), (await NumberAsync(Stranger)).ToString());
    }

    [Fact]
    public async Task Given_a_number_the_account_does_not_have_when_it_is_provisioned_then_nothing_is_bought_and_a_person_is_told_to()
    {
        foreach (var line in Lines.Where(l => l != Line)) await PostAsync("IncomingPhoneNumbers.json", ("PhoneNumber", line));
        var (exit, items) = await RunAsync("provision", "--apply");
        Assert.Equal(1, exit);
        var missing = Assert.Single(items, i => i.State == "Wrong");
        Assert.Equal($"number {Line} (lakeside)", missing.Item);
        Assert.Contains("Buy or port the number", missing.Todo);
        Assert.Equal(Lines.Count - 1, (await GetAsync("IncomingPhoneNumbers.json")).GetProperty("incoming_phone_numbers").GetArrayLength());
    }

    [Fact]
    public async Task Given_a_wrong_token_a_wrong_key_or_a_strange_application_when_it_is_checked_then_each_says_what_to_set()
    {
        var (exit, items) = await RunAsync("check", [], ("Twilio__AuthToken", "yesterday's"));
        Assert.Equal(1, exit);
        Assert.Contains("Twilio__AuthToken", Assert.Single(items, i => i.Item == "auth token").Todo);
        Assert.DoesNotContain(items, i => i.Item.StartsWith("number", StringComparison.Ordinal));

        var (other, found) = await RunAsync("check", [], ("Twilio__ApiKeySecret", "not this one"), ("Twilio__TwimlAppSid", "AP00000000000000000000000000000009"));
        Assert.Equal(1, other);
        Assert.Contains("Twilio__ApiKeySecret", Assert.Single(found, i => i is { Item: "API key", State: "Wrong" }).Todo);
        Assert.Contains("Twilio__TwimlAppSid", Assert.Single(found, i => i is { Item: "softphone application", State: "Wrong" }).Todo);
    }

    [Fact]
    public async Task Given_a_busy_account_or_no_network_when_it_is_checked_then_nobody_knows_and_that_has_an_exit_code_of_its_own()
    {
        await _network.MisbehaveAsync(new { seed = 1, rest429 = 1.0 });
        var (busy, items) = await RunAsync("check");
        Assert.Equal(3, busy);
        Assert.Contains("run this again in a minute", Assert.Single(items, i => i.State == "Unknown").Todo);

        var (away, nobody) = await RunAsync("check", [], ("Twilio__ApiBaseUrl", $"http://127.0.0.1:{Ports.Free()}"));
        Assert.Equal(3, away);
        Assert.Contains("Twilio__ApiBaseUrl", Assert.Single(nobody, i => i.State == "Unknown").Todo);
    }

    [Fact]
    public async Task Given_a_sometimes_busy_account_when_it_is_checked_then_it_waits_and_asks_again()
    {
        await _network.MisbehaveAsync(new { seed = 7, rest429 = 0.3 });
        Assert.DoesNotContain((await RunAsync("check")).Items, i => i.State == "Unknown");
    }

    [Fact]
    public async Task Given_no_database_or_half_a_configuration_when_it_is_checked_then_the_usage_says_what_is_missing()
    {
        Assert.Contains("There is no database", (await SayAsync(2, "check", ["--database", Path.Combine(_folder, "nowhere.db")])));
        Assert.Contains("Twilio:AuthToken is needed", await SayAsync(2, "check", [], ("ASPNETCORE_ENVIRONMENT", "Production"), ("Twilio__AccountSid", Account)));
        Assert.Contains("has no option --aply", await SayAsync(2, "provision", ["--aply", "yes"]));
    }

    [Fact]
    public async Task Given_the_words_for_people_when_a_setting_differs_then_they_say_what_is_there_what_must_be_and_what_to_do()
    {
        await PostAsync("IncomingPhoneNumbers.json", ("PhoneNumber", Line), ("VoiceUrl", "https://old.example/voice"));
        var said = await SayAsync(1, "check", []);
        Assert.Matches(@"differs  number \+15125550101 \(lakeside\): voice_url\s+is       https://old.example/voice\s+must be  http://127.0.0.1:\d+/twilio/voice/inbound#rc=2", said);
        Assert.Contains("or run 'telephony provision --apply'", said);
    }

    private IReadOnlyList<string> Lines => [.. DemoWorld.Rows(_database, "SELECT Number FROM Lines").Select(r => (string)r[0])];

    private async Task<(int Exit, IReadOnlyList<Looked> Items)> RunAsync(string verb, string[]? more = null, params (string Key, string Value)[] settings)
    {
        var (exit, text) = await ProgramAsync(verb, [.. more ?? [], "--json"], settings);
        return (exit, JsonSerializer.Deserialize<Report>(text, JsonSerializerOptions.Web)!.Items);
    }

    private Task<(int Exit, IReadOnlyList<Looked> Items)> RunAsync(string verb, string option) => RunAsync(verb, [option]);

    private async Task<string> SayAsync(int code, string verb, string[] more, params (string Key, string Value)[] settings)
    {
        var (exit, text) = await ProgramAsync(verb, more, settings);
        Assert.Equal((code, text), (exit, text));
        return text;
    }

    private async Task<(int Exit, string Text)> ProgramAsync(string verb, IEnumerable<string> more, (string Key, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ConnectionStrings__CallCenter"] = _database, ["Twilio__ApiBaseUrl"] = _network.Url.ToString(),
            ["PublicBaseUrl"] = "http://127.0.0.1:5999", ["FallbackBaseUrl"] = "http://127.0.0.1:5998",
        };
        foreach (var (key, value) in settings) environment[key] = value;
        using var program = ChildProcess.Start("telephony", "dotnet", [Sources.Program("CallCenter.Api"), "telephony", verb, .. more], Sources.Folder("CallCenter.Api"), environment);
        var exit = await program.EndsAsync(TimeSpan.FromMinutes(2));
        return (exit, string.Join('\n', program.Lines));
    }

    private async Task<JsonElement> NumberAsync(string number) =>
        (await GetAsync($"IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(number)}")).GetProperty("incoming_phone_numbers")[0];

    private async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await _rest.GetStringAsync(path));

    private async Task PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var answer = await _rest.PostAsync(path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> PostsAsync() => (await _network.TimelineAsync()).Count(e => e is { Direction: "rest", Method: "POST" });

    private sealed record Report(IReadOnlyList<Looked> Items);

    internal sealed record Looked(string Item, string? Setting, string State, string? Found, string? Wanted, string? Todo);
}
