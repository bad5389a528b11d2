using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>Nurse and caller talk, and then something gets lost: a line, both lines, or only the network's word of it.</summary>
public sealed class LostTogetherTests : IAsyncLifetime
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
        _app = await CallCenterApp.StartAsync("Development", _clock, null, ("Twilio:ApiBaseUrl", _network.Url));
        _twilio = new TestTwilio(_app);
        (_maria, _grace) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("nurse2@demo"));
        _talk = new TalkingCall(_app, _maria);
        (_caller, _call) = await _talk.BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        _grace.Dispose();
        await _app.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task The_caller_hangs_up_while_her_nurses_line_is_gone_and_is_rung_back_for_the_next_nurse()
    {
        await NurseDropsAsync();
        await CallerLeavesAsync("in-progress");
        _clock.Advance(TimeSpan.FromSeconds(5));
        await _caller.HangsUpAsync();

        Assert.Equal(("call-back", UrgencyName.Urgent, null), await ViewAsync() is var v ? (v.State, v.Urgency, v.NurseId) : default);
        Assert.Equal(PresenceState.NotResponding, (await WorkAsync(_maria)).Presence.State);
        var row = Assert.Single((await _grace.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items);
        Assert.Equal(("call-back", "connection to the nurse was lost"), (row.State, row.Reason));
        await AvailableAsync(_grace);
        await UntilAsync(() => Task.FromResult(_network.Dialled.Count == 1));
        Assert.Contains((await ViewAsync()).Timeline, e => e.What == "Ringing the caller back, try 1 of 3.");

        // Half a minute later nobody thinks that she waits on the line.
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("call-back", (await ViewAsync()).State);
    }

    [Theory]
    [InlineData("moderator_ended_conference")]
    [InlineData(null)]
    public async Task The_caller_hangs_up_and_the_nurses_end_is_told_first_and_that_is_the_end_of_the_call(string? reason)
    {
        (await _twilio.SendAsync($"/twilio/conference?id={_call.CallId:N}", [("ConferenceSid", "CF00000000000000000000000000000001"), ("CallSid", _talk.NurseSid), ("StatusCallbackEvent", "participant-leave"),
            ("ParticipantCallStatus", "in-progress"), ("SequenceNumber", "20"), .. reason is null ? Array.Empty<(string, string)>() : [("ReasonParticipantLeft", reason)]])).Dispose();
        await _caller.HangsUpAsync();
        Assert.Equal(("wrap-up", "caller hung up", "Maria Torres"), await ViewAsync() is var v ? (v.State, v.EndReason, v.NurseName) : default);
        Assert.Equal(PresenceState.WrapUp, (await WorkAsync(_maria)).Presence.State);
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task She_was_in_the_queue_again_and_drops_there_and_that_is_no_abandoned_call()
    {
        await NurseDropsAsync();
        await CallerLeavesAsync("in-progress");
        _clock.Advance(TimeSpan.FromSeconds(26));
        await UntilAsync(async () => (long)(await _app.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'rejoin' AND Version = 1"))! == 1);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (await ViewAsync()).State == "queued");
        await _caller.HangsUpAsync();
        Assert.Equal("call-back", (await ViewAsync()).State);
        Assert.Contains((await ViewAsync()).Timeline, e => e.Kind == "cut-off-call-back");
    }

    [Fact]
    public async Task What_triage_has_found_stays_with_the_call_when_the_nurse_is_lost()
    {
        var session = await ReadAsync<TriageSessionView>(await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { }));
        Assert.Equal(UrgencyName.Routine, (await ViewAsync()).Urgency);
        await ReadAsync<TriageEventsResult>(await _maria.PostAsJsonAsync($"api/triage/{session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(
            [new Answered(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("", ""), "first-minute", "choking", Answer.Present, AnswerSource.Asked)]))));
        Assert.Equal(UrgencyName.Emergent, (await ViewAsync()).Urgency);

        await NurseDropsAsync();
        await CallerLeavesAsync("in-progress");
        await AvailableAsync(_grace);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await WorkAsync(_grace)).Offer is not null);
        Assert.Equal((UrgencyName.Emergent, "found in triage"), (await WorkAsync(_grace)).Offer!.Item is var i ? (i.Urgency, i.Reason) : default);
    }

    [Fact]
    public async Task Both_words_of_the_nurses_end_are_lost_and_the_look_a_minute_later_finds_it()
    {
        _network.InConference = [_caller.Sid];
        _network.Knows = sid => sid == _talk.NurseSid ? "completed" : "in-progress";
        _clock.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(async () => (await ViewAsync()).Timeline.Any(e => e.Kind == "nurse-dropped"));
        var sent = await _network.WasAskedAsync(_caller.Sid, o => o["Url"] is not null);
        Assert.Contains("The nurse is reconnecting", (await _twilio.AskAsync(Heard.Path(sent["Url"]!), ("CallSid", _caller.Sid), ("CallStatus", "in-progress"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_of_the_callers_leaving_is_lost_and_the_next_nurse_gets_her_all_the_same()
    {
        await NurseDropsAsync();
        // The caller was moved out of the conference; nobody says so.
        await AvailableAsync(_grace);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await WorkAsync(_grace)).Offer is not null);
        var offer = (await WorkAsync(_grace)).Offer!;
        (await _grace.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var graces = await _twilio.ConnectsAsync(_grace, ("offer", offer.OfferId.ToString()));
        var moves = Moves();
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", graces.Sid);
        await UntilAsync(() => Task.FromResult(Moves() == moves + 1));
        Assert.Equal("offered", (await ViewAsync()).State);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", _caller.Sid);
        Assert.Equal(("connected", "Grace Lim"), await ViewAsync() is var v ? (v.State, v.NurseName) : default);
    }

    [Fact]
    public async Task The_nurse_sits_there_alone_and_the_caller_is_sent_for_but_a_list_that_shows_nobody_moves_nobody()
    {
        var moves = Moves();
        _clock.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(() => Task.FromResult(_network.LookedFor(_caller.Sid) > 0));
        Assert.Equal(moves, Moves());
        _network.InConference = [_talk.NurseSid];
        _clock.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(() => Task.FromResult(Moves() == moves + 1));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", _caller.Sid);
        Assert.Equal(("connected", true), await ViewAsync() is var v ? (v.State, v.CallerJoined) : default);
    }

    [Fact]
    public async Task Hold_needs_no_callback_and_a_late_word_of_it_puts_nobody_on_hold_again()
    {
        await HoldAsync(true);
        await UntilAsync(async () => (await ViewAsync()).State == "on-hold");
        await HoldAsync(false);
        await UntilAsync(async () => (await ViewAsync()).State == "connected");
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-hold", _caller.Sid);
        Assert.Equal("connected", (await ViewAsync()).State);
    }

    [Fact]
    public async Task While_somebody_is_asked_alone_the_caller_does_not_come_back_into_it()
    {
        (await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/parties", new RingPartyRequest("contact-dr-marsh", null, null, null, "consult"))).Dispose();
        await UntilAsync(async () => (await ViewAsync()).State == "on-hold");
        using var refused = await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/hold", new HoldRequest(false));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("hold-asking-alone", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("on-hold", (await ViewAsync()).State);
    }

    [Fact]
    public async Task What_a_former_conference_says_late_does_not_end_the_talk_in_the_next_one()
    {
        await NurseDropsAsync();
        var (sid, _) = await _twilio.ConnectsAsync(_maria, ("call", _call.CallId.ToString()));
        await SaysAsync("CF00000000000000000000000000000002", "participant-join", sid, 1);
        await SaysAsync("CF00000000000000000000000000000002", "participant-join", _caller.Sid, 2);
        Assert.Equal(("connected", true, true), await ViewAsync() is var v ? (v.State, v.NurseJoined, v.CallerJoined) : default);
        await SaysAsync("CF00000000000000000000000000000001", "participant-leave", _caller.Sid, 90);
        Assert.Equal(("connected", true, true), await ViewAsync() is var w ? (w.State, w.NurseJoined, w.CallerJoined) : default);
    }

    [Fact]
    public async Task From_her_after_call_work_she_rings_a_patient_and_the_end_of_the_one_does_not_touch_the_other()
    {
        await _caller.HangsUpAsync();
        var patient = (await ViewAsync()).Caller.PatientId ?? (await ViewAsync()).Caller.Candidates[0].PatientId;
        var second = await ReadAsync<CallView>(await _maria.PostAsJsonAsync($"api/patients/{patient}/call", new CallPatientRequest(null)));
        _clock.Advance(TimeSpan.FromSeconds(10));
        var (line, _) = await _twilio.ConnectsAsync(_maria, ("call", second.CallId.ToString()));
        await _talk.ConferenceSaysAsync(second.CallId, "participant-join", line);
        Assert.Equal((PresenceState.OnCall, second.CallId), await WorkAsync(_maria) is var w ? (w.Presence.State, w.Call!.CallId) : default);

        (await _maria.PostAsJsonAsync($"api/calls/{second.CallId}/end", new { })).Dispose();
        (await _maria.PostAsJsonAsync($"api/calls/{second.CallId}/wrap-up/finish", new FinishWrapUpRequest("no-contact", null))).Dispose();
        Assert.Equal((PresenceState.WrapUp, _call.CallId), await WorkAsync(_maria) is var x ? (x.Presence.State, x.Call!.CallId) : default);
        _clock.Advance(TimeSpan.FromMinutes(16));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        await UntilAsync(async () => (await WorkAsync(_maria)).Presence.State is PresenceState.Available or PresenceState.Offline);
    }

    [Fact]
    public async Task The_first_calls_after_call_work_runs_out_while_she_is_in_the_second_call()
    {
        await _caller.HangsUpAsync();
        var patient = (await ViewAsync()).Caller.PatientId ?? (await ViewAsync()).Caller.Candidates[0].PatientId;
        _clock.Advance(TimeSpan.FromMinutes(14));
        var second = await ReadAsync<CallView>(await _maria.PostAsJsonAsync($"api/patients/{patient}/call", new CallPatientRequest(null)));
        var (line, _) = await _twilio.ConnectsAsync(_maria, ("call", second.CallId.ToString()));
        await _talk.ConferenceSaysAsync(second.CallId, "participant-join", line);
        _clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(5));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        Assert.Equal(PresenceState.OnCall, (await WorkAsync(_maria)).Presence.State);
        Assert.Equal(0L, await _app.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'wrap-up'"));
    }

    private int Moves() => _network.Orders.Count(o => o.Who == _caller.Sid && o["Url"] is not null);

    private Task NurseDropsAsync() => _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", _talk.NurseSid, "completed");

    private Task CallerLeavesAsync(string status) => _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", _caller.Sid, status);

    private async Task SaysAsync(string conference, string what, string sid, int number) => (await _twilio.SendAsync($"/twilio/conference?id={_call.CallId:N}",
        ("ConferenceSid", conference), ("CallSid", sid), ("StatusCallbackEvent", what), ("ParticipantCallStatus", "in-progress"), ("SequenceNumber", $"{number}"))).Dispose();

    private async Task HoldAsync(bool onHold) => (await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/hold", new HoldRequest(onHold))).Dispose();

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
