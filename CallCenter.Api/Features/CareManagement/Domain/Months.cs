using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>Calendar months of a practice: from local midnight to local midnight, whatever the clocks do in between.</summary>
public static class Months
{
    private static readonly YearMonthPattern Written = YearMonthPattern.Iso;

    public static YearMonth Of(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToYearMonth();

    public static Stretch In(this YearMonth month, DateTimeZone zone) => new(Midnight(month, zone), Midnight(month.PlusMonths(1), zone));

    public static string Write(YearMonth month) => Written.Format(month);

    public static YearMonth? Read(string? text) => text is not null && Written.Parse(text) is { Success: true } parsed ? parsed.Value : null;

    /// <summary><c>24:35</c></summary>
    public static string Clock(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");

    private static DateTimeOffset Midnight(YearMonth month, DateTimeZone zone) =>
        zone.AtStartOfDay(month.OnDayOfMonth(1)).ToInstant().ToDateTimeOffset();
}
