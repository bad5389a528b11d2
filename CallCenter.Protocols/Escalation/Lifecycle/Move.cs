using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>Where a trigger leads; the guards of the transition table ask only this.</summary>
internal enum MoveKind
{
    /// <summary>Enter a step.</summary>
    Page,
    /// <summary>The step's next attempt.</summary>
    Retry,
    /// <summary>Same place, something is remembered.</summary>
    Stay,
    Hold,
    LastResort,
    /// <summary>No answer required: copies, and over.</summary>
    Inform,
    Take,
    End,
    /// <summary>Of an older version or visit.</summary>
    Stale,
    /// <summary>The plan has no such step.</summary>
    UnknownStep,
}

internal sealed record Move(MoveKind Kind, string Reason)
{
    public int StepIndex { get; init; } = -1;
    public IReadOnlyList<Contact> People { get; init; } = [];
    public Instant? HeldUntil { get; init; }
    public IReadOnlyList<(string StepId, string Reason)> Skipped { get; init; } = [];
    public string? Person { get; init; }
}
