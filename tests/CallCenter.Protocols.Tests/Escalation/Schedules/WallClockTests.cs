using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Schedules;

public class WallClockTests
{
    private static readonly DateTimeZone Chicago = DateTimeZoneProviders.Tzdb["America/Chicago"];

    [Fact]
    public void In_the_repeated_hour_a_turn_starts_at_the_first_and_ends_at_the_second_occurrence()
    {
        var twice = new LocalDateTime(2026, 11, 1, 1, 30);
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 6, 30), WallClock.Start(Chicago, twice));
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 7, 30), WallClock.End(Chicago, twice));
    }

    [Fact]
    public void In_the_skipped_hour_both_take_the_first_instant_after_the_gap()
    {
        var never = new LocalDateTime(2027, 3, 14, 2, 30);
        Assert.Equal(Instant.FromUtc(2027, 3, 14, 8, 0), WallClock.Start(Chicago, never));
        Assert.Equal(Instant.FromUtc(2027, 3, 14, 8, 0), WallClock.End(Chicago, never));
    }
}
