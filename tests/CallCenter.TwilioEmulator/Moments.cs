using System.Globalization;

namespace CallCenter.TwilioEmulator;

internal static class Moments
{
    /// <summary>Twilio writes every date as RFC 2822 in UTC.</summary>
    public static string Rfc2822(this DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    public static string? Rfc2822(this DateTimeOffset? at) => at?.Rfc2822();

    public static string WholeSeconds(this TimeSpan span) =>
        ((long)Math.Round(span.TotalSeconds, MidpointRounding.AwayFromZero)).ToString(CultureInfo.InvariantCulture);
}
