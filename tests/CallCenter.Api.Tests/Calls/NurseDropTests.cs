using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>The nurse's computer dies: wherever in the call it does, the caller is told, kept, and never alone with silence.</summary>
public sealed class NurseDropTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private TestNetwork _network = null!;
    private CallCenterApp _app = null!;
    private TestTwilio _twilio = null!;
    private HttpClient _maria = null!, _grace = null!;
    private TalkingCall _talk = null!;
    private CallOnTheLine _caller = null!;
    private CallView _call = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await TestNetwork.StartAsync();
        _app = await CallCenterApp.StartAsync("Development", _clock, null, ("Twilio:ApiBaseUrl", _network.Url), ("Calls:HoldLimitSeconds", "60"));
        _twilio = new TestTwilio(_app);
        (_maria, _grace) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("nurse2@demo"));
        _talk = new TalkingCall(_app, _maria);
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        _grace.Dispose();
        await _app.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task While_the_caller_is_on_hold_she_is_taken_off_it_and_with_the_nurse_again_they_talk()
    {
        await TalkAsync();
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-hold", _caller.Sid);
        Assert.Equal("on-hold", (await ViewAsync()).State);
        await MariaDropsAsync();
        Assert.Contains("The nurse is reconnecting", (await CallerGoesOnAsync()).Text, StringComparison.Ordinal);

        await MariaIsBackAsync();
        Assert.Equal(("connected", false, null), await ViewAsync() is var v ? (v.State, v.OnHold, v.HeldSince) : default);
        // Nobody is rung for a caller who is on no hold.
        _clock.Advance(TimeSpan.FromMinutes(3));
        await UntilAsync(async () => (long)(await _app.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'hold-limit'"))! == 0);
        Assert.False((await ViewAsync()).HoldOverdue);
    }

    [Fact]
    public async Task A_second_time_the_answers_of_the_first_are_not_repeated()
    {
        await TalkAsync();
        var first = await MusicAsync();
        var waits = await DropsAndGoesOnAsync(_talk.NurseSid);
        await MariaIsBackAsync();
        var second = await MusicAsync();
        Assert.NotEqual(first, second);
        // The same request come twice has its one answer, and the music that follows stays this hold's.
        var (once, again) = (await HearsAsync(second), await HearsAsync(second));
        Assert.Equal(once.ToString(), again.ToString());
        Assert.EndsWith("&" + second.Split('&')[^1], once.Redirect, StringComparison.Ordinal);

        var hers = (string)(await _app.ScalarAsync("SELECT CallSid FROM Legs WHERE Role = 'Nurse' AND InConference = 1"))!;
        Assert.NotEqual(waits, await DropsAndGoesOnAsync(hers));
    }

    [Fact]
    public async Task While_she_asks_a_doctor_alone_all_three_are_together_when_she_is_back()
    {
        await TalkAsync();
        (await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/parties", new RingPartyRequest("contact-dr-marsh", null, null, null, "consult"))).Dispose();
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-hold", _caller.Sid);
        var party = (await ViewAsync()).Parties.Single();
        await UntilAsync(() => Task.FromResult(_network.Dialled.Count == 1));
        var marsh = _network.Dialled[0];
        await _twilio.AskAsync($"/twilio/party/answer?id={party.PartyId:N}", ("CallSid", marsh), ("AnsweredBy", "human"));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", marsh);
        Assert.Equal("consult", (await ViewAsync()).Parties.Single().Plan);

        await MariaDropsAsync();
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", marsh);
        var waits = await _twilio.AskAsync($"/twilio/party/left?id={party.PartyId:N}", ("CallSid", marsh), ("DialCallStatus", "answered"));
        Assert.Contains("The nurse is reconnecting", waits.Text, StringComparison.Ordinal);
        // The next time she is out of it is another request, and one whom the conference did not take is not sent there for ever.
        Assert.NotEqual($"/twilio/party/left?id={party.PartyId:N}", Heard.Path(waits.Verb("Dial")!.Attribute("action")!.Value));
        Assert.Equal(["Hangup"], (await _twilio.AskAsync(Heard.Path(waits.Verb("Dial")!.Attribute("action")!.Value), ("CallSid", marsh), ("DialCallStatus", "failed"))).Verbs);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", marsh);
        await MariaIsBackAsync();
        Assert.Equal(("connected", "join", "in-call"), await ViewAsync() is var v ? (v.State, v.Parties.Single().Plan, v.Parties.Single().State) : default);
    }

    [Fact]
    public async Task For_good_the_next_nurse_sees_everything_and_the_first_one_comes_back_to_a_call_that_is_not_hers()
    {
        await TalkAsync();
        var session = await ReadAsync<TriageSessionView>(await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { }));
        (await _maria.PutAsJsonAsync($"api/triage/{session.SessionId}/draft", new DraftRequest("Gained four pounds."))).Dispose();
        await ReadAsync<TriageEventsResult>(await _maria.PostAsJsonAsync($"api/triage/{session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(
            [new Answered(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("", ""), "first-minute", "choking", Answer.Absent, AnswerSource.Asked)]))));
        await MariaDropsAsync();
        await AvailableAsync(_grace);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await WorkAsync(_grace)).Offer is not null);

        Assert.Equal((PresenceState.NotResponding, null), await WorkAsync(_maria) is var m ? (m.Presence.State, m.Call) : default);
        var offer = (await WorkAsync(_grace)).Offer!;
        Assert.Equal((UrgencyName.Urgent, "connection to the nurse was lost"), (offer.Item.Urgency, offer.Item.Reason));
        Assert.Contains("Enqueue", (await CallerGoesOnAsync()).Verbs);
        (await _grace.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var graces = await _twilio.ConnectsAsync(_grace, ("offer", offer.OfferId.ToString()));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", graces.Sid);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", _caller.Sid);

        var hers = await ReadAsync<TriageSessionView>(await _grace.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { }));
        Assert.Equal((session.SessionId, "Gained four pounds."), (hers.SessionId, hers.DraftNote));
        Assert.Contains(TriageEventJson.ReadLog(hers.EventsJson).OfType<Answered>(), a => a.QuestionId == "choking");

        Assert.Contains("Hangup", (await _twilio.ConnectsAsync(_maria, ("call", _call.CallId.ToString()))).Heard.Verbs);
        await LeavesAsync(_talk.NurseSid);
        Assert.Equal(("connected", "Grace Lim", true), await ViewAsync() is var v ? (v.State, v.NurseName, v.NurseJoined) : default);
    }

    [Fact]
    public async Task As_the_caller_is_being_brought_in_she_waits_on_and_hears_that_a_nurse_will_come()
    {
        await AvailableAsync(_maria);
        await CallerWaitsAsync();
        var offer = (await WorkAsync(_maria)).Offer!;
        (await _maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var first = await _twilio.ConnectsAsync(_maria, ("offer", offer.OfferId.ToString()));
        await _talk.ConferenceSaysAsync(offer.Item.CallId, "participant-join", first.Sid);
        await _network.WasAskedAsync(_caller.Sid, o => o["Url"]?.Contains("voice/join", StringComparison.Ordinal) is true);
        var moves = Moves();
        await _talk.ConferenceSaysAsync(offer.Item.CallId, "participant-leave", first.Sid, "completed");
        await UntilAsync(() => Task.FromResult(Moves() == moves + 1));
        Assert.Contains("Enqueue", (await CallerGoesOnAsync()).Verbs);

        await AvailableAsync(_grace);
        // Five seconds after she took it somebody looks whether she is there, twenty later her time is up.
        _clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (long)(await _app.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'nurse-join' AND Version = 1"))! == 1);
        _clock.Advance(TimeSpan.FromSeconds(21));
        await UntilAsync(async () => (await WorkAsync(_grace)).Offer is not null);

        int Moves() => _network.Orders.Count(o => o.Who == _caller.Sid && o["Url"] is not null);
    }

    [Fact]
    public async Task And_comes_back_while_the_networks_word_of_it_is_lost_and_she_keeps_the_call()
    {
        await TalkAsync();
        await MariaDropsAsync();
        var (sid, _) = await _twilio.ConnectsAsync(_maria, ("call", _call.CallId.ToString()));
        _network.InConference = [sid];
        _clock.Advance(TimeSpan.FromSeconds(26));
        await UntilAsync(async () => (await ViewAsync()).NurseJoined);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (long)(await _app.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'rejoin'"))! == 0);
        Assert.Equal(("connected", "Maria Torres"), await ViewAsync() is var v ? (v.State, v.NurseName) : default);
    }

    [Fact]
    public async Task In_her_after_call_work_it_ends_by_itself_and_no_call_comes_to_a_desk_with_nobody_at_it()
    {
        await TalkAsync();
        await _caller.HangsUpAsync();
        Assert.Equal(PresenceState.WrapUp, (await WorkAsync(_maria)).Presence.State);
        _clock.Advance(TimeSpan.FromMinutes(16));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        Assert.Equal(PresenceState.Offline, (await WorkAsync(_maria)).Presence.State);

        // With her console alive she is available, as ever.
        _talk = new TalkingCall(_app, _maria);
        await TalkAsync();
        await _app.ExecuteAsync("UPDATE Presence SET HasConsole = 1");
        await _caller.HangsUpAsync();
        _clock.Advance(TimeSpan.FromMinutes(16));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        Assert.Equal(PresenceState.Available, (await WorkAsync(_maria)).Presence.State);
    }

    private async Task TalkAsync() => (_caller, _call) = await _talk.BeginAsync();

    private async Task CallerWaitsAsync()
    {
        _caller = await _twilio.Dials("+15125550112", "+15125550101").RingsAsync();
        await _caller.PressesAsync("1");
        await _caller.PressesAsync("03141948");
        await _caller.PressesAsync("2");
    }

    /// <summary>Her line goes, and the caller is moved out of the conference to hear so.</summary>
    private async Task MariaDropsAsync()
    {
        await LeavesAsync(_talk.NurseSid);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", _caller.Sid);
    }

    /// <summary>What the caller's line is told when it asks where it was last sent.</summary>
    private async Task<Heard> CallerGoesOnAsync()
    {
        var sent = await _network.WasAskedAsync(_caller.Sid, o => o["Url"] is not null);
        return await _twilio.AskAsync(Heard.Path(sent["Url"]!), ("CallSid", _caller.Sid), ("CallStatus", "in-progress"));
    }

    private async Task MariaIsBackAsync()
    {
        var (sid, _) = await _twilio.ConnectsAsync(_maria, ("call", _call.CallId.ToString()));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", sid);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", _caller.Sid);
    }

    /// <summary>The nurse puts her on hold and back: where her music is asked for.</summary>
    private async Task<string> MusicAsync()
    {
        var before = _network.Orders.Count(o => o["HoldUrl"] is not null);
        (await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/hold", new HoldRequest(true))).EnsureSuccessStatusCode();
        await UntilAsync(() => Task.FromResult(_network.Orders.Count(o => o["HoldUrl"] is not null) == before + 1));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-hold", _caller.Sid);
        (await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/hold", new HoldRequest(false))).EnsureSuccessStatusCode();
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-unhold", _caller.Sid);
        return Heard.Path(_network.Orders.Last(o => o["HoldUrl"] is not null)["HoldUrl"]!);
    }

    /// <summary>Her line goes; where the caller, moved out of the conference, asks next while she hears that the nurse is reconnecting.</summary>
    private async Task<string> DropsAndGoesOnAsync(string sid)
    {
        int Moves() => _network.Orders.Count(o => o.Who == _caller.Sid && o["Url"] is not null);
        var before = Moves();
        await LeavesAsync(sid);
        await UntilAsync(() => Task.FromResult(Moves() == before + 1));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", _caller.Sid);
        return (await CallerGoesOnAsync()).Redirect;
    }

    private Task<Heard> HearsAsync(string path) => _twilio.AskAsync(path, ("CallSid", _caller.Sid), ("CallStatus", "in-progress"));

    private Task LeavesAsync(string sid) => _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", sid, "completed");

    private async Task<CallView> ViewAsync() => (await _maria.GetFromJsonAsync<CallView>($"api/calls/{_call.CallId}"))!;

    private static async Task<CurrentWork> WorkAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<CurrentWork>("api/work"))!;

    private static async Task AvailableAsync(HttpClient nurse) => (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return (await answer.Content.ReadFromJsonAsync<T>())!;
        }
    }

    private static Task UntilAsync(Func<Task<bool>> holds) => Eventually.HoldsAsync(holds, "It did not happen.");
}
