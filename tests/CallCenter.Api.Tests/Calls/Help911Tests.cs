using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Queue;

namespace CallCenter.Api.Tests.Calls;

/// <summary>911 help is an act of the call: it stands in its row, its history, its note and on the audit trail, and the supervisors are told.</summary>
public sealed class Help911Tests : QueueStory
{
    [Fact]
    public async Task The_first_press_makes_the_call_emergent_and_alarms_the_supervisors_with_what_to_do_and_the_next_one_changes_nothing()
    {
        var call = await TalkAsync();
        Assert.Equal(UrgencyName.Routine, call.Urgency);
        Assert.Null(call.Help911At);

        var given = await GiveAsync(call);
        Clock.Advance(TimeSpan.FromSeconds(40));
        var again = await GiveAsync(call);
        await GiveAsync(call, Helen);

        var at = Clock.GetUtcNow().AddSeconds(-40);
        Assert.Equal((UrgencyName.Emergent, "911 help", at), (given.Urgency, given.Reason, given.Help911At!.Value));
        Assert.Equal(given.Help911At, again.Help911At);
        var note = Assert.Single(again.Timeline, e => e.Kind == "help-911");
        Assert.Equal(("The nurse gives 911 help.", "Maria Torres"), (note.What, note.Actor));
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "help-911" && a.SubjectId == call.CallId.ToString("D") && a.Detail is null);
        Assert.Equal(1L, await App.ScalarAsync("SELECT COUNT(*) FROM Calls WHERE DangerAt = Help911At"));
        var alarm = Assert.Single((await Helen.GetFromJsonAsync<QueueAlarm[]>("api/alarms"))!);
        Assert.Equal((call.CallId, UrgencyName.Emergent, at), (alarm.CallId, alarm.Urgency, alarm.At));
        Assert.Contains("listen in from the board, and have 911 of the patient's place rung from another telephone", alarm.What);
    }

    [Fact]
    public async Task A_call_that_was_emergent_keeps_its_reason_and_is_in_danger_anew()
    {
        var call = await TalkAsync();
        await App.ExecuteAsync("UPDATE Calls SET Urgency = 'Emergent', Reason = 'danger question: yes', DangerAt = StartedAt");
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("danger question: yes", (await GiveAsync(call)).Reason);
        Assert.Equal(1L, await App.ScalarAsync("SELECT COUNT(*) FROM Calls WHERE DangerAt > StartedAt AND Help911At = DangerAt"));
    }

    [Fact]
    public async Task Only_the_calls_nurse_and_a_supervisor_give_it_and_not_in_a_call_that_is_over()
    {
        var call = await TalkAsync();
        var other = await SignInAsync("nurse2@demo");
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsJsonAsync(Path(call), new { })).StatusCode);
        await App.ExecuteAsync("UPDATE Calls SET State = 'Closed'");
        using var late = await Maria.PostAsJsonAsync(Path(call), new { });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Ring the patient from her card", await late.Content.ReadAsStringAsync());
        Assert.Empty((await Helen.GetFromJsonAsync<QueueAlarm[]>("api/alarms"))!);
    }

    [Fact]
    public async Task A_caller_whose_nurses_line_has_not_come_yet_goes_first_from_then_on()
    {
        await AvailableAsync(Maria);
        await WaitingAsync(Pilar);
        var offer = (await WorkAsync(Maria)).Offer!;
        (await Maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        await GiveAsync(await ViewAsync(offer.Item.CallId));
        Assert.Equal((UrgencyName.Emergent, "911 help"), ((await RowAsync()).Urgency, (await RowAsync()).Reason));
        Assert.Equal(PresenceState.OnCall, (await WorkAsync(Maria)).Presence.State);
    }

    private async Task<CallView> TalkAsync() => (await new TalkingCall(App, Maria).BeginAsync()).Call;

    private async Task<CallView> GiveAsync(CallView call, HttpClient? who = null)
    {
        using var answer = await (who ?? Maria).PostAsJsonAsync(Path(call), new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<CallView>())!;
    }

    private static string Path(CallView call) => $"api/calls/{call.CallId}/help-911";
}
