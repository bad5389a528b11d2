using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Api.Tests.Calls;

/// <summary>Nurse and caller talk, and then something gets lost: a line, both lines, or only the network's word of it.</summary>
public sealed class LostTogetherTests : TalkStory
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await TalkAsync();
    }

    [Fact]
    public async Task The_caller_hangs_up_while_her_nurses_line_is_gone_and_is_rung_back_for_the_next_nurse()
    {
        await NurseDropsAsync();
        await CallerLeavesAsync("in-progress");
        Clock.Advance(TimeSpan.FromSeconds(5));
        await James.HangsUpAsync();

        Assert.Equal(("call-back", UrgencyName.Urgent, null), await ViewAsync() is var v ? (v.State, v.Urgency, v.NurseId) : default);
        Assert.Equal(PresenceState.NotResponding, (await WorkAsync(Maria)).Presence.State);
        var row = Assert.Single((await Grace.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items);
        Assert.Equal(("call-back", "connection to the nurse was lost"), (row.State, row.Reason));
        await AvailableAsync(Grace);
        await UntilAsync(() => Task.FromResult(Network.Dialled.Count == 1));
        Assert.Contains((await ViewAsync()).Timeline, e => e.What == "Ringing the caller back, try 1 of 3.");

        // Half a minute later nobody thinks that she waits on the line.
        Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("call-back", (await ViewAsync()).State);
    }

    [Theory]
    [InlineData("moderator_ended_conference")]
    [InlineData(null)]
    public async Task The_caller_hangs_up_and_the_nurses_end_is_told_first_and_that_is_the_end_of_the_call(string? reason)
    {
        (await Twilio.SendAsync($"/twilio/conference?id={Call.CallId:N}", [("ConferenceSid", "CF00000000000000000000000000000001"), ("CallSid", Talk.NurseSid), ("StatusCallbackEvent", "participant-leave"),
            ("ParticipantCallStatus", "in-progress"), ("SequenceNumber", "20"), .. reason is null ? Array.Empty<(string, string)>() : [("ReasonParticipantLeft", reason)]])).Dispose();
        await James.HangsUpAsync();
        Assert.Equal(("wrap-up", "caller hung up", "Maria Torres"), await ViewAsync() is var v ? (v.State, v.EndReason, v.NurseName) : default);
        Assert.Equal(PresenceState.WrapUp, (await WorkAsync(Maria)).Presence.State);
        Assert.Empty(Network.Dialled);
    }

    [Fact]
    public async Task She_was_in_the_queue_again_and_drops_there_and_that_is_no_abandoned_call()
    {
        await NurseDropsAsync();
        await CallerLeavesAsync("in-progress");
        Clock.Advance(TimeSpan.FromSeconds(26));
        await UntilAsync(async () => (long)(await App.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'rejoin' AND Version = 1"))! == 1);
        Clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (await ViewAsync()).State == "queued");
        await James.HangsUpAsync();
        Assert.Equal("call-back", (await ViewAsync()).State);
        Assert.Contains((await ViewAsync()).Timeline, e => e.Kind == "cut-off-call-back");
    }

    [Fact]
    public async Task What_triage_has_found_stays_with_the_call_when_the_nurse_is_lost()
    {
        var session = await ReadAsync<TriageSessionView>(await Maria.PostAsJsonAsync($"api/calls/{Call.CallId}/triage", new { }));
        Assert.Equal(UrgencyName.Routine, (await ViewAsync()).Urgency);
        await ReadAsync<TriageEventsResult>(await Maria.PostAsJsonAsync($"api/triage/{session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(
            [new Answered(Guid.NewGuid(), Clock.GetUtcNow(), new Actor("", ""), "first-minute", "choking", Answer.Present, AnswerSource.Asked)]))));
        Assert.Equal(UrgencyName.Emergent, (await ViewAsync()).Urgency);

        await NurseDropsAsync();
        await CallerLeavesAsync("in-progress");
        await AvailableAsync(Grace);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await WorkAsync(Grace)).Offer is not null);
        Assert.Equal((UrgencyName.Emergent, "found in triage"), (await WorkAsync(Grace)).Offer!.Item is var i ? (i.Urgency, i.Reason) : default);
    }

    [Fact]
    public async Task Both_words_of_the_nurses_end_are_lost_and_the_look_a_minute_later_finds_it()
    {
        Network.InConference = [James.Sid];
        Network.Knows = sid => sid == Talk.NurseSid ? "completed" : "in-progress";
        Clock.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(async () => (await ViewAsync()).Timeline.Any(e => e.Kind == "nurse-dropped"));
        var sent = await Network.WasAskedAsync(James.Sid, o => o["Url"] is not null);
        Assert.Contains("The nurse is reconnecting", (await Twilio.AskAsync(Heard.Path(sent["Url"]!), ("CallSid", James.Sid), ("CallStatus", "in-progress"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_of_the_callers_leaving_is_lost_and_the_next_nurse_gets_her_all_the_same()
    {
        await NurseDropsAsync();
        // The caller was moved out of the conference; nobody says so.
        await AvailableAsync(Grace);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await WorkAsync(Grace)).Offer is not null);
        var offer = (await WorkAsync(Grace)).Offer!;
        (await Grace.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var graces = await Twilio.ConnectsAsync(Grace, ("offer", offer.OfferId.ToString()));
        var moves = Moves();
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", graces.Sid);
        await UntilAsync(() => Task.FromResult(Moves() == moves + 1));
        Assert.Equal("offered", (await ViewAsync()).State);
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", James.Sid);
        Assert.Equal(("connected", "Grace Lim"), await ViewAsync() is var v ? (v.State, v.NurseName) : default);
    }

    [Fact]
    public async Task The_nurse_sits_there_alone_and_the_caller_is_sent_for_but_a_list_that_shows_nobody_moves_nobody()
    {
        var moves = Moves();
        Clock.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(() => Task.FromResult(Network.LookedFor(James.Sid) > 0));
        Assert.Equal(moves, Moves());
        Network.InConference = [Talk.NurseSid];
        Clock.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(() => Task.FromResult(Moves() == moves + 1));
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", James.Sid);
        Assert.Equal(("connected", true), await ViewAsync() is var v ? (v.State, v.CallerJoined) : default);
    }

    [Fact]
    public async Task Hold_needs_no_callback_and_a_late_word_of_it_puts_nobody_on_hold_again()
    {
        await HoldAsync(true);
        await UntilAsync(async () => (await ViewAsync()).State == "on-hold");
        await HoldAsync(false);
        await UntilAsync(async () => (await ViewAsync()).State == "connected");
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-hold", James.Sid);
        Assert.Equal("connected", (await ViewAsync()).State);
    }

    [Fact]
    public async Task While_somebody_is_asked_alone_the_caller_does_not_come_back_into_it()
    {
        (await Maria.PostAsJsonAsync($"api/calls/{Call.CallId}/parties", new RingPartyRequest("contact-dr-marsh", null, null, null, "consult"))).Dispose();
        await UntilAsync(async () => (await ViewAsync()).State == "on-hold");
        using var refused = await Maria.PutAsJsonAsync($"api/calls/{Call.CallId}/hold", new HoldRequest(false));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("hold-asking-alone", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("on-hold", (await ViewAsync()).State);
    }

    [Fact]
    public async Task What_a_former_conference_says_late_does_not_end_the_talk_in_the_next_one()
    {
        await NurseDropsAsync();
        var (sid, _) = await Twilio.ConnectsAsync(Maria, ("call", Call.CallId.ToString()));
        await SaysAsync("CF00000000000000000000000000000002", "participant-join", sid, 1);
        await SaysAsync("CF00000000000000000000000000000002", "participant-join", James.Sid, 2);
        Assert.Equal(("connected", true, true), await ViewAsync() is var v ? (v.State, v.NurseJoined, v.CallerJoined) : default);
        await SaysAsync("CF00000000000000000000000000000001", "participant-leave", James.Sid, 90);
        Assert.Equal(("connected", true, true), await ViewAsync() is var w ? (w.State, w.NurseJoined, w.CallerJoined) : default);
    }

    [Fact]
    public async Task From_her_after_call_work_she_rings_a_patient_and_the_end_of_the_one_does_not_touch_the_other()
    {
        await James.HangsUpAsync();
        var patient = (await ViewAsync()).Caller.PatientId ?? (await ViewAsync()).Caller.Candidates[0].PatientId;
        var second = await ReadAsync<CallView>(await Maria.PostAsJsonAsync($"api/patients/{patient}/call", new CallPatientRequest(null)));
        Clock.Advance(TimeSpan.FromSeconds(10));
        var (line, _) = await Twilio.ConnectsAsync(Maria, ("call", second.CallId.ToString()));
        await Talk.ConferenceSaysAsync(second.CallId, "participant-join", line);
        Assert.Equal((PresenceState.OnCall, second.CallId), await WorkAsync(Maria) is var w ? (w.Presence.State, w.Call!.CallId) : default);

        (await Maria.PostAsJsonAsync($"api/calls/{second.CallId}/end", new { })).Dispose();
        (await Maria.PostAsJsonAsync($"api/calls/{second.CallId}/wrap-up/finish", new FinishWrapUpRequest("no-contact", null))).Dispose();
        Assert.Equal((PresenceState.WrapUp, Call.CallId), await WorkAsync(Maria) is var x ? (x.Presence.State, x.Call!.CallId) : default);
        Clock.Advance(TimeSpan.FromMinutes(16));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        await UntilAsync(async () => (await WorkAsync(Maria)).Presence.State is PresenceState.Available or PresenceState.Offline);
    }

    [Fact]
    public async Task The_first_calls_after_call_work_runs_out_while_she_is_in_the_second_call()
    {
        await James.HangsUpAsync();
        var patient = (await ViewAsync()).Caller.PatientId ?? (await ViewAsync()).Caller.Candidates[0].PatientId;
        Clock.Advance(TimeSpan.FromMinutes(14));
        var second = await ReadAsync<CallView>(await Maria.PostAsJsonAsync($"api/patients/{patient}/call", new CallPatientRequest(null)));
        var (line, _) = await Twilio.ConnectsAsync(Maria, ("call", second.CallId.ToString()));
        await Talk.ConferenceSaysAsync(second.CallId, "participant-join", line);
        Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(5));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        Assert.Equal(PresenceState.OnCall, (await WorkAsync(Maria)).Presence.State);
        Assert.Equal(0L, await App.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'wrap-up'"));
    }

    private int Moves() => Network.Orders.Count(o => o.Who == James.Sid && o["Url"] is not null);

    private Task NurseDropsAsync() => Talk.ConferenceSaysAsync(Call.CallId, "participant-leave", Talk.NurseSid, "completed");

    private Task CallerLeavesAsync(string status) => Talk.ConferenceSaysAsync(Call.CallId, "participant-leave", James.Sid, status);

    private async Task SaysAsync(string conference, string what, string sid, int number) => (await Twilio.SendAsync($"/twilio/conference?id={Call.CallId:N}",
        ("ConferenceSid", conference), ("CallSid", sid), ("StatusCallbackEvent", what), ("ParticipantCallStatus", "in-progress"), ("SequenceNumber", $"{number}"))).Dispose();

    private async Task HoldAsync(bool onHold) => (await Maria.PutAsJsonAsync($"api/calls/{Call.CallId}/hold", new HoldRequest(onHold))).Dispose();
}
