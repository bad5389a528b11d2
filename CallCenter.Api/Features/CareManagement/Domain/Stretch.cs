namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>A stretch of time in UTC, end excluded.</summary>
public readonly record struct Stretch(DateTimeOffset Start, DateTimeOffset End)
{
    public bool IsEmpty => End <= Start;

    public TimeSpan Length => IsEmpty ? TimeSpan.Zero : End - Start;

    public Stretch Within(DateTimeOffset? from, DateTimeOffset? to) => new(
        from is { } f && f > Start ? f : Start,
        to is { } t && t < End ? t : End);

    public bool Overlaps(Stretch other) => Start < other.End && other.Start < End && !IsEmpty && !other.IsEmpty;
}

/// <summary>Sets of stretches. A second that two entries share is one second.</summary>
public static class Stretches
{
    /// <summary>The union, in order, without overlaps.</summary>
    public static IReadOnlyList<Stretch> Union(this IEnumerable<Stretch> stretches)
    {
        var union = new List<Stretch>();
        foreach (var next in stretches.Where(s => !s.IsEmpty).OrderBy(s => s.Start))
        {
            if (union.Count == 0 || union[^1].End < next.Start) union.Add(next);
            else if (union[^1].End < next.End) union[^1] = union[^1] with { End = next.End };
        }

        return union;
    }

    /// <summary>What of <paramref name="from"/> is in none of <paramref name="taken"/>.</summary>
    public static IReadOnlyList<Stretch> Except(this IEnumerable<Stretch> from, IEnumerable<Stretch> taken)
    {
        var left = from.Union();
        foreach (var hole in taken.Union())
            left = [.. left.SelectMany(s => new[] { s.Within(null, hole.Start), s.Within(hole.End, null) }).Where(s => !s.IsEmpty)];
        return left;
    }

    /// <summary>Whole seconds of the union: added up first and cut down once, so that nothing is ever rounded up.</summary>
    public static int Seconds(this IEnumerable<Stretch> stretches) =>
        (int)(stretches.Union().Sum(s => s.Length.Ticks) / TimeSpan.TicksPerSecond);
}
