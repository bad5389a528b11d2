using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>
/// The holidays of 5 U.S.C. § 6103(a), computed. Juneteenth became one in 2021, so the list begins there; it ends where
/// nobody can promise the statute any more.
/// </summary>
public static class UsFederalHolidays
{
    /// <summary>First year the list is right for.</summary>
    public const int FirstYear = 2021;
    /// <summary>Last year the list is offered for.</summary>
    public const int LastYear = 2060;

    /// <summary>The ids a calendar's `remove` may name.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. For(2026).Select(h => h.Name)];

    /// <summary>The days themselves, before any weekend rule, in order.</summary>
    public static IReadOnlyList<Holiday> For(int year) =>
    [
        new(new(year, 1, 1), "new-years-day"),
        new(Nth(year, 1, IsoDayOfWeek.Monday, 3), "mlk-day"),
        new(Nth(year, 2, IsoDayOfWeek.Monday, 3), "presidents-day"),
        new(LastMonday(year, 5), "memorial-day"),
        new(new(year, 6, 19), "juneteenth"),
        new(new(year, 7, 4), "independence-day"),
        new(Nth(year, 9, IsoDayOfWeek.Monday, 1), "labor-day"),
        new(Nth(year, 10, IsoDayOfWeek.Monday, 2), "columbus-day"),
        new(new(year, 11, 11), "veterans-day"),
        new(Nth(year, 11, IsoDayOfWeek.Thursday, 4), "thanksgiving"),
        new(new(year, 12, 25), "christmas-day"),
    ];

    private static LocalDate Nth(int year, int month, IsoDayOfWeek day, int nth) => LocalDate.FromYearMonthWeekAndDay(year, month, nth, day);

    private static LocalDate LastMonday(int year, int month) => new LocalDate(year, month, 1).PlusMonths(1).Previous(IsoDayOfWeek.Monday);
}
