using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>The network did it and its answer was lost, and then it could not be asked either: nothing is done twice, and what was done is known in the end.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private const int FailingLooks = 5;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private TestNetwork _network = null!;
    private CallCenterApp _app = null!;
    private HttpClient _maria = null!;
    private int _asked, _looks;

    public async ValueTask InitializeAsync()
    {
        _network = await TestNetwork.StartAsync();
        _network.Clock = _clock;
        _network.Confirms = () => Interlocked.Increment(ref _asked) == 1 ? 500 : 201;
        _network.Tells = () => Interlocked.Increment(ref _looks) <= FailingLooks ? 503 : 200;
        _app = await CallCenterApp.StartAsync("Development", _clock, null, ("Twilio:ApiBaseUrl", _network.Url), ("Calls:RecordingPractices:0", "lakeside"));
        _maria = await _app.SignInAsync("nurse@demo");
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        await _app.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task A_recording_is_begun_once_and_known_by_its_sid()
    {
        var (_, call) = await new TalkingCall(_app, _maria).BeginAsync();
        (await _maria.PutAsJsonAsync($"api/calls/{call.CallId}/recording", new RecordingRequest("running", true))).EnsureSuccessStatusCode();
        await PassAsync("SELECT RecordingSid FROM Recordings WHERE RecordingSid IS NOT NULL", TimeSpan.FromMinutes(5));
        Assert.Equal(FailingLooks + 1, _looks);
        Assert.Equal(_network.Recordings.Single(), await _app.ScalarAsync("SELECT RecordingSid FROM Recordings"));
    }

    [Fact]
    public async Task A_party_is_rung_once_and_known_by_her_leg()
    {
        var (_, call) = await new TalkingCall(_app, _maria).BeginAsync();
        (await _maria.PostAsJsonAsync($"api/calls/{call.CallId}/parties", new RingPartyRequest("contact-dr-marsh", null, null, null, "join"))).EnsureSuccessStatusCode();
        await PassAsync("SELECT CallSid FROM Parties WHERE CallSid IS NOT NULL", TimeSpan.FromSeconds(50));
        Assert.Equal(_network.Dialled.Single(), await _app.ScalarAsync("SELECT CallSid FROM Parties"));
        Assert.Equal("Ringing", await _app.ScalarAsync("SELECT State FROM Parties"));
    }

    [Fact]
    public async Task A_caller_is_rung_back_once()
    {
        _looks = FailingLooks - 1; // One look-up fails.
        var twilio = new TestTwilio(_app);
        var caller = await twilio.Dials("+15125550114", "+15125550101").RingsAsync();
        foreach (var keys in new[] { "1", "*", "2" }) await caller.PressesAsync(keys);
        var music = await twilio.AskAsync(Heard.Path(caller.Now.Verb("Enqueue")!.Attribute("waitUrl")!.Value), caller.Form("in-progress"));
        await twilio.AskAsync(music.Action, [.. caller.Form("in-progress"), ("Digits", "2")]);
        await caller.HangsUpAsync();
        (await _maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();
        await PassAsync("SELECT CallBackSid FROM Calls WHERE CallBackSid IS NOT NULL", TimeSpan.FromSeconds(100));
        Assert.Equal(_network.Dialled.Single(), await _app.ScalarAsync("SELECT CallBackSid FROM Calls"));
    }

    /// <summary>Lets time pass until the database says so.</summary>
    private async Task PassAsync(string sql, TimeSpan most)
    {
        for (var end = _clock.GetUtcNow() + most; await _app.ScalarAsync(sql) is null;)
        {
            Assert.True(_clock.GetUtcNow() < end, $"It is not known: {sql}");
            _clock.Advance(TimeSpan.FromSeconds(1));
            // What has begun in this second ends in it, however slow the machine is.
            do await Task.Delay(200, TestContext.Current.CancellationToken);
            while ((long)(await _app.ScalarAsync("SELECT COUNT(*) FROM Outbox WHERE State = 'Sending'"))! > 0);
        }
    }
}
