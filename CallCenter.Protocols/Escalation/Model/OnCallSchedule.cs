using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>Who is on call when: layers of turns, changed by spans and overrides.</summary>
public sealed record OnCallSchedule(
    string Id, IReadOnlyList<TimeWindow>? CoverWindows, int MinOnCall, IReadOnlyList<Layer> Layers,
    IReadOnlyList<TemporarySpan> Temporary, IReadOnlyList<ScheduleOverride> Overrides)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>Whoever goes on call is told and asked for an answer; null = nobody is told.</summary>
    public HandOffRule? HandOff { get; init; }

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
    /// <summary>The turns come from a calendar kept elsewhere; null = they stand in this file.</summary>
    public ImportRule? Import { get; init; }
    /// <summary>What that calendar said when it was last understood; never in a file, always live.</summary>
    public IReadOnlyList<ImportedShift> Shifts { get; init; } = [];
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>Made of holidays.</summary>
    public bool IsHoliday => When.Any(w => w.Calendar is not null);
    /// <summary>Everybody who can get a turn.</summary>
    public IReadOnlyList<string> Members => Rotation?.Members ?? (Import is null ? Fixed : [.. Shifts.Select(s => s.Person).Distinct()]);
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

/// <summary>A layer filled from elsewhere, and how old its last copy may become before somebody is told.</summary>
public sealed record ImportRule(Duration MaxAge);

/// <summary>One turn of an imported calendar, in the practice's own time.</summary>
public sealed record ImportedShift(LocalDateTime From, LocalDateTime To, string Person);

/// <summary>How long before a turn its person is told, and how long she has to answer before the practice hears that she did not.</summary>
public sealed record HandOffRule(Duration Before, Duration AnswerWithin)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}
