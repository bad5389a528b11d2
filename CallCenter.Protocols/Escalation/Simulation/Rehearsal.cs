using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Simulation;

/// <summary>How many escalations were played through, and what was wrong with them.</summary>
public sealed record Rehearsed(int Runs, IReadOnlyList<Finding> Findings);

/// <summary>
/// Plays every protocol at every week boundary and holiday ahead, with nobody answering: the supervisor must be asked in time, and it must
/// never end by itself. The checks reason about the text; this runs the machine that will run the real ones.
/// </summary>
public static class Rehearsal
{
    private static readonly Duration EngineMargin = Duration.FromSeconds(10);
    private static readonly Duration Beyond = Duration.FromMinutes(1);

    /// <summary>From this instant to the end of the <see cref="VerificationHorizon"/>.</summary>
    public static Rehearsed Run(EscalationFile file, Instant start)
    {
        var horizon = VerificationHorizon.From(file.Zone, start);
        var (instants, rota) = (Instants(file, horizon), LiveRota.LaidOut(file, horizon));
        var runs = Cases(file).SelectMany(c => instants.Select(at => Play(file, rota, c.Protocol, c.Disposition, c.Urgency, at))).ToList();
        return new(runs.Count, [.. runs.SelectMany(r => r.Wrong.Select(w => (r.Protocol, r.At, Wrong: w)))
            .GroupBy(w => (w.Protocol, w.Wrong)).Select(g => Finding(file, g.Key.Protocol, g.Key.Wrong, [.. g.Select(w => w.At)]))]);
    }

    /// <summary>A minute before and at the begin of each week, and the begin, noon and last minute of each holiday.</summary>
    private static IReadOnlyList<Instant> Instants(EscalationFile file, Interval horizon)
    {
        var (first, last) = (horizon.Start.InZone(file.Zone).Date, horizon.End.InZone(file.Zone).Date);
        var mondays = Enumerable.Range(0, Period.DaysBetween(first, last) + 1).Select(first.PlusDays).Where(d => d.DayOfWeek is IsoDayOfWeek.Monday).Select(d => d.AtMidnight());
        var holidays = file.Calendars.SelectMany(c => Holidays.Between(c, first, last)).Select(h => h.Date.AtMidnight()).ToList();
        return [.. mondays.SelectMany(m => new[] { m.PlusMinutes(-1), m }).Concat(holidays.SelectMany(h => new[] { h, h.PlusHours(12), h.PlusHours(24).PlusMinutes(-1) }))
            .Distinct().Select(local => WallClock.Start(file.Zone, local)).Where(horizon.Contains).Order()];
    }

    /// <summary>For each protocol the first case that lands on it.</summary>
    private static IEnumerable<(EscalationProtocol Protocol, string Disposition, Urgency Urgency)> Cases(EscalationFile file) =>
        DispositionCodes.All.SelectMany(d => Enum.GetValues<Urgency>().OrderDescending().Select(u => (Disposition: d, Urgency: u)))
            .SelectMany(c => file.Protocols.Where(p => p.AppliesWhen.Matches(c.Disposition, c.Urgency)).Take(1).Select(p => (Protocol: p, c.Disposition, c.Urgency)))
            .Where(c => c.Protocol.AnswerRequired).DistinctBy(c => c.Protocol.Id);

    private static (EscalationProtocol Protocol, Instant At, IReadOnlyList<Wrong> Wrong) Play(EscalationFile file, LiveRota rota, EscalationProtocol protocol, string disposition, Urgency urgency, Instant at)
    {
        var timeline = EscalationSimulator.Run(file, rota, at, disposition, urgency, [], protocol.NotLaterThan + Beyond);
        var pages = timeline.Entries.Where(e => e.Effect is EscalationEffect.PagePerson).ToList();
        var wrong = new List<Wrong>();
        if (timeline.Ended || !pages.Exists(e => IsLastResort(e) && e.At <= at + protocol.NotLaterThan + EngineMargin)) wrong.Add(Wrong.SupervisorNotAsked);
        if (protocol.Steps.Count > 0 && pages.TrueForAll(IsLastResort)) wrong.Add(Wrong.NobodyAskedBefore);
        return (protocol, at, wrong);
    }

    private static Finding Finding(EscalationFile file, EscalationProtocol protocol, Wrong wrong, IReadOnlyList<Instant> at)
    {
        var when = $"Played for {at[0].InZone(file.Zone).ToString("ddd uuuu'-'MM'-'dd HH':'mm", System.Globalization.CultureInfo.InvariantCulture)}{(at.Count > 1 ? $" and {at.Count - 1} more instants" : "")}";
        var (code, severity, what, whatToDo) = wrong switch
        {
            Wrong.SupervisorNotAsked => ("S01", Severity.Error, $"'{protocol.Id}' asks no supervisor within {protocol.NotLaterThan.TotalMinutes} minutes.", "Give it a last resort that is a person, reached before 'clinical_deadline'."),
            Wrong.NobodyAskedBefore => ("S02", Severity.Warning, $"'{protocol.Id}' asks nobody before the supervisor.", "Put somebody on call for these hours."),
        };
        return new(code, severity, file.FileName, protocol.At.Line, protocol.At.Column, $"{when}: {what}", whatToDo);
    }

    private static bool IsLastResort(TimelineEntry entry) => entry.Effect is EscalationEffect.PagePerson { StepId: EscalationPlan.LastResortStep };

    private enum Wrong { SupervisorNotAsked, NobodyAskedBefore }
}
