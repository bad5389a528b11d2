using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>A schedule laid out in UTC: shifts that follow each other without a hole; where nobody is on call, a shift without people says so.</summary>
public static class OnCallTimeline
{
    /// <summary>Every instant of the horizon lies in exactly one shift.</summary>
    public static IReadOnlyList<OnCallShift> Build(EscalationFile file, OnCallSchedule schedule, Interval horizon)
    {
        var claims = Claim.Of(file, schedule, horizon).OrderBy(c => c.Start).ToList();
        var bounds = claims.SelectMany(c => new[] { c.Start, c.End })
            .Where(i => i > horizon.Start && i < horizon.End)
            .Append(horizon.Start).Append(horizon.End)
            .Distinct().Order().ToList();
        return Merge(Sweep(claims, bounds));
    }

    /// <summary>The shift an instant lies in. They follow each other without a hole, so the last that has begun is the one.</summary>
    public static OnCallShift At(IReadOnlyList<OnCallShift> shifts, Instant at)
    {
        var (low, high) = (0, shifts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = shifts[middle].Start <= at ? (middle, high) : (low, middle - 1);
        }
        return shifts[low];
    }

    private static IEnumerable<OnCallShift> Sweep(List<Claim> claims, List<Instant> bounds)
    {
        var running = new List<Claim>();
        var next = 0;
        for (var i = 0; i + 1 < bounds.Count; i++)
        {
            running.RemoveAll(c => c.End <= bounds[i]);
            while (next < claims.Count && claims[next].Start <= bounds[i])
                running.Add(claims[next++]);
            yield return Decide(bounds[i], bounds[i + 1], running.Where(c => c.End > bounds[i]));
        }
    }

    private static OnCallShift Decide(Instant start, Instant end, IEnumerable<Claim> running)
    {
        IReadOnlyList<string> people = [];
        var sources = new List<string>();
        foreach (var rank in running.GroupBy(c => c.Rank).OrderBy(g => g.Key))
        {
            // Two turns of one layer at once (the repeated hour of autumn) are both on call.
            var after = rank.Select(c => c.Change(people)).Aggregate(Claim.Union);
            if (rank.First().Replaces)
                sources.Clear();
            if (rank.First().Replaces || !after.SequenceEqual(people))
                sources.Add(rank.First().Source);
            people = after;
        }
        return new(start, end, people, sources);
    }

    private static List<OnCallShift> Merge(IEnumerable<OnCallShift> shifts)
    {
        var merged = new List<OnCallShift>();
        foreach (var shift in shifts)
            if (merged.Count > 0 && merged[^1].ContinuesAs(shift))
                merged[^1] = merged[^1] with { End = shift.End };
            else
                merged.Add(shift);
        return merged;
    }
}
