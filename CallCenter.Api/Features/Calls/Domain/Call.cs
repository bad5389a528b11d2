using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>The question the caller has been asked and not yet answered.</summary>
public enum CallQuestion { None, Language, BirthDate, Danger, Office, Message }

public enum CallerKind { Unknown, Patient, Caregiver }

/// <summary>
/// One call: from the first webhook on it has a row, a state and an owner, and every end has a reason. Legs belong to it; a
/// call-back would be another leg of the same call.
/// </summary>
public sealed class Call : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>The practice's number that was dialled, E.164; also our caller ID when we ring back.</summary>
    public required string Line { get; init; }
    public required string CallerNumber { get; init; }
    public CallState State { get; set; } = CallState.Ringing;

    public CallQuestion Question { get; set; }

    /// <summary>Grows with each question asked; the answer to an earlier one is recognised by it.</summary>
    public int Visit { get; set; }
    public string Language { get; set; } = "en-US";
    public UrgencyName Urgency { get; set; } = UrgencyName.Routine;
    public string Reason { get; set; } = "";

    /// <summary>When she last answered, keyed or said that she is in danger, or her nurse pressed for 911. From then on she is not let go of.</summary>
    public DateTimeOffset? DangerAt { get; set; }

    public CallerKind CallerKind { get; set; }
    public string? CallerName { get; set; }
    public string? Relation { get; set; }
    public bool MayBeSpokenTo { get; set; }
    public Guid? PatientId { get; set; }

    /// <summary>What proved that the caller may be told about this patient: <c>birth-date</c>, …; null = nothing yet.</summary>
    public string? VerifiedBy { get; set; }

    /// <summary>Patients the number or birth date could belong to, ids separated by commas.</summary>
    public string Candidates { get; set; } = "";
    public string? PatientLocation { get; set; }

    /// <summary>Name and birth date as said, of a patient whom the practice's charts do not have.</summary>
    public string? PatientSaid { get; set; }

    /// <summary>The state the patient is in now, two letters: by the chart until the nurse has asked. Decides whose licence covers the call.</summary>
    public string? PatientState { get; set; }
    public int BirthDateTries { get; set; }

    /// <summary>How often we have rung the caller back.</summary>
    public int CallBackTries { get; set; }

    /// <summary>When she left the line to be rung back or left a message: from then on she waits, but not on the telephone.</summary>
    public DateTimeOffset? LeftLineAt { get; set; }

    /// <summary>Her earlier call, which still waited (a call-back, a message) when she rang again.</summary>
    public Guid? EarlierCallId { get; set; }

    /// <summary>The line that rings her now.</summary>
    public string? CallBackSid { get; set; }

    public Guid? NurseId { get; set; }
    public Guid? OfferId { get; set; }
    public int NurseLegs { get; set; }
    public bool NurseJoined { get; set; }
    public bool CallerJoined { get; set; }

    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? QueuedAt { get; set; }
    public DateTimeOffset? ConnectedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndReason { get; set; }
    public DateTimeOffset? WrapUpStartedAt { get; set; }
    public DateTimeOffset? WrapUpEndsAt { get; set; }
    public string? Outcome { get; set; }

    /// <summary>What the nurse wrote beside the outcome (personal data).</summary>
    public string? Comment { get; set; }

    /// <summary>When the nurse asked for 911 help in this call, the first time.</summary>
    public DateTimeOffset? Help911At { get; set; }

    /// <summary>Her after-call work was done; after a transfer the caller may still be talking then.</summary>
    public DateTimeOffset? WrapUpFinishedAt { get; set; }

    /// <summary>We rang, not she.</summary>
    public bool Outbound { get; init; }

    /// <summary>What was asked of the network last since she came into the conference: the caller on hold, or not; null = neither. What it has done is the state.</summary>
    public bool? HoldWanted { get; set; }

    /// <summary>Since when the caller has been on hold.</summary>
    public DateTimeOffset? HeldSince { get; set; }

    /// <summary>The hold limit has passed; her nurse is rung.</summary>
    public bool HoldOverdue { get; set; }
    public int Parties { get; set; }
    public long Version { get; set; }

    public bool IsEnded => CallLifecycle.IsEnded(State);

    public IEnumerable<Guid> CandidateIds => Candidates.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);

    public bool Spanish => Language.StartsWith("es", StringComparison.Ordinal);
}

public enum LegRole { Caller, Nurse }

/// <summary>One telephone connection of a call, unique by the network's sid.</summary>
public sealed class Leg : IBelongsToPractice
{
    public required string CallSid { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public LegRole Role { get; init; }
    public Guid? StaffId { get; init; }
    public string Status { get; set; } = "in-progress";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public bool InConference { get; set; }

    /// <summary>The newest conference event seen about this leg; an older one that arrives later changes nothing.</summary>
    public string? ConferenceSid { get; set; }
    public int ConferenceSequence { get; set; } = -1;
}

/// <summary>Nurse and caller together: what is later time of care. <see cref="End"/> is null while it lasts.</summary>
public sealed class TalkSpan : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public Guid NurseId { get; init; }
    public DateTimeOffset Start { get; init; }
    public DateTimeOffset? End { get; set; }
}

/// <summary>One row of the call's timeline.</summary>
public sealed class CallEvent : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Kind { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string What { get; init; }

    /// <summary><c>caller</c>, <c>system</c>, <c>telephone</c>, or a staff id.</summary>
    public required string Actor { get; init; }
}
