using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Callers in the queue, told as calls: who is asked, who is told, and what a caller can do while she waits.</summary>
public sealed class QueueStories : QueueStory
{
    private HttpClient _keisha = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _keisha = await SignInAsync("nurse5@demo");
    }

    [Fact]
    public async Task A_patient_who_is_in_New_York_now_goes_to_the_nurse_with_that_licence_and_the_decision_says_why()
    {
        await App.ExecuteAsync("UPDATE Patients SET State = 'NY'");
        await AvailableAsync(_keisha);
        await AvailableAsync(Maria);
        await WaitingAsync("+15125550112");

        var offer = (await WorkAsync(Maria)).Offer!;
        Assert.Null(offer.Notice);
        Assert.Null((await WorkAsync(_keisha)).Offer);
        var decision = Assert.Single(await RoutingAsync(offer.Item.CallId));
        Assert.Equal("Maria Torres", decision.NurseName);
        Assert.Contains("licence covers NY", decision.Reasons);
        Assert.Contains("no licence for NY", decision.WhyNot);
        using var nurse = await Maria.GetAsync($"api/calls/{offer.Item.CallId}/routing");
        Assert.Equal(HttpStatusCode.Forbidden, nurse.StatusCode);
    }

    [Fact]
    public async Task When_only_an_unlicensed_nurse_is_free_a_routine_call_waits_and_then_she_is_told_what_is_missing()
    {
        await App.ExecuteAsync("UPDATE Patients SET State = 'NY'");
        await AvailableAsync(_keisha);
        await WaitingAsync("+15125550112");
        Assert.Null((await WorkAsync(_keisha)).Offer);

        Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(async () => (await WorkAsync(_keisha)).Offer is not null, "She is not asked after the wait.");
        var offer = (await WorkAsync(_keisha)).Offer!;
        Assert.Contains("You hold no licence for NY", offer.Notice);
        Assert.Contains(await App.AuditTrailAsync(), a => a.Verb == "offered-without-licence");
        Assert.Equal(2, (await RoutingAsync(offer.Item.CallId)).Count);
    }

    [Fact]
    public async Task A_caller_in_danger_waits_for_no_licence()
    {
        await App.ExecuteAsync("UPDATE Patients SET State = 'NY'");
        await AvailableAsync(_keisha);
        await WaitingAsync("+15125550112", danger: "1");

        Assert.Contains("in danger send them to 911", (await WorkAsync(_keisha)).Offer!.Notice);
    }

    [Fact]
    public async Task When_everybody_lets_it_ring_the_supervisor_is_told_once_and_the_caller_keeps_her_place()
    {
        await AvailableAsync(Maria);
        await WaitingAsync("+15125550112");
        var since = (await RowAsync()).WaitingSince;

        Clock.Advance(TimeSpan.FromSeconds(21));

        await Eventually.HoldsAsync(async () => (await RowAsync()).NobodyAnswers, "Nobody was told.");
        Assert.Equal(PresenceState.NotResponding, (await WorkAsync(Maria)).Presence.State);
        Assert.Equal(since, (await RowAsync()).WaitingSince);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "nobody-answers");
        Assert.Contains((await ViewAsync((await RowAsync()).CallId)).Timeline, e => e.Kind == "nobody-answers");

        await AvailableAsync(_keisha);
        Assert.NotNull((await WorkAsync(_keisha)).Offer);
        Assert.False((await RowAsync()).NobodyAnswers);
    }

    [Fact]
    public async Task A_nurse_who_declines_is_not_rung_again_at_once()
    {
        await AvailableAsync(Maria);
        await WaitingAsync("+15125550112");
        (await Maria.PostAsJsonAsync($"api/offers/{(await WorkAsync(Maria)).Offer!.OfferId}/decline", new { })).Dispose();

        Assert.Null((await WorkAsync(Maria)).Offer);
        Assert.True((await RowAsync()).NobodyAnswers);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await Eventually.HoldsAsync(async () => (await WorkAsync(Maria)).Offer is not null, "She is never asked again.");
    }

    [Fact]
    public async Task A_caller_in_danger_overtakes_a_lesser_call_that_the_only_nurse_is_just_being_asked_to_take()
    {
        await AvailableAsync(Maria);
        await WaitingAsync("+15125550113");
        var lesser = (await WorkAsync(Maria)).Offer!;
        Clock.Advance(TimeSpan.FromSeconds(5));
        await WaitingAsync("+15125550112", danger: "1");

        var offer = (await WorkAsync(Maria)).Offer!;
        Assert.Equal(UrgencyName.Emergent, offer.Item.Urgency);
        using (var late = await Maria.PostAsJsonAsync($"api/offers/{lesser.OfferId}/accept", new { })) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var kept = (await Helen.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items[1];
        Assert.Equal(("waiting", lesser.Item.WaitingSince, lesser.Item.CallId), (kept.State, kept.WaitingSince, kept.CallId));
        Assert.Contains((await ViewAsync(kept.CallId)).Timeline, e => e.What.Contains("a caller in danger goes first", StringComparison.Ordinal));
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "offer-withdrawn");

        // It is not held against anybody: the next nurse gets it at once, and Maria may be asked again.
        await AvailableAsync(_keisha);
        Assert.Equal(lesser.Item.CallId, (await WorkAsync(_keisha)).Offer!.Item.CallId);
    }

    [Fact]
    public async Task What_a_nurse_has_accepted_is_not_taken_from_her_for_a_caller_in_danger()
    {
        await AvailableAsync(Maria);
        await WaitingAsync("+15125550113");
        (await Maria.PostAsJsonAsync($"api/offers/{(await WorkAsync(Maria)).Offer!.OfferId}/accept", new { })).Dispose();
        await WaitingAsync("+15125550112", danger: "1");

        Assert.Equal(PresenceState.OnCall, (await WorkAsync(Maria)).Presence.State);
        Assert.Equal("waiting", (await Helen.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items[0].State);
        await AvailableAsync(_keisha);
        Assert.Equal(UrgencyName.Emergent, (await WorkAsync(_keisha)).Offer!.Item.Urgency);
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData(null, "please help he can't breathe")]
    public async Task A_key_or_a_word_of_danger_while_waiting_lifts_the_call_before_everyone_who_waited_longer(string? key, string? words)
    {
        await WaitingAsync("+15125550113");
        Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await WaitingAsync("+15125550112");
        var music = await Twilio.AskAsync(Heard.Path(second.Now.Verb("Enqueue")!.Attribute("waitUrl")!.Value), second.Form("in-progress"));
        Assert.Contains("You are number 2 in line", music.Text);

        (string, string)[] said = key is not null ? [("Digits", key)] : [("SpeechResult", words!), ("Confidence", "0.9")];
        var lifted = await Twilio.AskAsync(music.Action, [.. second.Form("in-progress"), .. said]);

        Assert.Contains("You go to a nurse first", lifted.Text);
        Assert.Contains("You are number 1 in line", lifted.Text);
        var queue = (await Helen.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items;
        Assert.Equal((UrgencyName.Emergent, UrgencyName.Routine), (queue[0].Urgency, queue[1].Urgency));
        Assert.Equal("danger while waiting", queue[0].Reason);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "call-lifted");
    }

    [Fact]
    public async Task While_the_practice_is_open_its_own_telephone_rings_first_and_the_nurse_line_takes_what_it_does_not_answer()
    {
        await OfficeAsync("UPDATE Practices SET AlwaysOn = 0, OfficeNumber = '+15125550900', OverflowSeconds = 25 WHERE PracticeId = 'lakeside'");

        var overflow = await Twilio.Dials("+15125550112", Lakeside).RingsAsync();
        Assert.Contains("dial 911", overflow.Now.Text);
        Assert.Equal(("+15125550900", "25"), (overflow.Now.Verb("Number")!.Value, overflow.Now.Verb("Dial")!.Attribute("timeout")!.Value));
        var greeted = await DialEndsAsync(overflow, "no-answer");
        Assert.Contains("press 1", greeted.Text);

        var answered = await Twilio.Dials("+15125550113", Lakeside).RingsAsync();
        Assert.Contains("Hangup", (await DialEndsAsync(answered, "completed")).Verbs);
        Assert.Equal("answered by the practice", await App.ScalarAsync("SELECT EndReason FROM Calls WHERE State = 'Closed'"));
    }

    [Fact]
    public async Task On_a_holiday_the_nurse_line_answers_at_once()
    {
        await OfficeAsync("UPDATE Practices SET AlwaysOn = 0, OfficeNumber = '+15125550900' WHERE PracticeId = 'lakeside'; INSERT INTO Holidays (PracticeId, Date) VALUES ('lakeside', '2026-11-24')");

        Assert.Contains("press 1", (await Twilio.Dials("+15125550112", Lakeside).RingsAsync()).Now.Text);
    }

    /// <summary>The practices are known from memory for five seconds of the wall's clock: another host's change shows after that, a restart's at once.</summary>
    private async Task OfficeAsync(string sql)
    {
        await App.ExecuteAsync(sql);
        await App.StopAsync();
        App = await CallCenterApp.StartAsync(clock: Clock, continuing: App);
        Twilio = new TestTwilio(App);
    }

    private async Task<Heard> DialEndsAsync(CallOnTheLine call, string status) =>
        await Twilio.AskAsync(Heard.Path(call.Now.Verb("Dial")!.Attribute("action")!.Value), [.. call.Form("in-progress"), ("DialCallStatus", status)]);

    private async Task<IReadOnlyList<RoutingView>> RoutingAsync(Guid call) => (await Helen.GetFromJsonAsync<RoutingView[]>($"api/calls/{call}/routing"))!;
}
