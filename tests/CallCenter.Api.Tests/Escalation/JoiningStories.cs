using CallCenter.Protocols.Escalation.Lifecycle;

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
    public async Task When_the_nurse_has_hung_up_the_callers_number_is_said_and_the_nurse_is_told()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("9");
        Assert.Contains(phone.Heard, said => said.Contains("The caller's number: 5 1 2, 5 5 5, 0 1 1 1", StringComparison.Ordinal));
        Assert.Contains("To take responsibility, press 1", phone.LastHeard);
        Assert.Contains((await host.ViewAsync(call)).Notes, n => n.What.StartsWith("Amara Okafor, MD asks to speak with the nurse", StringComparison.Ordinal));
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
