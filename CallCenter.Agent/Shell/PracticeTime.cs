using System.Globalization;

namespace CallCenter.Agent.Shell;

/// <summary>Instants as a nurse reads them: the practice's clock with its zone's name, and an age.</summary>
public static class PracticeTime
{
    public static string Clock(DateTimeOffset at, string zone) => At(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string ClockWithSeconds(DateTimeOffset at, string zone) => At(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string ClockAndZone(DateTimeOffset at, string zone) => $"{Clock(at, zone)} {ZoneName(zone)}";

    public static string Day(DateTimeOffset at, string zone) => At(at, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"02:14, 3 min ago"</summary>
    public static string ClockAndAge(DateTimeOffset at, string zone, DateTimeOffset now) => $"{Clock(at, zone)}, {Ago(now - at)}";

    /// <summary>A running length: 0:48, 12:05, 1:02:09.</summary>
    public static string Length(TimeSpan length)
    {
        var whole = length < TimeSpan.Zero ? TimeSpan.Zero : length;
        return whole.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:00}");
    }

    /// <summary>A dash where there was none.</summary>
    public static string Length(TimeSpan? length) => length is { } known ? Length(known) : "–";

    public static string Minutes(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");

    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => "just now",
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min ago"),
        { TotalHours: < 24 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h {age.Minutes} min ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d ago"),
    };

    /// <summary>What people in the zone call it; the city where we know no better.</summary>
    public static string ZoneName(string zone) => zone switch
    {
        "America/New_York" or "America/Detroit" => "Eastern",
        "America/Chicago" => "Central",
        "America/Denver" => "Mountain",
        "America/Phoenix" => "Arizona",
        "America/Los_Angeles" => "Pacific",
        "America/Anchorage" => "Alaska",
        "Pacific/Honolulu" => "Hawaii",
        _ => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' '),
    };

    /// <summary>"Mon 30 Nov, 17:00"</summary>
    public static string WeekdayAndClock(DateTimeOffset at, string zone) => At(at, zone).ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The calendar date there.</summary>
    public static DateOnly Date(DateTimeOffset at, string zone) => DateOnly.FromDateTime(At(at, zone).DateTime);

    /// <summary>The clock's face there, to the minute.</summary>
    public static DateTime Local(DateTimeOffset at, string zone) => At(at, zone).DateTime is var local ? local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)) : default;

    private static DateTimeOffset At(DateTimeOffset at, string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found) : at.ToUniversalTime();
}
