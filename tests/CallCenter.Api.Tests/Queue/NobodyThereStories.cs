using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Callers whom nobody can take, and callers who ring again: who is told, what they hear, and where they stand.</summary>
public sealed class NobodyThereStories : QueueStory
{
    private const string OakStreet = "+12125550102";

    /// <summary>Takes calls of Oak Street alone.</summary>
    private HttpClient _tomasz = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tomasz = await SignInAsync("nurse3@demo");
    }

    [Fact]
    public async Task A_nurse_of_another_practice_is_no_nurse_of_hers_and_the_supervisors_are_told_at_once()
    {
        await AvailableAsync(_tomasz);
        await WaitingAsync(Tess, danger: "1");
        Assert.True((await RowAsync()).NobodyAnswers);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "nobody-answers");
    }

    [Fact]
    public async Task The_last_nurse_goes_off_duty_while_two_wait_and_the_supervisors_hear_of_both()
    {
        await AvailableAsync(Maria);
        await WaitingAsync(Tess);
        await WaitingAsync(Pilar);
        Assert.All(await QueueAsync(), c => Assert.False(c.NobodyAnswers));
        Clock.Advance(TimeSpan.FromSeconds(21));
        await Eventually.HoldsAsync(async () => (await QueueAsync()).All(c => c.NobodyAnswers), "One of them waits unseen.");
        Assert.Equal(2, (await App.AuditTrailAsync()).Count(a => a.Verb == "nobody-answers"));
    }

    [Fact]
    public async Task All_nurses_are_at_work_and_a_caller_in_danger_waits_half_a_minute_before_the_supervisors_know()
    {
        await AvailableAsync(Maria);
        await WaitingAsync(Pilar);
        (await Maria.PostAsJsonAsync($"api/offers/{(await WorkAsync(Maria)).Offer!.OfferId}/accept", new { })).Dispose();
        await WaitingAsync(Tess, danger: "1");
        Assert.False((await QueueAsync())[0].NobodyAnswers);
        Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False((await QueueAsync())[0].NobodyAnswers);
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync(async () => (await QueueAsync())[0].NobodyAnswers, "Nobody knows.");
    }

    [Fact]
    public async Task Her_place_is_among_those_who_wait_for_the_same_nurses_and_says_nothing_while_the_rule_passes_her_over()
    {
        await AvailableAsync(_tomasz);
        foreach (var other in new[] { "+12125550161", "+12125550162" }) await WaitsAtAsync(other, OakStreet);
        var tess = await WaitingAsync(Tess);
        // Two others wait before her, for a nurse who does not take her practice's calls; nobody can say how long it takes.
        Assert.Contains("You are number 1 in line.", (await MusicAsync(tess)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The wait is about", (await MusicAsync(tess)).Text, StringComparison.Ordinal);

        // A nurse of both practices: now they stand in one line.
        await AvailableAsync(Maria);
        (await Maria.PostAsJsonAsync($"api/offers/{(await WorkAsync(Maria)).Offer!.OfferId}/accept", new { })).Dispose();
        Clock.Advance(TimeSpan.FromSeconds(1));
        var pilar = await WaitingAsync(Pilar);
        Assert.Contains("You are number 4 in line. The wait is about", (await MusicAsync(pilar)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hour_in_which_a_lost_caller_is_rung_back_begins_with_the_danger_answer_not_with_the_wait()
    {
        var tess = await WaitingAsync(Tess);
        Clock.Advance(TimeSpan.FromMinutes(59));
        await Twilio.AskAsync((await MusicAsync(tess)).Action, [.. tess.Form("in-progress"), ("Digits", "1")]);
        Clock.Advance(TimeSpan.FromMinutes(20));
        await tess.HangsUpAsync();
        Assert.Equal((UrgencyName.Emergent, "call-back"), await RowAsync() is var r ? (r.Urgency, r.State) : default);
    }

    [Fact]
    public async Task Who_is_to_be_rung_back_and_rings_again_stands_in_line_once_at_her_first_time()
    {
        var first = await WaitingAsync(Tess);
        await Twilio.AskAsync((await MusicAsync(first)).Action, [.. first.Form("in-progress"), ("Digits", "2")]);
        await first.HangsUpAsync();
        var row = await RowAsync();
        Clock.Advance(TimeSpan.FromMinutes(6));
        await WaitingAsync(Tess);

        var again = await RowAsync();
        Assert.Equal(("waiting", row.WaitingSince), (again.State, again.WaitingSince));
        Assert.NotEqual(row.CallId, again.CallId);
        Assert.Equal(("closed", "rang again"), await ViewAsync(row.CallId) is var v ? (v.State, v.EndReason) : default);
        Assert.Equal(1, (await Helen.GetFromJsonAsync<BoardView>("api/board"))!.Today.Calls);
    }

    [Fact]
    public async Task A_nurse_who_knows_more_puts_a_waiting_caller_first_and_nobody_makes_her_less_urgent()
    {
        await WaitingAsync(Pilar);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WaitingAsync(Tess);
        var tess = (await QueueAsync())[1].CallId;
        using (var raised = await Maria.PutAsJsonAsync($"api/calls/{tess}/urgency", new RaiseRequest(UrgencyName.Emergent))) Assert.True(raised.IsSuccessStatusCode);
        Assert.Equal((tess, UrgencyName.Emergent, "raised by the nurse line"), (await QueueAsync())[0] is var first ? (first.CallId, first.Urgency, first.Reason) : default);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "call-raised");
        using var lowered = await Maria.PutAsJsonAsync($"api/calls/{tess}/urgency", new RaiseRequest(UrgencyName.Routine));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, lowered.StatusCode);
        Assert.Contains("urgency-not-lowered", await lowered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(UrgencyName.Emergent, (await QueueAsync())[0].Urgency);
    }

    [Fact]
    public async Task Two_from_one_house_about_nobody_we_know_are_two_callers()
    {
        var first = await WaitingAsync("+15125550199");
        await Twilio.AskAsync((await MusicAsync(first)).Action, [.. first.Form("in-progress"), ("Digits", "2")]);
        await first.HangsUpAsync();
        await WaitingAsync("+15125550199");
        Assert.Equal(["call-back", "waiting"], (await QueueAsync()).Select(c => c.State).Order());
    }

    [Fact]
    public async Task Who_has_left_a_message_and_rings_again_has_it_heard_by_the_nurse_who_takes_her_call()
    {
        var first = await WaitingAsync(Tess);
        await Twilio.AskAsync((await MusicAsync(first)).Action, [.. first.Form("in-progress"), ("Digits", "3")]);
        var tone = await Twilio.AskAsync(Heard.Path(first.Now.Verb("Enqueue")!.Attribute("action")!.Value), first.Form("in-progress"));
        await Twilio.AskAsync(Heard.Path(tone.Verb("Record")!.Attribute("action")!.Value), [.. first.Form("in-progress"), ("RecordingSid", "RE1"), ("RecordingDuration", "12")]);
        await first.HangsUpAsync();
        var message = await RowAsync();
        Assert.True(message.Message);
        var again = await WaitingAsync(Tess);
        Assert.Equal([true, false], (await QueueAsync()).OrderByDescending(c => c.Message).Select(c => c.Message));
        Assert.Single((await QueueAsync()).Select(c => c.WaitingSince).Distinct());

        var call = (await QueueAsync()).Single(c => !c.Message).CallId;
        await AvailableAsync(Maria);
        while ((await WorkAsync(Maria)).Offer is { } offer && offer.Item.CallId != call) (await Maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/decline", new { })).Dispose();
        var taken = (await WorkAsync(Maria)).Offer!;
        (await Maria.PostAsJsonAsync($"api/offers/{taken.OfferId}/accept", new { })).Dispose();
        var line = await Twilio.ConnectsAsync(Maria, ("offer", taken.OfferId.ToString()));
        foreach (var (sid, number) in new[] { (line.Sid, 1), (again.Sid, 2) })
            (await Twilio.SendAsync($"/twilio/conference?id={call:N}", ("ConferenceSid", "CF00000000000000000000000000000001"), ("CallSid", sid), ("StatusCallbackEvent", "participant-join"),
                ("ParticipantCallStatus", "in-progress"), ("SequenceNumber", $"{number}"))).Dispose();
        Assert.Equal(("connected", true), await ViewAsync(call) is var v ? (v.State, v.Message is not null) : default);
        Assert.Equal(("closed", "rang again"), await ViewAsync(message.CallId) is var m ? (m.State, m.EndReason) : default);
        Assert.Empty(await QueueAsync());
    }

    [Fact]
    public async Task A_nurse_whose_console_is_gone_is_not_waited_for_and_her_late_press_is_told_so()
    {
        await AvailableAsync(Maria);
        await WaitingAsync(Tess);
        var offer = (await WorkAsync(Maria)).Offer!;
        await App.ExecuteAsync("UPDATE Presence SET State = 'NotResponding'");
        using var late = await Maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { });
        Assert.Equal(System.Net.HttpStatusCode.Conflict, late.StatusCode);
    }

    private async Task WaitsAtAsync(string from, string line)
    {
        var call = await Twilio.Dials(from, line).RingsAsync();
        foreach (var keys in new[] { "1", "*", "2" }) await call.PressesAsync(keys);
        Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
