using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>
/// A piece of the practice's week, or of each day of a calendar, in wall-clock time. The end is a time on the
/// clock and never a length: a length moves the next morning's hand-off by an hour when the clocks change.
/// </summary>
public sealed record TimeWindow(IReadOnlyList<IsoDayOfWeek> Days, string? Calendar, LocalTime From, LocalTime To)
{
    /// <summary>The weekday on which the window ends, when that is not the same or the next day.</summary>
    public IsoDayOfWeek? ToDay { get; init; }
    /// <summary>"24:00": the end is the midnight that closes the last day.</summary>
    public bool ToIsMidnight { get; init; }
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>The wall-clock end of the window that begins on this date.</summary>
    public LocalDateTime EndFor(LocalDate start) => EndDate(start) + To;

    private LocalDate EndDate(LocalDate start)
    {
        if (ToDay is { } day)
            return start.DayOfWeek == day && (ToIsMidnight || To > From)
                ? (ToIsMidnight ? start.PlusDays(1) : start)
                : ToIsMidnight ? start.Next(day).PlusDays(1) : start.Next(day);
        return ToIsMidnight || To <= From ? start.PlusDays(1) : start;
    }
}
