using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Simulation;

namespace CallCenter.Protocols.Tests.Escalation.Simulation;

/// <summary>Every week boundary and holiday ahead, played through with nobody answering.</summary>
public class RehearsalTests
{
    [Theory, MemberData(nameof(Practices.Names), MemberType = typeof(Practices))]
    public void The_worked_practices_ask_somebody_and_then_the_supervisor_at_every_week_boundary_and_holiday(string practice)
    {
        var file = Practices.Load(practice);
        var rehearsed = Rehearsal.Run(file, Practices.Beginning);
        Assert.Empty(rehearsed.Findings.Select(f => f.ToString()));
        // Half a year holds at least 20 weeks, each looked at from both sides, and two holidays at least.
        Assert.True(rehearsed.Runs >= file.Protocols.Count(p => p.AnswerRequired) * 46, $"Only {rehearsed.Runs} were played.");
    }

    [Fact]
    public void A_protocol_that_reaches_no_supervisor_is_found_by_playing_it()
    {
        var (text, file) = (Practices.Text("northside"), Practices.Load("northside"));
        var without = file with { Protocols = [.. file.Protocols.Select(p => p.Id == "soon" ? p with { LastResort = null } : p)] };
        var found = Assert.Single(Rehearsal.Run(without, Practices.Beginning).Findings);
        Assert.Equal(("S01", Severity.Error, text.LineOf("- id: soon")), (found.Code, found.Severity, found.Line));
    }

    [Fact]
    public void Hours_without_anybody_on_call_are_found_with_the_instant_and_the_line()
    {
        var text = Practices.Text("northside");
        var file = Practices.Parse(text);
        var empty = file with { Schedules = [.. file.Schedules.Select(s => s with { Layers = [.. s.Layers.Where(l => l.Id != "weekend" && l.Id != "holiday")], Overrides = [] })] };
        var found = Rehearsal.Run(empty, Practices.Beginning).Findings.Where(f => f.Code == "S02").ToList();
        Assert.Contains(found, f => f.Line == text.LineOf("- id: clinician-now") && f.What.StartsWith("Played for Sun 2026-11-01 23:59", StringComparison.Ordinal));
    }
}
