using CallCenter.Protocols;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>
/// One escalation as it is stored: what it is about, which file version it pinned, and the machine's state in columns that a
/// person can read. The machine alone decides what these columns become.
/// </summary>
public sealed class EscalationCase : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public Guid CallId { get; init; }
    public Guid SessionId { get; init; }
    public Guid? PatientId { get; init; }
    public Guid NurseId { get; init; }

    /// <summary>IANA zone of the practice when it was armed: the record's local times are in it.</summary>
    public required string TimeZone { get; init; }

    public required string FileHash { get; init; }
    public required string ProtocolId { get; init; }
    public required string Disposition { get; init; }
    public Urgency Urgency { get; init; }

    /// <summary>After an outage, or when many are due at once, the more urgent are asked for first.</summary>
    public int Rank => Urgency.Emergent - Urgency;
    public DateTimeOffset ArmedAt { get; init; }

    public EscalationPhase Phase { get; private set; }
    public long StateVersion { get; private set; }
    public DateTimeOffset ClockStart { get; private set; }
    public DateTimeOffset ClinicalDeadline { get; private set; }
    public bool DeadlinePassed { get; private set; }
    public int StepIndex { get; private set; }
    public string? StepId { get; private set; }
    public int Visit { get; private set; }
    public int Attempt { get; private set; }
    public DateTimeOffset? StepStartedAt { get; private set; }
    public DateTimeOffset? AttemptAt { get; private set; }
    public DateTimeOffset? HeldUntil { get; private set; }
    public string Paged { get; private set; } = "";
    public string Declined { get; private set; } = "";
    public string? TakenBy { get; private set; }
    public AckHow? TakenHow { get; private set; }
    public DateTimeOffset? TakenAt { get; private set; }
    public bool TakenLate { get; private set; }
    public string? Outcome { get; private set; }
    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Length and end of the note chain.</summary>
    public int Lines { get; set; }

    public string LastHash { get; set; } = NoteChain.Beginning;

    /// <summary>The escalation note was handed to the practice's record.</summary>
    public DateTimeOffset? NoteQueuedAt { get; set; }

    /// <summary>Changes with every write, so that of two writers who met one must look again.</summary>
    public long Version { get; set; }

    public bool StillAsks => Phase is EscalationPhase.Armed || Phase.IsOpen();

    /// <summary>A person does the asking; nobody has the patient yet.</summary>
    public bool AskedByHand => Phase is EscalationPhase.Acknowledged && TakenHow is AckHow.Asking;

    /// <summary>A person has, or had, the patient.</summary>
    public bool IsTaken => TakenBy is not null && TakenHow is not AckHow.Asking;

    /// <summary>From the nurse's decision to the person who took it; null when nobody did.</summary>
    public TimeSpan? TakenAfter => IsTaken ? TakenAt - ArmedAt : null;

    public EscalationState State() => new(Id.ToString("N"), PracticeId, FileHash, ProtocolId, Disposition, Urgency, Phase, StateVersion, Where())
    {
        Taken = TakenBy is { } by ? new(by, TakenHow ?? AckHow.ByHand, At(TakenAt ?? ArmedAt), TakenLate) : null,
        Ending = Outcome is { } outcome ? new(outcome, EndedBy, At(EndedAt ?? ArmedAt)) : null,
    };

    public void Become(EscalationState state)
    {
        var where = state.Where;
        (Phase, StateVersion, ClockStart, ClinicalDeadline) = (state.Phase, state.Version, where.ClockStart.ToDateTimeOffset(), where.Deadline.ToDateTimeOffset());
        (DeadlinePassed, StepIndex, StepId, Visit, Attempt) = (where.DeadlinePassed, where.StepIndex, where.StepId, where.Visit, where.Attempt);
        (StepStartedAt, AttemptAt, HeldUntil) = (Stored(where.StepStartedAt), Stored(where.AttemptAt), where.HeldUntil?.ToDateTimeOffset());
        (Paged, Declined) = (string.Join(',', where.Paged), string.Join(',', where.Declined));
        (TakenBy, TakenHow, TakenAt, TakenLate) = (state.Taken?.By, state.Taken?.How, state.Taken?.At.ToDateTimeOffset(), state.Taken?.Late ?? false);
        (Outcome, EndedBy, EndedAt) = (state.Ending?.Outcome, state.Ending?.By, state.Ending?.At.ToDateTimeOffset());
    }

    private EscalationPosition Where() => new(At(ClockStart), At(ClinicalDeadline))
    {
        DeadlinePassed = DeadlinePassed, StepIndex = StepIndex, StepId = StepId, Visit = Visit, Attempt = Attempt,
        StepStartedAt = StepStartedAt is { } started ? At(started) : default,
        AttemptAt = AttemptAt is { } attempt ? At(attempt) : default,
        HeldUntil = HeldUntil is { } held ? At(held) : null,
        Paged = List(Paged), Declined = List(Declined),
    };

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static Instant At(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant);

    private static DateTimeOffset? Stored(Instant instant) => instant == default ? null : instant.ToDateTimeOffset();
}
