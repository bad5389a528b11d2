using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Api.Tests.Calls;

/// <summary>The nurse's computer dies: wherever in the call it does, the caller is told, kept, and never alone with silence.</summary>
public sealed class NurseDropTests : TalkStory
{
    private protected override (string Key, string Value)[] Settings => [("Calls:HoldLimitSeconds", "60")];

    [Fact]
    public async Task While_the_caller_is_on_hold_she_is_taken_off_it_and_with_the_nurse_again_they_talk()
    {
        await TalkAsync();
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-hold", James.Sid);
        Assert.Equal("on-hold", (await ViewAsync()).State);
        await MariaDropsAsync();
        Assert.Contains("The nurse is reconnecting", (await CallerGoesOnAsync()).Text, StringComparison.Ordinal);

        await MariaIsBackAsync();
        Assert.Equal(("connected", false, null), await ViewAsync() is var v ? (v.State, v.OnHold, v.HeldSince) : default);
        // Nobody is rung for a caller who is on no hold.
        Clock.Advance(TimeSpan.FromMinutes(3));
        await UntilAsync(async () => (long)(await App.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'hold-limit'"))! == 0);
        Assert.False((await ViewAsync()).HoldOverdue);
    }

    [Fact]
    public async Task A_second_time_the_answers_of_the_first_are_not_repeated()
    {
        await TalkAsync();
        var first = await MusicAsync();
        var waits = await DropsAndGoesOnAsync(Talk.NurseSid);
        await MariaIsBackAsync();
        var second = await MusicAsync();
        Assert.NotEqual(first, second);
        // The same request come twice has its one answer, and the music that follows stays this hold's.
        var (once, again) = (await HearsAsync(second), await HearsAsync(second));
        Assert.Equal(once.ToString(), again.ToString());
        Assert.EndsWith("&" + second.Split('&')[^1], once.Redirect, StringComparison.Ordinal);

        var hers = (string)(await App.ScalarAsync("SELECT CallSid FROM Legs WHERE Role = 'Nurse' AND InConference = 1"))!;
        Assert.NotEqual(waits, await DropsAndGoesOnAsync(hers));
    }

    [Fact]
    public async Task While_she_asks_a_doctor_alone_all_three_are_together_when_she_is_back()
    {
        await TalkAsync();
        (await Maria.PostAsJsonAsync($"api/calls/{Call.CallId}/parties", new RingPartyRequest("contact-dr-marsh", null, null, null, "consult"))).Dispose();
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-hold", James.Sid);
        var party = (await ViewAsync()).Parties.Single();
        await UntilAsync(() => Task.FromResult(Network.Dialled.Count == 1));
        var marsh = Network.Dialled[0];
        await Twilio.AskAsync($"/twilio/party/answer?id={party.PartyId:N}", ("CallSid", marsh), ("AnsweredBy", "human"));
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", marsh);
        Assert.Equal("consult", (await ViewAsync()).Parties.Single().Plan);

        await MariaDropsAsync();
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-leave", marsh);
        var waits = await Twilio.AskAsync($"/twilio/party/left?id={party.PartyId:N}", ("CallSid", marsh), ("DialCallStatus", "answered"));
        Assert.Contains("The nurse is reconnecting", waits.Text, StringComparison.Ordinal);
        // The next time she is out of it is another request, and one whom the conference did not take is not sent there for ever.
        Assert.NotEqual($"/twilio/party/left?id={party.PartyId:N}", Heard.Path(waits.Verb("Dial")!.Attribute("action")!.Value));
        Assert.Equal(["Hangup"], (await Twilio.AskAsync(Heard.Path(waits.Verb("Dial")!.Attribute("action")!.Value), ("CallSid", marsh), ("DialCallStatus", "failed"))).Verbs);
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", marsh);
        await MariaIsBackAsync();
        Assert.Equal(("connected", "join", "in-call"), await ViewAsync() is var v ? (v.State, v.Parties.Single().Plan, v.Parties.Single().State) : default);
    }

    [Fact]
    public async Task For_good_the_next_nurse_sees_everything_and_the_first_one_comes_back_to_a_call_that_is_not_hers()
    {
        await TalkAsync();
        var session = await ReadAsync<TriageSessionView>(await Maria.PostAsJsonAsync($"api/calls/{Call.CallId}/triage", new { }));
        (await Maria.PutAsJsonAsync($"api/triage/{session.SessionId}/draft", new DraftRequest("Gained four pounds."))).Dispose();
        await ReadAsync<TriageEventsResult>(await Maria.PostAsJsonAsync($"api/triage/{session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(
            [new Answered(Guid.NewGuid(), Clock.GetUtcNow(), new Actor("", ""), "first-minute", "choking", Answer.Absent, AnswerSource.Asked)]))));
        await MariaDropsAsync();
        await AvailableAsync(Grace);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await WorkAsync(Grace)).Offer is not null);

        Assert.Equal((PresenceState.NotResponding, null), await WorkAsync(Maria) is var m ? (m.Presence.State, m.Call) : default);
        var offer = (await WorkAsync(Grace)).Offer!;
        Assert.Equal((UrgencyName.Urgent, "connection to the nurse was lost"), (offer.Item.Urgency, offer.Item.Reason));
        Assert.Contains("Enqueue", (await CallerGoesOnAsync()).Verbs);
        (await Grace.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var graces = await Twilio.ConnectsAsync(Grace, ("offer", offer.OfferId.ToString()));
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", graces.Sid);
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", James.Sid);

        var hers = await ReadAsync<TriageSessionView>(await Grace.PostAsJsonAsync($"api/calls/{Call.CallId}/triage", new { }));
        Assert.Equal((session.SessionId, "Gained four pounds."), (hers.SessionId, hers.DraftNote));
        Assert.Contains(TriageEventJson.ReadLog(hers.EventsJson).OfType<Answered>(), a => a.QuestionId == "choking");

        Assert.Contains("Hangup", (await Twilio.ConnectsAsync(Maria, ("call", Call.CallId.ToString()))).Heard.Verbs);
        await LeavesAsync(Talk.NurseSid);
        Assert.Equal(("connected", "Grace Lim", true), await ViewAsync() is var v ? (v.State, v.NurseName, v.NurseJoined) : default);
    }

    [Fact]
    public async Task As_the_caller_is_being_brought_in_she_waits_on_and_hears_that_a_nurse_will_come()
    {
        await AvailableAsync(Maria);
        await CallerWaitsAsync();
        var offer = (await WorkAsync(Maria)).Offer!;
        (await Maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var first = await Twilio.ConnectsAsync(Maria, ("offer", offer.OfferId.ToString()));
        await Talk.ConferenceSaysAsync(offer.Item.CallId, "participant-join", first.Sid);
        await Network.WasAskedAsync(James.Sid, o => o["Url"]?.Contains("voice/join", StringComparison.Ordinal) is true);
        var moves = Moves();
        await Talk.ConferenceSaysAsync(offer.Item.CallId, "participant-leave", first.Sid, "completed");
        await UntilAsync(() => Task.FromResult(Moves() == moves + 1));
        Assert.Contains("Enqueue", (await CallerGoesOnAsync()).Verbs);

        await AvailableAsync(Grace);
        // Five seconds after she took it somebody looks whether she is there, twenty later her time is up.
        Clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (long)(await App.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'nurse-join' AND Version = 1"))! == 1);
        Clock.Advance(TimeSpan.FromSeconds(21));
        await UntilAsync(async () => (await WorkAsync(Grace)).Offer is not null);

        int Moves() => Network.Orders.Count(o => o.Who == James.Sid && o["Url"] is not null);
    }

    [Fact]
    public async Task And_comes_back_while_the_networks_word_of_it_is_lost_and_she_keeps_the_call()
    {
        await TalkAsync();
        await MariaDropsAsync();
        var (sid, _) = await Twilio.ConnectsAsync(Maria, ("call", Call.CallId.ToString()));
        Network.InConference = [sid];
        Clock.Advance(TimeSpan.FromSeconds(26));
        await UntilAsync(async () => (await ViewAsync()).NurseJoined);
        Clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (long)(await App.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'rejoin'"))! == 0);
        Assert.Equal(("connected", "Maria Torres"), await ViewAsync() is var v ? (v.State, v.NurseName) : default);
    }

    [Fact]
    public async Task In_her_after_call_work_it_ends_by_itself_and_no_call_comes_to_a_desk_with_nobody_at_it()
    {
        await TalkAsync();
        await James.HangsUpAsync();
        Assert.Equal(PresenceState.WrapUp, (await WorkAsync(Maria)).Presence.State);
        Clock.Advance(TimeSpan.FromMinutes(16));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        Assert.Equal(PresenceState.Offline, (await WorkAsync(Maria)).Presence.State);

        // With her console alive she is available, as ever.
        Talk = new TalkingCall(App, Maria);
        await TalkAsync();
        await App.ExecuteAsync("UPDATE Presence SET HasConsole = 1");
        await James.HangsUpAsync();
        Clock.Advance(TimeSpan.FromMinutes(16));
        await UntilAsync(async () => (await ViewAsync()).State == "closed");
        Assert.Equal(PresenceState.Available, (await WorkAsync(Maria)).Presence.State);
    }

    private async Task CallerWaitsAsync()
    {
        James = await Twilio.Dials("+15125550112", "+15125550101").RingsAsync();
        await James.PressesAsync("1");
        await James.PressesAsync("03141948");
        await James.PressesAsync("2");
    }

    /// <summary>Her line goes, and the caller is moved out of the conference to hear so.</summary>
    private async Task MariaDropsAsync()
    {
        await LeavesAsync(Talk.NurseSid);
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-leave", James.Sid);
    }

    /// <summary>What the caller's line is told when it asks where it was last sent.</summary>
    private async Task<Heard> CallerGoesOnAsync()
    {
        var sent = await Network.WasAskedAsync(James.Sid, o => o["Url"] is not null);
        return await Twilio.AskAsync(Heard.Path(sent["Url"]!), ("CallSid", James.Sid), ("CallStatus", "in-progress"));
    }

    private async Task MariaIsBackAsync()
    {
        var (sid, _) = await Twilio.ConnectsAsync(Maria, ("call", Call.CallId.ToString()));
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", sid);
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-join", James.Sid);
    }

    /// <summary>The nurse puts her on hold and back: where her music is asked for.</summary>
    private async Task<string> MusicAsync()
    {
        var before = Network.Orders.Count(o => o["HoldUrl"] is not null);
        (await Maria.PutAsJsonAsync($"api/calls/{Call.CallId}/hold", new HoldRequest(true))).EnsureSuccessStatusCode();
        await UntilAsync(() => Task.FromResult(Network.Orders.Count(o => o["HoldUrl"] is not null) == before + 1));
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-hold", James.Sid);
        (await Maria.PutAsJsonAsync($"api/calls/{Call.CallId}/hold", new HoldRequest(false))).EnsureSuccessStatusCode();
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-unhold", James.Sid);
        return Heard.Path(Network.Orders.Last(o => o["HoldUrl"] is not null)["HoldUrl"]!);
    }

    /// <summary>Her line goes; where the caller, moved out of the conference, asks next while she hears that the nurse is reconnecting.</summary>
    private async Task<string> DropsAndGoesOnAsync(string sid)
    {
        int Moves() => Network.Orders.Count(o => o.Who == James.Sid && o["Url"] is not null);
        var before = Moves();
        await LeavesAsync(sid);
        await UntilAsync(() => Task.FromResult(Moves() == before + 1));
        await Talk.ConferenceSaysAsync(Call.CallId, "participant-leave", James.Sid);
        return (await CallerGoesOnAsync()).Redirect;
    }

    private Task<Heard> HearsAsync(string path) => Twilio.AskAsync(path, ("CallSid", James.Sid), ("CallStatus", "in-progress"));

    private Task LeavesAsync(string sid) => Talk.ConferenceSaysAsync(Call.CallId, "participant-leave", sid, "completed");
}
