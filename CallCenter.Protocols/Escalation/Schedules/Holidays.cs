using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>The days a practice's calendar names, on the dates on which they are kept.</summary>
public static class Holidays
{
    /// <summary>In order, both ends included. A date is named once, even when two holidays fall on it.</summary>
    public static IReadOnlyList<Holiday> Between(HolidayCalendar calendar, LocalDate first, LocalDate last) =>
        [.. Kept(calendar, first.Year, last.Year)
            .Concat(calendar.Add)
            .Where(h => h.Date >= first && h.Date <= last)
            .OrderBy(h => h.Date)
            .DistinctBy(h => h.Date)];

    // One year to each side: New Year's Day on a Saturday is kept on 31 December.
    private static IEnumerable<Holiday> Kept(HolidayCalendar calendar, int firstYear, int lastYear) => calendar.Base switch
    {
        HolidayBase.None => [],
        HolidayBase.UsFederal => Enumerable.Range(firstYear, lastYear - firstYear + 2)
            .Where(y => y is >= UsFederalHolidays.FirstYear and <= UsFederalHolidays.LastYear)
            .SelectMany(UsFederalHolidays.For)
            .Where(h => !calendar.Remove.Contains(h.Name))
            .Select(h => h with { Date = KeptOn(h.Date, calendar.WeekendRule) }),
    };

    private static LocalDate KeptOn(LocalDate date, WeekendRule rule) => (rule, date.DayOfWeek) switch
    {
        (WeekendRule.Observed, IsoDayOfWeek.Saturday) => date.PlusDays(-1),
        (WeekendRule.Observed, IsoDayOfWeek.Sunday) => date.PlusDays(1),
        _ => date,
    };
}
