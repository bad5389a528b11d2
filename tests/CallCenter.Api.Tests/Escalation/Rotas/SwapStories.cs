using System.Net;
using CallCenter.Agent.Wire;
using static CallCenter.Api.Tests.Escalation.Rotas.RotaTelling;

namespace CallCenter.Api.Tests.Escalation.Rotas;

/// <summary>Dr. Okafor would give her Tuesday night for Jo Kim's Saturday in two weeks; it is Jo Kim who decides.</summary>
public sealed class SwapStories
{
    // On that Saturday the backup is Dr. Okafor herself: the check says so, and it is accepted with the reason.
    private static readonly RotaSwapRequest Swap = new("clinician-call", new("dr-okafor", "2026-11-24T17:00", "2026-11-25T08:00"),
        new("np-kim", "2026-12-11T17:00", "2026-12-14T08:00"), "school play; a backup for Saturday is being found", Accept: true);

    [Fact]
    public async Task Nothing_changes_until_she_agrees_with_her_PIN_and_then_both_turns_do()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal("rota-findings", (await nurse.SaysAsync("swaps", Swap with { Accept = false })).Code);
        var offered = await nurse.DoesAsync("swaps", Swap);
        Assert.All(offered.Changes, c => Assert.Equal("offered", c.State));
        Assert.Equal("Jo Kim, NP", Assert.Single(offered.Waiting).Name);
        await host.SettleAsync();
        var text = Assert.Single(host.Phones.Texts);
        Assert.Equal(Kim, text.To);
        Assert.True(text.Text.Length <= 160, text.Text);

        using var phone = host.Browser();
        var link = host.LinkTo(Kim);
        var (opened, html) = await phone.OpensAsync(link);
        Assert.Equal(HttpStatusCode.OK, opened);
        Assert.Contains("You would be on call Tue 24 Nov 17:00 to Wed 25 Nov 08:00", html);
        Assert.Contains("off Fri 11 Dec 17:00 to Mon 14 Dec 08:00", html);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.AnswersAsync(link, "0000")).Status);
        Assert.All((await nurse.RotaAsync()).Changes, c => Assert.Equal("offered", c.State));

        Assert.Contains("The shifts are swapped", (await phone.AnswersAsync(link, EscalationHost.Pin)).Html);
        Assert.Equal(HttpStatusCode.Gone, (await phone.AnswersAsync(link, EscalationHost.Pin)).Status);
        var agreed = await nurse.RotaAsync();
        Assert.All(agreed.Changes, c => Assert.Contains("Jo Kim, NP agreed with her PIN", c.Consent));
        Assert.Empty(agreed.Waiting);
        Assert.Contains(agreed.People.Single(p => p.ContactId == "np-kim").Reached, r => r == "text, proved 23 Nov 2026");

        await host.ComesToAsync(Austin(11, 25, 2));
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((1, 0), (host.Rings(Kim), host.Rings(EscalationHost.Okafor)));
        await host.ComesToAsync(Austin(12, 12, 2));
        Assert.Equal(["dr-okafor"], (await nurse.RotaAsync()).OnCallNow());
    }

    [Fact]
    public async Task She_declines_and_nothing_has_changed()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        await nurse.DoesAsync("swaps", Swap);
        await host.SettleAsync();
        using var phone = host.Browser();
        Assert.Contains("Nothing is swapped", (await phone.AnswersAsync(host.LinkTo(Kim), EscalationHost.Pin, "no")).Html);
        Assert.All((await nurse.RotaAsync()).Changes, c => Assert.Equal("declined", c.State));
        await host.ComesToAsync(Austin(11, 25, 2));
        Assert.Equal(["dr-okafor"], (await nurse.RotaAsync()).OnCallNow());
    }

    [Fact]
    public async Task Nobody_answers_and_the_offer_lapses_when_its_first_turn_begins()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        using var supervisor = await host.SignInAsync("supervisor@demo");
        var deal = (await nurse.DoesAsync("swaps", Swap)).Changes[0].DealId;
        await host.ComesToAsync(Austin(11, 24, 17));
        using var phone = host.Browser();
        Assert.Equal(HttpStatusCode.Gone, (await phone.AnswersAsync(host.LinkTo(Kim), EscalationHost.Pin)).Status);
        Assert.Equal("rota-not-offered", (await supervisor.SaysAsync($"changes/{deal}/agree", new RotaReason("she said yes"))).Code);
        var rota = await nurse.RotaAsync();
        Assert.All(rota.Changes, c => Assert.Equal("lapsed", c.State));
        Assert.Equal(["dr-okafor"], rota.OnCallNow());
    }

    [Fact]
    public async Task A_supervisor_may_record_what_she_heard_and_a_nurse_may_not()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        using var supervisor = await host.SignInAsync("supervisor@demo");
        Assert.Equal("supervisor-only", (await nurse.SaysAsync("swaps", Swap with { Told = true })).Code);
        var deal = (await nurse.DoesAsync("swaps", Swap)).Changes[0].DealId;
        Assert.Equal("supervisor-only", (await nurse.SaysAsync($"changes/{deal}/agree", new RotaReason("she told me"))).Code);
        var rota = await supervisor.DoesAsync($"changes/{deal}/agree", new RotaReason("she rang me"));
        Assert.All(rota.Changes, c => Assert.Contains("agreed by word to Helen Brandt", c.Consent));
    }

    [Fact]
    public async Task What_has_come_up_since_the_offer_is_not_agreed_to_unseen()
    {
        await using var host = await EscalationHost.StartAsync();
        using var supervisor = await host.SignInAsync("supervisor@demo");
        await supervisor.DoesAsync("swaps", Swap);
        await host.SettleAsync();
        // Dr. Okafor's night has meanwhile gone to Jo Kim anyway.
        await supervisor.DoesAsync("take", Night("dr-okafor", "np-kim"));
        using var phone = host.Browser();
        Assert.Equal(HttpStatusCode.Conflict, (await phone.AnswersAsync(host.LinkTo(Kim), EscalationHost.Pin)).Status);
        Assert.Equal(2, (await supervisor.RotaAsync()).Changes.Count(c => c.State == "offered"));
    }
}
