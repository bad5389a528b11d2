using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C01, C02, C05, C28: the rota itself.</summary>
internal static class CoverageChecks
{
    public static IEnumerable<Finding> Gaps(CheckContext c)
    {
        var used = c.File.Protocols.SelectMany(CheckContext.Targets).Where(t => t.Kind == TargetKind.Schedule).Select(t => t.Target).ToHashSet();
        foreach (var schedule in c.File.Schedules.Where(s => used.Contains(s.Id)))
        {
            var gaps = Coverage.Gaps(c.File, schedule, c.Timeline(schedule));
            if (gaps.Count > 0)
                yield return c.Error("C01", schedule.At,
                    $"'{schedule.Id}' has fewer than {schedule.MinOnCall} on call from {c.Local(gaps[0].Start)} to {c.Local(gaps[0].End)} ({gaps.Count} such gaps up to {c.Local(c.Horizon.End)}).",
                    "Add a layer or change a window so that somebody is on call then.");
        }
    }

    // Compared on the clock's face: the repeated hour of autumn is no disagreement.
    public static IEnumerable<Finding> Disagreements(CheckContext c)
    {
        var (first, last) = (c.Today.PlusDays(-WindowDates.LongestWindowDays), c.Horizon.End.InZone(c.File.Zone).Date);
        foreach (var schedule in c.File.Schedules)
        {
            var turns = schedule.Layers.ToDictionary(l => l, l => LayerTurns.Starting(c.File, l, first, last).OrderBy(t => t.Span.From).ToList());
            foreach (var (lower, upper) in Pairs(schedule.Layers).Where(p => SameRank(p.Lower, p.Upper)))
                if (FirstClash(turns[lower], turns[upper]) is { } clash)
                    yield return c.Error("C02", upper.At, $"Layers '{lower.Id}' and '{upper.Id}' name different people from {clash:uuuu-MM-dd HH:mm}.",
                        "Move a window, give one layer a higher 'rank', or say 'parallel: true' if both are meant.");
        }
    }

    private static IEnumerable<(Layer Lower, Layer Upper)> Pairs(IReadOnlyList<Layer> layers) =>
        layers.SelectMany((lower, i) => layers.Skip(i + 1).Select(upper => (lower, upper)));

    private static bool SameRank(Layer a, Layer b) => a.IsHoliday == b.IsHoliday && a.Rank == b.Rank && !a.Parallel && !b.Parallel
        // An imported calendar is meant to beat what lies under it.
        && a.Import is null && b.Import is null;

    private static LocalDateTime? FirstClash(List<LocalTurn> lower, List<LocalTurn> upper)
    {
        for (int i = 0, j = 0; i < lower.Count && j < upper.Count;)
        {
            var (a, b) = (lower[i], upper[j]);
            if (a.Span.From < b.Span.To && b.Span.From < a.Span.To && !a.People.Order().SequenceEqual(b.People.Order()))
                return a.Span.From > b.Span.From ? a.Span.From : b.Span.From;
            if (a.Span.To <= b.Span.To)
                i++;
            else
                j++;
        }
        return null;
    }

    // Looked at over the change's own time, so one far ahead is judged as well; one that is over is history.
    public static IEnumerable<Finding> ChangesWithoutEffect(CheckContext c)
    {
        foreach (var schedule in c.File.Schedules)
        {
            foreach (var change in schedule.Overrides)
                if (NoEffect(c, schedule, schedule with { Overrides = [.. schedule.Overrides.Where(o => o != change)] }, change.From, change.To))
                    yield return c.Warning("C05", change.At, $"Override '{change.Id}' changes nobody.", "The person is not on call then, or another change wins: correct or remove it.");
            foreach (var span in schedule.Temporary)
                if (NoEffect(c, schedule, schedule with { Temporary = [.. schedule.Temporary.Where(t => t != span)] }, span.From, span.To))
                    yield return c.Warning("C05", span.At, $"Temporary span '{span.Id}' changes nobody.", "These people are on call then anyway: correct or remove it.");
        }
    }

    private static bool NoEffect(CheckContext c, OnCallSchedule with, OnCallSchedule without, LocalDateTime from, LocalDateTime to)
    {
        var (start, end) = (WallClock.Start(c.File.Zone, from), WallClock.End(c.File.Zone, to));
        return start < end && end > c.Start && HoursThatDiffer(OnCallTimeline.Build(c.File, with, new(start, end)), OnCallTimeline.Build(c.File, without, new(start, end))) == Duration.Zero;
    }

    public static IEnumerable<Finding> ChangedOwners(CheckContext c)
    {
        foreach (var schedule in c.File.Schedules)
        {
            if (c.Registry.Published!.Schedule(schedule.Id) is not { } before)
                continue;
            var changed = HoursThatDiffer(c.Timeline(schedule), OnCallTimeline.Build(c.Registry.Published, before, c.Horizon));
            if (changed > Duration.Zero)
                yield return c.Warning("C28", schedule.At, $"{Math.Ceiling(changed.TotalHours)} future hours of '{schedule.Id}' change hands against the version in force.", "Look at the calendar of both before you approve.");
        }
    }

    private static Duration HoursThatDiffer(IReadOnlyList<OnCallShift> a, IReadOnlyList<OnCallShift> b) =>
        ChangedHands.Between("", a, b).Aggregate(Duration.Zero, (sum, span) => sum + (span.End - span.Start));
}
