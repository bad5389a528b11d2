using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using FsCheck.Xunit;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Schedules;

/// <summary>Ten years in twenty zones: a rota whose windows tile the week on the clock's face never leaves an instant empty.</summary>
public class TilingTests
{
    private static readonly Instant Beginning = Instant.FromUtc(2026, 11, 1, 0, 0);
    private static readonly Interval TenYears = new(Beginning, Beginning + Duration.FromDays(3653));

    /// <summary>Both hemispheres, half-hour shifts, changes at midnight, fixed zones, and all of the United States.</summary>
    private static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
        "America/Puerto_Rico", "America/Halifax", "America/St_Johns", "America/Santiago", "America/Havana", "America/Asuncion", "Europe/London",
        "Europe/Berlin", "Africa/Cairo", "Asia/Beirut", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham",
    ];

    public static TheoryData<string> EveryZone => new(Zones);

    [Theory, MemberData(nameof(EveryZone))]
    public void A_rota_that_changes_hands_in_the_middle_of_every_clock_change_has_no_gap(string zone)
    {
        foreach (var handoff in new[] { new LocalTime(0, 0), new LocalTime(1, 30), new LocalTime(2, 0), new LocalTime(2, 30), new LocalTime(3, 0) })
            NoGap(Rota(zone, handoff, handoff, everyDays: 7));
    }

    [Property(MaxTest = 60)]
    public void Any_tiling_rota_in_any_zone_has_no_gap(byte zone, ushort dayStart, ushort nightStart, byte turn)
    {
        var day = LocalTime.FromMinutesSinceMidnight(dayStart % 1440);
        var night = LocalTime.FromMinutesSinceMidnight(nightStart % 1440);
        NoGap(Rota(Zones[zone % Zones.Length], day, night, everyDays: 1 + turn % 14));
    }

    private static void NoGap(EscalationFile file)
    {
        var shifts = OnCallTimeline.Build(file, file.Schedules[0], TenYears);
        Assert.Equal((TenYears.Start, TenYears.End), (shifts[0].Start, shifts[^1].End));
        Assert.All(shifts.Zip(shifts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(shifts, s => Assert.True(s.Start < s.End && s.People.Count > 0, $"{file.Zone.Id} {s.Start} {s.End}"));
    }

    /// <summary>Days and nights that touch, each with a rotation whose hand-off is the start of the day; holidays on top.</summary>
    private static EscalationFile Rota(string zone, LocalTime day, LocalTime night, int everyDays)
    {
        IReadOnlyList<IsoDayOfWeek> week = Enum.GetValues<IsoDayOfWeek>()[1..];
        var first = new LocalDate(2026, 1, 1);
        var layers = new List<Layer>
        {
            new("day", [new(week, null, day, night)], [], new(everyDays, 1, day, first, ["a", "b", "c"])),
            new("night", [new(week, null, night, day)], [], new(everyDays, 1, night, first, ["b", "c", "a"])),
            new("holiday", [new([], "holidays", day, day)], [], new(null, 1, LocalTime.Midnight, first, ["c", "a"])),
        };
        if (day == night)
            layers.RemoveAt(1);
        return new("tiling", "tiling", 1, DateTimeZoneProviders.Tzdb[zone], new("a", null, null, Period.Zero), [],
            [new("holidays", HolidayBase.UsFederal, [], [], WeekendRule.Observed)],
            [new("rota", null, 1, layers, [], [])], []);
    }
}
