using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>
/// How far ahead a rota is proved: 90 days, or 14 days past the second next clock change if that is later. Ninety days
/// alone hold no clock change on more than half of a year's days.
/// </summary>
public static class VerificationHorizon
{
    private static readonly Duration Least = Duration.FromDays(90);
    private static readonly Duration PastChange = Duration.FromDays(14);

    /// <summary>From this instant on.</summary>
    public static Interval From(DateTimeZone zone, Instant start)
    {
        var end = start + Least;
        var current = zone.GetZoneInterval(start);
        for (var change = 0; change < 2 && current.HasEnd; change++, current = zone.GetZoneInterval(current.End))
            if (change == 1 && current.End + PastChange > end)
                end = current.End + PastChange;
        return new(start, end);
    }
}
