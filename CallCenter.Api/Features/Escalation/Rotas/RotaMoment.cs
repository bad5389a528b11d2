using System.Globalization;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>Moments on the practice's clock, as the file writes them and as people read them.</summary>
internal static class RotaMoment
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    public static LocalDateTime? Read(string? text) => text is not null && Pattern.Parse(text) is { Success: true } parsed ? parsed.Value : null;

    public static string Write(LocalDateTime moment) => Pattern.Format(moment);

    public static string Write(Instant at, DateTimeZone zone) => Pattern.Format(at.InZone(zone).LocalDateTime);

    /// <summary>"Mon 30 Nov 17:00 to Tue 1 Dec 08:00"</summary>
    public static string Words(Instant from, Instant to, DateTimeZone zone) => $"{Words(from, zone)} to {Words(to, zone)}";

    public static string Words(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("ddd d MMM HH':'mm", CultureInfo.InvariantCulture);

    public static (Instant Start, Instant End) Between(DateTimeZone zone, LocalDateTime from, LocalDateTime to) => (WallClock.Start(zone, from), WallClock.End(zone, to));
}
