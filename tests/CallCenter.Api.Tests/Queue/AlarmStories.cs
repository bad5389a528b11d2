using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Api.Tests.Queue;

/// <summary>What the supervisors must know stands until one of them has seen it, whoever was looking when it was said.</summary>
public sealed class AlarmStories : QueueStory
{
    [Fact]
    public async Task A_caller_whom_nobody_answers_is_an_alarm_that_stands_until_a_supervisor_has_seen_it_and_then_is_gone_everywhere()
    {
        await using var link = await App.ConsoleLinkAsync("supervisor@demo");
        await using var nurse = await App.ConsoleLinkAsync("nurse@demo");
        ConcurrentQueue<object> told = new(), nurseTold = new();
        TaskCompletionSource raised = new(), gone = new();
        link.On<QueueAlarm>(HubMethods.QueueAlarm, a => { told.Enqueue(a); raised.TrySetResult(); });
        link.On<AlarmSeen>(HubMethods.AlarmSeen, a => { told.Enqueue(a); gone.TrySetResult(); });
        nurse.On<QueueAlarm>(HubMethods.QueueAlarm, nurseTold.Enqueue);
        nurse.On<AlarmSeen>(HubMethods.AlarmSeen, nurseTold.Enqueue);

        await WaitingAsync(Tess);

        var alarm = Assert.Single(await OpenAsync());
        Assert.Equal(((await RowAsync()).CallId, "lakeside", UrgencyName.Routine, Clock.GetUtcNow()), (alarm.CallId, alarm.PracticeId, alarm.Urgency, alarm.At));
        Assert.Equal("Nobody answers this call. Take it yourself, or call a nurse in.", alarm.What);
        await raised.Task.WaitAsync(TimeSpan.FromSeconds(20));
        // It is a row: a restart takes nothing of it away.
        await SeeAsync(alarm);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await OpenAsync());
        Assert.Equal([alarm, new AlarmSeen(alarm.AlarmId)], told);
        Assert.Empty(nurseTold);
        var row = Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "alarm-seen");
        Assert.Equal(("call", alarm.CallId.ToString("D")), (row.SubjectKind, row.SubjectId));
        Assert.Equal(1L, await App.ScalarAsync("SELECT COUNT(*) FROM SupervisorAlarms WHERE SeenAt IS NOT NULL AND SeenBy = (SELECT Id FROM Staff WHERE Role = 'supervisor' LIMIT 1)"));
    }

    [Fact]
    public async Task A_second_press_and_another_supervisors_later_one_are_no_errors_and_the_first_stays_on_the_trail()
    {
        await App.ExecuteAsync("UPDATE Staff SET Role = 'supervisor' WHERE Name = 'Maria Torres'");
        var second = await SignInAsync("nurse@demo");
        await WaitingAsync(Tess);
        var alarm = Assert.Single(await OpenAsync());
        foreach (var supervisor in new[] { Helen, Helen, second }) await SeeAsync(alarm, supervisor);

        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "alarm-seen");
    }

    [Fact]
    public async Task Nobody_but_a_supervisor_of_the_practice_learns_of_an_alarm()
    {
        await WaitingAsync(Tess);
        var alarm = Assert.Single(await OpenAsync());
        foreach (var account in new[] { "nurse@demo", "manager@demo" })
        {
            var browser = await SignInAsync(account);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("api/alarms")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsJsonAsync($"api/alarms/{alarm.AlarmId}/seen", new { })).StatusCode);
        }

        await App.ExecuteAsync("DELETE FROM StaffPractices WHERE PracticeId = 'lakeside' AND StaffId IN (SELECT Id FROM Staff WHERE Role = 'supervisor')");
        var elsewhere = await SignInAsync("supervisor@demo");
        Assert.Empty(await OpenAsync(elsewhere));
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.PostAsJsonAsync($"api/alarms/{alarm.AlarmId}/seen", new { })).StatusCode);
        using var stranger = App.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("api/alarms")).StatusCode);
        Assert.Null(await App.ScalarAsync("SELECT SeenAt FROM SupervisorAlarms"));
    }

    [Fact]
    public async Task The_most_urgent_stands_first_and_then_the_oldest()
    {
        await WaitingAsync(Pilar);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await WaitingAsync("+15125550113");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await WaitingAsync(Tess, danger: "1");

        Assert.Equal([(UrgencyName.Emergent, 2), (UrgencyName.Routine, 0), (UrgencyName.Routine, 1)],
            (await OpenAsync()).Select(a => (a.Urgency, (int)(a.At - new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero)).TotalSeconds)));
    }

    [Fact]
    public async Task It_is_said_once_while_it_lasts_and_again_when_it_comes_back_after_it_was_seen()
    {
        await WaitingAsync(Tess);
        var first = Assert.Single(await OpenAsync());
        // A nurse comes, is asked, and lets it ring: nothing new for whoever has not looked yet.
        await AvailableAsync(Maria);
        await LapsesAsync();
        Assert.Equal(first, Assert.Single(await OpenAsync()));

        await SeeAsync(first);
        await AvailableAsync(Maria);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await Eventually.HoldsAsync(async () => (await WorkAsync(Maria)).Offer is not null, "She is not asked again.");
        await LapsesAsync();
        Assert.NotEqual(first.AlarmId, Assert.Single(await OpenAsync()).AlarmId);
    }

    [Fact]
    public async Task When_a_nurse_is_with_the_caller_or_the_caller_gives_up_it_is_over_by_itself()
    {
        var lost = await WaitingAsync(Pilar);
        var alarm = Assert.Single(await OpenAsync());
        await lost.HangsUpAsync();
        Assert.Empty(await OpenAsync());

        var talk = new TalkingCall(App, Maria);
        await WaitingAsync("+15125550113");
        var waits = Assert.Single(await OpenAsync());
        await AvailableAsync(Maria);
        var offer = (await WorkAsync(Maria)).Offer!;
        (await Maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        // Accepted is not there yet.
        Assert.Equal(waits, Assert.Single(await OpenAsync()));
        await Twilio.ConnectsAsync(Maria, ("offer", offer.OfferId.ToString()), talk.NurseSid);
        await talk.ConferenceSaysAsync(offer.Item.CallId, "participant-join", talk.NurseSid);
        await talk.ConferenceSaysAsync(offer.Item.CallId, "participant-join", (string)(await App.ScalarAsync("SELECT CallSid FROM Legs WHERE Role = 'Caller' AND EndedAt IS NULL"))!);

        Assert.Empty(await OpenAsync());
        Assert.Equal(2L, await App.ScalarAsync("SELECT COUNT(*) FROM SupervisorAlarms WHERE SeenAt IS NOT NULL AND SeenBy IS NULL"));
        Assert.DoesNotContain(await App.AuditTrailAsync(), a => a.Verb == "alarm-seen");
        // Whoever presses a moment too late is told nothing is wrong.
        await SeeAsync(alarm);
    }

    [Fact]
    public async Task A_caller_in_need_who_could_not_be_rung_back_stays_an_alarm_after_her_call_has_ended_and_is_found_among_the_past_ones()
    {
        var danger = await WaitingAsync(Pilar, danger: "1");
        await SeeAsync(Assert.Single(await OpenAsync()));
        await danger.HangsUpAsync();
        await AvailableAsync(Maria);
        var call = (await RowAsync()).CallId;
        for (var tries = 0; tries < 3; tries++)
        {
            var machine = await Twilio.Dials(Lakeside, Pilar).PicksUpAsync($"/twilio/voice/call-back?id={call:N}");
            await machine.HangsUpAsync();
            if (tries == 2) break;
            Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
            var expected = $"try {tries + 2} of 3";
            await Eventually.HoldsAsync(async () => (await ViewAsync(call)).Timeline.Any(e => e.What.Contains(expected, StringComparison.Ordinal)), "She is not tried again.");
        }

        var alarm = Assert.Single(await OpenAsync());
        Assert.Equal((call, UrgencyName.Emergent), (alarm.CallId, alarm.Urgency));
        Assert.Contains("could not be rung back", alarm.What);
        Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(call, Assert.Single((await Helen.GetFromJsonAsync<PastCalls>($"api/calls/past?call={call}"))!.Items).CallId);
        Assert.Empty((await Maria.GetFromJsonAsync<PastCalls>($"api/calls/past?call={call}"))!.Items);
    }

    private async Task LapsesAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(21));
        await Eventually.HoldsAsync(async () => (await RowAsync()).NobodyAnswers, "Nobody was told.");
    }

    private async Task<IReadOnlyList<QueueAlarm>> OpenAsync(HttpClient? who = null) => (await (who ?? Helen).GetFromJsonAsync<QueueAlarm[]>("api/alarms"))!;

    private async Task SeeAsync(QueueAlarm alarm, HttpClient? who = null)
    {
        using var answer = await (who ?? Helen).PostAsJsonAsync($"api/alarms/{alarm.AlarmId}/seen", new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(new AlarmSeen(alarm.AlarmId), await answer.Content.ReadFromJsonAsync<AlarmSeen>());
    }
}
