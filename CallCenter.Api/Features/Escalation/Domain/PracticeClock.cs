using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>An instant as the practice's clock shows it, with the zone's name of that day.</summary>
internal static class PracticeClock
{
    private static readonly ZonedDateTimePattern Full = ZonedDateTimePattern.Create(
        "uuuu'-'MM'-'dd HH':'mm':'ss x", CultureInfo.InvariantCulture, null, null, default);

    public static string Local(DateTimeOffset at, string zone) =>
        Full.Format(Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc));

    public static string Utc(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"9:14 PM", to be spoken.</summary>
    public static string Spoken(DateTimeOffset at, string zone) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).ToString("h':'mm tt", CultureInfo.InvariantCulture);

    public static string Length(TimeSpan span) => span.TotalHours >= 1 ? $"{(int)span.TotalHours} h {span.Minutes} min" : $"{(int)span.TotalMinutes} min";
}
