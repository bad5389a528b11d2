using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>Who is on call when: layers of turns, changed by spans and overrides.</summary>
public sealed record OnCallSchedule(
    string Id, IReadOnlyList<TimeWindow>? CoverWindows, int MinOnCall, IReadOnlyList<Layer> Layers,
    IReadOnlyList<TemporarySpan> Temporary, IReadOnlyList<ScheduleOverride> Overrides)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>The schedule promises somebody at every instant.</summary>
    public bool CoversAlways => CoverWindows is null;
}

/// <summary>
/// A set of windows and who has them. Where two layers meet, a calendar layer beats an ordinary one, then the higher
/// rank, then the later in the file; a parallel layer adds its people instead of replacing.
/// </summary>
public sealed record Layer(string Id, IReadOnlyList<TimeWindow> When, IReadOnlyList<string> Fixed, Rotation? Rotation)
{
    /// <summary>Higher wins.</summary>
    public int Rank { get; init; }
    /// <summary>Its people are on call beside those of the layers below.</summary>
    public bool Parallel { get; init; }
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>Made of holidays.</summary>
    public bool IsHoliday => When.Any(w => w.Calendar is not null);
    /// <summary>Everybody who can get a turn.</summary>
    public IReadOnlyList<string> Members => Rotation?.Members ?? Fixed;
}

/// <summary>Turns that change hands at a wall-clock time, or with each holiday when <paramref name="EveryDays"/> is null.</summary>
public sealed record Rotation(int? EveryDays, int EveryOccurrences, LocalTime HandoffAt, LocalDate First, IReadOnlyList<string> Members)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>For a while these people are on call, whatever the layers say.</summary>
public sealed record TemporarySpan(string Id, LocalDateTime From, LocalDateTime To, IReadOnlyList<string> People, string Reason)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>One person out, one in, or both; a swap is a replacement that both agreed to.</summary>
public sealed record ScheduleOverride(
    string Id, LocalDateTime From, LocalDateTime To, string? Remove, string? Add, string Reason, string By, string? AgreedBy)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}
