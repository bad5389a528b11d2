using System.Net;
using CallCenter.Api.Commands;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;
using static CallCenter.Api.Tests.Escalation.Rotas.RotaTelling;

namespace CallCenter.Api.Tests.Escalation.Rotas;

/// <summary>Turns taken and overridden at the console: tonight's page follows, and nobody loses cover unseen.</summary>
public sealed class TakeStories
{
    [Fact]
    public async Task Dr_Okafor_is_ill_Jo_Kim_takes_her_night_and_is_the_one_who_is_rung_at_two()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        var rota = await nurse.DoesAsync("take", Night("dr-okafor", "np-kim"));
        Assert.Equal(["dr-okafor"], rota.OnCallNow());
        var change = Assert.Single(rota.Changes);
        Assert.Equal(("take", "in-force", "Jo Kim, NP instead of Amara Okafor, MD", "ill", "Maria Torres"), (change.Kind, change.State, change.What, change.Reason, change.By));

        await host.ComesToAsync(Austin(11, 25, 2));
        Assert.Equal(["np-kim"], (await nurse.RotaAsync()).OnCallNow());
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((1, 0), (host.Rings(Kim), host.Rings(EscalationHost.Okafor)));

        await using var db = host.Read();
        var entry = await db.Set<AuditEntry>().SingleAsync(a => a.Verb == "rota-take");
        Assert.Equal("lakeside", entry.PracticeId);
        Assert.Contains("off=dr-okafor on=np-kim", entry.Detail);
    }

    [Fact]
    public async Task The_command_line_knows_the_turn_too_when_it_is_given_the_database()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        await nurse.DoesAsync("take", Night("dr-okafor", "np-kim"));
        string[] asked = [EscalationHost.RepositoryFiles, "--practice", "lakeside", "--at", "2026-11-25T02:00:00-06:00"];
        string[] database = ["--database", host.DatabaseFile];
        Assert.Contains("clinician-call: Amara Okafor, MD until", await SaidAsync(host, ["escalation", "who", .. asked]));
        Assert.Contains("clinician-call: Jo Kim, NP until", await SaidAsync(host, ["escalation", "who", .. asked, .. database]));

        string[] simulate = ["escalation", "simulate", .. asked, "--disposition", "provider_now", "--urgency", "urgent"];
        Assert.Contains("page dr-okafor", await SaidAsync(host, simulate));
        var lived = await SaidAsync(host, [.. simulate, .. database, "--takes", "np-kim"]);
        Assert.Contains("acknowledged: taken (np-kim)", lived);
        Assert.DoesNotContain("dr-okafor", lived);
    }

    private static async Task<string> SaidAsync(EscalationHost host, string[] arguments)
    {
        await using var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(arguments, host.Clock, output));
        return output.ToString();
    }

    [Fact]
    public async Task The_backup_cannot_take_the_first_call_too_unless_somebody_says_why()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        var (status, code, detail) = await nurse.SaysAsync("take", Night("dr-okafor", "dr-marsh"));
        Assert.Equal((HttpStatusCode.Conflict, "rota-findings"), (status, code));
        Assert.Contains("C10", detail);
        Assert.Empty((await nurse.RotaAsync()).Changes);
        var rota = await nurse.DoesAsync("take", Night("dr-okafor", "dr-marsh", "nobody else is in town", accept: true));
        Assert.Equal("C10", Assert.Single(rota.Changes).Accepted);
    }

    [Fact]
    public async Task An_empty_night_is_refused_and_can_only_be_confirmed_by_a_supervisor_and_is_then_shown_loudly_and_passed_over_at_once()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        using var supervisor = await host.SignInAsync("supervisor@demo");
        Assert.Equal("supervisor-only", (await nurse.SaysAsync("override", Night("dr-okafor", null))).Code);
        var (status, code, detail) = await supervisor.SaysAsync("override", Night("dr-okafor", null));
        Assert.Equal((HttpStatusCode.Conflict, "rota-gap"), (status, code));
        Assert.Contains("Tue 24 Nov 17:00 to Wed 25 Nov 08:00", detail);
        Assert.Equal("reason-needed", (await supervisor.SaysAsync("override", Night("dr-okafor", null, " ", accept: true))).Code);

        var rota = await supervisor.DoesAsync("override", Night("dr-okafor", null, "storm, the backup knows", accept: true));
        Assert.Equal("C01", Assert.Single(rota.Changes).Accepted);
        Assert.Equal("Tue 24 Nov 17:00 to Wed 25 Nov 08:00", Assert.Single(rota.Schedules[0].Gaps));
        Assert.Contains(rota.Days.Single(d => d.Date == new DateOnly(2026, 11, 24)).Cells[0].Parts, p => p is { IsGap: true, Who: "NOBODY", From: "17:00", To: "24:00" });

        await host.ComesToAsync(Austin(11, 25, 2));
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((0, 1), (host.Rings(EscalationHost.Okafor), host.Rings(EscalationHost.Marsh)));
        var back = await supervisor.DoesAsync($"changes/{rota.Changes[0].DealId}/withdraw", new Agent.Wire.RotaReason("the storm is over"));
        Assert.Equal(["dr-okafor"], back.OnCallNow());
        Assert.Equal("withdrawn", Assert.Single(back.Changes).State);
    }

    [Fact]
    public async Task A_change_that_changes_nobody_or_names_a_stranger_or_is_past_is_refused_in_words()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal("rota-changes-nobody", (await nurse.SaysAsync("take", Night("dr-marsh", "np-kim"))).Code);
        Assert.Equal("rota-person-unknown", (await nurse.SaysAsync("take", Night("dr-okafor", "office"))).Code);
        Assert.Equal("rota-person-unknown", (await nurse.SaysAsync("take", Night("dr-okafor", "dr-who"))).Code);
        Assert.Equal("rota-same-person", (await nurse.SaysAsync("take", Night("dr-okafor", "dr-okafor"))).Code);
        Assert.Equal("rota-schedule-unknown", (await nurse.SaysAsync("take", Night("dr-okafor", "np-kim") with { ScheduleId = "no-such" })).Code);
        foreach (var (from, to) in new[] { ("2026-11-25T08:00", "2026-11-24T17:00"), ("2026-11-20T17:00", "2026-11-21T08:00"), ("2026-11-24", "2026-11-25"), ("2026-12-01T00:00", "2027-12-01T00:00") })
            Assert.Equal("rota-times", (await nurse.SaysAsync("take", Night("dr-okafor", "np-kim") with { From = from, To = to })).Code);
        Assert.Empty((await nurse.RotaAsync()).Changes);
    }

    [Fact]
    public async Task A_neighbour_practice_neither_sees_nor_changes_it_and_an_assistant_only_sees()
    {
        await using var host = await EscalationHost.StartAsync();
        using var neighbour = await host.SignInAsync("nurse3@demo");
        using var assistant = await host.SignInAsync("ma@demo");
        using var supervisor = await host.SignInAsync("supervisor@demo");
        var rota = await supervisor.DoesAsync("take", Night("dr-okafor", "np-kim"));
        using (var refused = await neighbour.GetAsync("api/rotas/lakeside")) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("rota-unknown", (await neighbour.SaysAsync("take", Night("np-kim", "dr-marsh"))).Code);
        Assert.Equal("rota-change-unknown", (await supervisor.SaysAsync($"changes/{rota.Changes[0].DealId}/withdraw", new Agent.Wire.RotaReason("wrong practice"), "oak-street")).Code);
        Assert.Equal("rota-nurse-only", (await assistant.SaysAsync("take", Night("np-kim", "dr-marsh"))).Code);
        var seen = await assistant.RotaAsync();
        Assert.Equal((false, false, 1), (seen.MayArrange, seen.MayDecide, seen.Changes.Count));
        Assert.Empty((await neighbour.RotaAsync("oak-street")).Changes);
        using var stranger = host.Browser();
        using var unknown = await stranger.GetAsync("api/rotas/lakeside");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task An_escalation_that_is_running_keeps_its_steps_and_rings_whoever_took_the_turn_meanwhile()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await host.SignInAsync("nurse@demo");
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        var hash = (await host.CaseAsync(call)).FileHash;
        await nurse.DoesAsync("take", Night("dr-okafor", "np-kim") with { From = "2026-11-23T21:10", To = "2026-11-24T08:00" });
        await host.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((1, 1), (host.Rings(EscalationHost.Okafor), host.Rings(Kim)));
        var escalation = await host.CaseAsync(call);
        Assert.Equal((hash, EscalationPhase.Paging), (escalation.FileHash, escalation.Phase));
    }
}
