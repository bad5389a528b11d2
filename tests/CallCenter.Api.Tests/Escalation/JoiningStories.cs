using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>Key 9 in the doctor's page: into the live call with nurse and caller, after the PIN and never as an answer.</summary>
public sealed class JoiningStories
{
    [Fact]
    public async Task The_doctor_joins_nurse_and_caller_and_the_clock_goes_on_until_somebody_has_it()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync(nurseOnLine: true);
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        Assert.Contains("To speak with the nurse now, press 9", phone.LastHeard);
        await phone.PressesAsync("9");
        Assert.Contains("You are being connected with the nurse and the caller", phone.LastHeard);
        Assert.Equal(call.CallId.ToString("N"), phone.Conference);
        Assert.Equal(EscalationPhase.Paging, (await host.CaseAsync(call)).Phase);
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What == "Amara Okafor, MD joins the call.");

        await phone.LeavesConferenceAsync();
        Assert.Contains("To take responsibility, press 1", phone.LastHeard);
        await phone.PressesAsync("1");
        Assert.StartsWith("You have taken responsibility", phone.LastHeard);
        Assert.Equal("dr-okafor", (await host.CaseAsync(call)).TakenBy);
    }

    [Fact]
    public async Task Nine_pressed_again_later_is_no_repetition_and_two_clinicians_have_two_seats()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync(nurseOnLine: true);
        await host.SettleAsync();
        var okafor = host.Phone(EscalationHost.Okafor);
        await okafor.PicksUpAsync();
        await okafor.PressesAsync(EscalationHost.Pin);
        await okafor.PressesAsync("9");
        await okafor.LeavesConferenceAsync();
        await okafor.PressesAsync("9");
        Assert.Equal(2, (await host.LinesAsync(await host.CaseAsync(call))).Count(l => l.What == "Amara Okafor, MD joins the call."));
        await okafor.LeavesConferenceAsync();
        Assert.Contains("To speak with the nurse now, press 9", okafor.LastHeard);

        await host.PassAsync(TimeSpan.FromMinutes(6));
        var marsh = host.Phone(EscalationHost.Marsh);
        await marsh.PicksUpAsync();
        await marsh.PressesAsync(EscalationHost.Pin);
        await marsh.PressesAsync("9");
        await okafor.PressesAsync("9");
        Assert.Equal((call.CallId.ToString("N"), call.CallId.ToString("N")), (marsh.Conference, okafor.Conference));
        Assert.NotEqual(marsh.Label, okafor.Label);
    }

    [Fact]
    public async Task Having_taken_it_she_is_offered_the_call_and_her_silence_ends_hers_only()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync(nurseOnLine: true);
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        Assert.Contains("To speak with the nurse and the caller now, press 9", phone.LastHeard);
        Assert.Equal(EscalationPhase.Acknowledged, (await host.CaseAsync(call)).Phase);
        await phone.PressesAsync("9");
        Assert.Equal(call.CallId.ToString("N"), phone.Conference);
        await phone.LeavesConferenceAsync();
        Assert.Equal("Goodbye.", phone.LastHeard);
    }

    [Fact]
    public async Task When_the_nurse_has_hung_up_the_callers_number_is_said_and_she_waits_for_the_next_nurse()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("9");
        Assert.Contains(phone.Heard, said => said.Contains("The caller's number: 5 1 2, 5 5 5, 0 1 1 1", StringComparison.Ordinal));
        Assert.Contains("A nurse will be with you", phone.LastHeard);
        Assert.Contains((await host.ViewAsync(call)).Notes, n => n.What.StartsWith("Amara Okafor, MD asks to speak with the nurse", StringComparison.Ordinal));
        Assert.Equal(EscalationPhase.Paging, (await host.CaseAsync(call)).Phase);
        await using (var db = host.Read())
        {
            var waiting = await db.Set<WaitingCall>().SingleAsync();
            Assert.Equal((UrgencyName.Urgent, "A. Okafor (on-call clinician)"), (waiting.Urgency, waiting.CallerLabel));
            var hers = await db.Set<Call>().SingleAsync(c => c.Id == waiting.CallId);
            Assert.Equal((call.PatientId, "lakeside", CallState.Queued), (hers.PatientId!.Value, hers.PracticeId, hers.State));
        }

        // The same key, delivered once more, asks for nobody else; and when she hangs up, nobody waits.
        await phone.EndsAsync("completed");
        await using var after = host.Read();
        Assert.Empty(await after.Set<WaitingCall>().ToListAsync());
        Assert.Equal(CallState.Abandoned, (await after.Set<Call>().SingleAsync(c => c.Id != call.CallId)).State);
    }

    [Fact]
    public async Task Without_the_pin_no_key_leads_into_the_call()
    {
        await using var host = await EscalationHost.StartAsync();
        await host.ConfirmAsync(nurseOnLine: true);
        await host.SettleAsync();
        var rung = host.Phone(EscalationHost.Okafor).Call;
        var page = $"id={rung.Answer.Own.Single(o => o.Name == "id").Value}&n=0";
        foreach (var route in new[] { "page/choice", "page/join", "page/left" })
        {
            var (_, body) = await host.WebhookAsync(route, page, ("CallSid", rung.Sid), ("From", rung.From), ("To", rung.To), ("Digits", "9"));
            Assert.DoesNotContain("Conference", body);
        }
    }
}
