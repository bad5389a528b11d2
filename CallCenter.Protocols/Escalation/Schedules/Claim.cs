using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>What one layer turn, span or override says about a stretch of time, with its rank among the others, and whether it silences those below.</summary>
internal sealed record Claim(Instant Start, Instant End, ClaimRank Rank, string Source, bool Replaces, Func<IReadOnlyList<string>, IReadOnlyList<string>> Change)
{
    public static IEnumerable<Claim> Of(EscalationFile file, OnCallSchedule schedule, Interval horizon)
    {
        var first = horizon.Start.InZone(file.Zone).Date.PlusDays(-WindowDates.LongestWindowDays);
        var last = horizon.End.InZone(file.Zone).Date;
        return schedule.Layers.SelectMany((layer, place) => LayerTurns.Starting(file, layer, first, last).Select(t => OfTurn(file.Zone, t, place)))
            .Concat(schedule.Temporary.Select((span, place) => OfSpan(file.Zone, span, place)))
            .Concat(schedule.Overrides.Select((change, place) => OfOverride(file.Zone, change, place)))
            .Where(c => c.Start < c.End && c.End > horizon.Start && c.Start < horizon.End);
    }

    private static Claim OfTurn(DateTimeZone zone, LocalTurn turn, int place) =>
        new(WallClock.Start(zone, turn.Span.From), WallClock.End(zone, turn.Span.To),
            new(turn.Layer.IsHoliday ? 1 : 0, turn.Layer.Rank, place), turn.Layer.Id, !turn.Layer.Parallel,
            below => turn.Layer.Parallel ? Union(below, turn.People) : turn.People);

    private static Claim OfSpan(DateTimeZone zone, TemporarySpan span, int place) =>
        new(WallClock.Start(zone, span.From), WallClock.End(zone, span.To), new(2, 0, place), span.Id, true, _ => span.People);

    private static Claim OfOverride(DateTimeZone zone, ScheduleOverride change, int place) =>
        new(WallClock.Start(zone, change.From), WallClock.End(zone, change.To), new(3, 0, place), change.Id, false, below => Replace(below, change));

    // A replacement only acts where the person replaced is on call; otherwise it would add a person nobody expects.
    private static IReadOnlyList<string> Replace(IReadOnlyList<string> below, ScheduleOverride change) => (change.Remove, change.Add) switch
    {
        (null, { } add) => Union(below, [add]),
        ({ } remove, _) when !below.Contains(remove) => below,
        ({ } remove, null) => [.. below.Where(p => p != remove)],
        ({ } remove, { } add) => Union([.. below.Where(p => p != remove)], [add]),
        _ => below,
    };

    public static IReadOnlyList<string> Union(IReadOnlyList<string> first, IReadOnlyList<string> second) => [.. first, .. second.Except(first)];
}

/// <summary>Ordinary layers, then holiday layers, then temporary spans, then overrides; among equals the higher rank, then the later in the file.</summary>
internal readonly record struct ClaimRank(int Kind, int Rank, int Place) : IComparable<ClaimRank>
{
    public int CompareTo(ClaimRank other) => (Kind, Rank, Place).CompareTo((other.Kind, other.Rank, other.Place));
}
