using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>Where a schedule has fewer people than it promises.</summary>
public static class Coverage
{
    /// <summary>The times inside its cover at which too few are on call, in order.</summary>
    public static IReadOnlyList<Interval> Gaps(EscalationFile file, OnCallSchedule schedule, Interval horizon) =>
        Gaps(file, schedule, OnCallTimeline.Build(file, schedule, horizon));

    internal static IReadOnlyList<Interval> Gaps(EscalationFile file, OnCallSchedule schedule, IReadOnlyList<OnCallShift> timeline) =>
        [.. timeline.Where(s => s.People.Count < schedule.MinOnCall).SelectMany(s => Covered(file, schedule, s))];

    /// <summary>What of <paramref name="gaps"/> was no gap <paramref name="before"/>.</summary>
    public static IReadOnlyList<Interval> Added(IReadOnlyList<Interval> gaps, IReadOnlyList<Interval> before) =>
        [.. gaps.SelectMany(gap => before.Aggregate<Interval, IReadOnlyList<Interval>>([gap], (left, known) => [.. left.SelectMany(g => Less(g, known))]))];

    private static IEnumerable<Interval> Less(Interval gap, Interval known)
    {
        if (known.End <= gap.Start || known.Start >= gap.End)
            return [gap];
        return new[] { (gap.Start, End: known.Start), (Start: known.End, gap.End) }.Where(p => p.Start < p.End).Select(p => new Interval(p.Start, p.End));
    }

    private static IEnumerable<Interval> Covered(EscalationFile file, OnCallSchedule schedule, OnCallShift gap) =>
        schedule.CoverWindows is not { } windows
            ? [new(gap.Start, gap.End)]
            : windows.SelectMany(w => WindowDates.Within(file, w, new(gap.Start, gap.End)))
                .Select(w => new Interval(Instant.Max(w.Start, gap.Start), Instant.Min(w.End, gap.End)));
}
