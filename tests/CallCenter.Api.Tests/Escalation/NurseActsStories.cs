using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>What the nurse who has the call does while people are being asked: ring, jump, ask by hand, say who has it, write it down.</summary>
public sealed class NurseActsStories
{
    [Fact]
    public async Task She_rings_again_at_once_but_not_into_a_telephone_that_still_rings()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        var (early, _) = await ActAsync(host, nurse, call, "ring-now", new { });
        Assert.Equal((HttpStatusCode.Conflict, 1), (early, host.Rings(EscalationHost.Okafor)));

        await host.Phone(EscalationHost.Okafor).EndsAsync("no-answer");
        var (status, view) = await ActAsync(host, nurse, call, "ring-now", new { });
        await host.SettleAsync();
        Assert.Equal((HttpStatusCode.OK, 2), (status, host.Rings(EscalationHost.Okafor)));
        Assert.Equal("Amara Okafor, MD paged by voice and text, attempt 2.", view!.Now);
        // The step keeps its end: asking sooner never makes the next person wait longer.
        await host.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
    }

    [Fact]
    public async Task The_same_key_pressed_twice_rings_once()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        await host.Phone(EscalationHost.Okafor).EndsAsync("no-answer");
        using var nurse = await host.SignInAsync("nurse@demo");
        nurse.DefaultRequestHeaders.Add("Idempotency-Key", "one-press");
        for (var press = 0; press < 2; press++) Assert.Equal(HttpStatusCode.OK, (await ActAsync(host, nurse, call, "ring-now", new { })).Status);
        await host.SettleAsync();
        Assert.Equal(2, host.Rings(EscalationHost.Okafor));
    }

    [Fact]
    public async Task Called_off_no_telephone_rings_on_but_while_she_asks_by_hand_it_does()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(host, nurse, call, "take-over", new EscalationTakeOver(null, "I dial the ward myself"))).Status);
        await host.SettleAsync();
        Assert.Empty(host.Phones.Stopped);

        Assert.Equal(HttpStatusCode.OK, (await ActAsync(host, nurse, call, "cancel", new EscalationCommand("the caller is better"))).Status);
        await host.SettleAsync();
        Assert.Equal([phone.Call.Sid], host.Phones.Stopped);
        // She picked up just then: the network leaves her call alone, and she hears that it is over.
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        Assert.Contains("already over", phone.LastHeard);
    }

    [Fact]
    public async Task She_knows_the_doctor_is_in_surgery_and_goes_to_the_next_step_or_to_the_supervisor()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal([("on-call", true), ("backup", false), ("last-resort", false)], (await host.ViewAsync(call)).Steps.Select(s => (s.StepId, s.IsCurrent)));
        Assert.Equal(HttpStatusCode.BadRequest, (await ActAsync(host, nurse, call, "jump", new EscalationJump("backup", ""))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ActAsync(host, nurse, call, "jump", new EscalationJump("nowhere", "because"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(host, nurse, call, "jump", new EscalationJump("backup", "Dr. Okafor is in surgery"))).Status);
        await host.SettleAsync();
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));

        await ActAsync(host, nurse, call, "jump", new EscalationJump("last-resort", "She gets worse"));
        await host.SettleAsync();
        Assert.Equal(1, host.Rings(EscalationHost.Supervisor));
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.Actor == "Maria Torres" && l.What.Contains("Dr. Okafor is in surgery", StringComparison.Ordinal));
        Assert.Equal(2, await AuditedAsync(host, "escalation-jump"));
    }

    [Fact]
    public async Task She_reaches_Dr_Marsh_on_a_private_line_and_says_so_and_the_paging_stops()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal(HttpStatusCode.BadRequest, (await ActAsync(host, nurse, call, "take-over", new EscalationTakeOver("office", "The office said yes"))).Status);
        var (status, view) = await ActAsync(host, nurse, call, "take-over", new EscalationTakeOver("dr-marsh", "Reached on her private line"));
        Assert.Equal((HttpStatusCode.OK, "acknowledged", "Ellen Marsh, MD"), (status, view!.State, view.AcknowledgedBy));
        await host.SettleAsync();
        Assert.Contains(host.Phones.Texts, t => t.To == EscalationHost.Okafor && t.Text.Contains("taken by a colleague", StringComparison.Ordinal));
        await host.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((1, 0), (host.Rings(EscalationHost.Okafor), host.Rings(EscalationHost.Marsh)));
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(host, nurse, call, "close", new EscalationCommand("Dr. Marsh rang the caller"))).Status);
        Assert.Equal((HttpStatusCode.Conflict, (EscalationView?)null), await ActAsync(host, nurse, call, "note", new EscalationCommand("one more thing")));
    }

    [Fact]
    public async Task She_does_the_asking_herself_and_a_doctor_who_was_paged_before_still_takes_it()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        using var nurse = await host.SignInAsync("nurse@demo");
        var (_, view) = await ActAsync(host, nurse, call, "take-over", new EscalationTakeOver(null, "I dial the ward myself"));
        Assert.Equal(("asking", "Maria Torres asks by hand.", (string?)null), (view!.State, view.Now, view.AcknowledgedBy));
        Assert.Equal(("dr-okafor", "+15125550121"), (view.People[0].ContactId, view.People[0].Number));
        await host.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        Assert.Equal(HttpStatusCode.Conflict, (await ActAsync(host, nurse, call, "close", new EscalationCommand("I asked"))).Status);

        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        Assert.StartsWith("You have taken responsibility", phone.LastHeard);
        Assert.Equal(("acknowledged", "Amara Okafor, MD"), ((await host.ViewAsync(call)).State, (await host.ViewAsync(call)).AcknowledgedBy));
    }

    [Fact]
    public async Task Asked_by_hand_and_forgotten_people_are_paged_again_and_the_clinical_clock_was_never_stopped()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        await ActAsync(host, nurse, call, "take-over", new EscalationTakeOver(null, "I dial the ward myself"));
        await host.PassAsync(TimeSpan.FromMinutes(19));
        Assert.Equal(0, host.Rings(EscalationHost.Marsh));
        await host.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((EscalationPhase.Paging, 1), ((await host.CaseAsync(call)).Phase, host.Rings(EscalationHost.Marsh)));
        Assert.Equal(EscalationHost.Start.AddMinutes(30), (await host.CaseAsync(call)).ClinicalDeadline);
        await ActAsync(host, nurse, call, "take-over", new EscalationTakeOver(null, "Once more by hand"));
        await host.PassAsync(TimeSpan.FromMinutes(10));
        Assert.StartsWith("Send the caller to the emergency department now.", (await host.ViewAsync(call)).Now);
    }

    [Fact]
    public async Task What_she_writes_stands_in_the_chain_and_another_nurse_or_a_stranger_can_do_nothing()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        using var other = await host.SignInAsync("nurse2@demo");
        using var neighbour = await host.SignInAsync("nurse3@demo");
        await ActAsync(host, nurse, call, "note", new EscalationCommand("The caller stays on the line."));
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l is { Actor: "Maria Torres", What: "Note: The caller stays on the line." });
        foreach (var (act, body) in Acts)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await ActAsync(host, other, call, act, body)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ActAsync(host, neighbour, call, act, body)).Status);
        }

        Assert.Equal(EscalationPhase.Paging, (await host.CaseAsync(call)).Phase);
    }

    [Fact]
    public async Task A_supervisor_sees_the_overdue_first_and_the_times_people_took()
    {
        await using var host = await EscalationHost.StartAsync();
        foreach (var minutes in new[] { 1, 2, 3 })
        {
            var taken = await host.ConfirmAsync();
            await host.PassAsync(TimeSpan.FromMinutes(minutes));
            using var maria = await host.SignInAsync("nurse@demo");
            await ActAsync(host, maria, taken, "take-over", new EscalationTakeOver("np-kim", "She sat beside me"));
            await ActAsync(host, maria, taken, "close", new EscalationCommand("done"));
        }

        var forgotten = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(31));
        await host.ConfirmAsync();
        using var supervisor = await host.SignInAsync("supervisor@demo");
        var open = await supervisor.GetAsync<EscalationView[]>("api/escalations");
        Assert.Equal((forgotten.CallId, true), (open[0].CallId, open[0].DeadlinePassed));
        var history = await supervisor.GetAsync<EscalationHistory>("api/escalations/history?days=7");
        var lakeside = Assert.Single(history.Practices);
        Assert.Equal((3, 3, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3)), (lakeside.Count, lakeside.Taken, lakeside.Median, lakeside.Ninety));
        Assert.All(history.Items, i => Assert.Equal(("closed", "Jo Kim, NP", "done"), (i.State, i.TakenBy, i.Outcome)));
        using var neighbour = await host.SignInAsync("nurse3@demo");
        Assert.Empty((await neighbour.GetAsync<EscalationHistory>("api/escalations/history")).Items);
    }

    private static readonly (string Act, object Body)[] Acts =
    [
        ("cancel", new EscalationCommand("because")), ("note", new EscalationCommand("because")), ("ring-now", new { }),
        ("jump", new EscalationJump("backup", "because")), ("take-over", new EscalationTakeOver(null, "because")),
    ];

    private static async Task<(HttpStatusCode Status, EscalationView? View)> ActAsync(EscalationHost host, HttpClient browser, ConfirmedCall call, string act, object body)
    {
        using var answer = await browser.PostAsJsonAsync($"api/escalations/{(await host.CaseAsync(call)).Id}/{act}", body);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<EscalationView>() : null);
    }

    private static async Task<int> AuditedAsync(EscalationHost host, string verb)
    {
        await using var db = host.Read();
        return await db.Set<AuditEntry>().CountAsync(a => a.Verb == verb);
    }
}
