using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>One occurrence of a window, in wall-clock time.</summary>
internal readonly record struct LocalSpan(LocalDateTime From, LocalDateTime To);

/// <summary>The occurrences of a window.</summary>
internal static class WindowDates
{
    /// <summary>A window lasts at most a week; looking this far back finds every occurrence that still runs.</summary>
    public const int LongestWindowDays = 8;

    public static IEnumerable<LocalSpan> Starting(EscalationFile file, TimeWindow window, LocalDate first, LocalDate last) =>
        Dates(file, window, first, last).Select(date => new LocalSpan(date + window.From, window.EndFor(date)));

    private static IEnumerable<LocalDate> Dates(EscalationFile file, TimeWindow window, LocalDate first, LocalDate last)
    {
        if (window.Calendar is { } calendar)
            return file.Calendar(calendar) is { } known ? Holidays.Between(known, first, last).Select(h => h.Date) : [];
        return Days(first, last).Where(d => window.Days.Contains(d.DayOfWeek));
    }

    private static IEnumerable<LocalDate> Days(LocalDate first, LocalDate last)
    {
        for (var date = first; date <= last; date = date.PlusDays(1))
            yield return date;
    }

    /// <summary>The instants of every occurrence that touches the interval; overlapping ones are not merged.</summary>
    public static IEnumerable<Interval> Within(EscalationFile file, TimeWindow window, Interval horizon) =>
        Starting(file, window, horizon.Start.InZone(file.Zone).Date.PlusDays(-LongestWindowDays), horizon.End.InZone(file.Zone).Date)
            .Select(s => (Start: WallClock.Start(file.Zone, s.From), End: WallClock.End(file.Zone, s.To)))
            .Where(s => s.Start < s.End && s.End > horizon.Start && s.Start < horizon.End)
            .Select(s => new Interval(s.Start, s.End));
}
