using NodaTime;
using NodaTime.TimeZones;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>
/// How a wall-clock time becomes an instant on the two odd days of the year. When the clocks go back, a turn starts at
/// the first and ends at the second occurrence of its hour; when they go forward, both take the first instant after the
/// gap. So two turns that touch on the clock may overlap for an hour, and never leave one empty.
/// </summary>
public static class WallClock
{
    private static readonly ZoneLocalMappingResolver StartRule = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver EndRule = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>When a turn begins.</summary>
    public static Instant Start(DateTimeZone zone, LocalDateTime local) => zone.ResolveLocal(local, StartRule).ToInstant();

    /// <summary>When a turn ends.</summary>
    public static Instant End(DateTimeZone zone, LocalDateTime local) => zone.ResolveLocal(local, EndRule).ToInstant();
}
