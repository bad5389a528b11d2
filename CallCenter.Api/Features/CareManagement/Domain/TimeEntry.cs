using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.CareManagement.Domain;

public enum TimeState { Proposed, Counted, Excluded }

/// <summary>Why an entry is in its state: stable, so that a rule can tell "the nurse said no" from "it never can".</summary>
public enum TimeReason
{
    AwaitingLink,
    Linked,
    NotCareManagement,
    NoPatient,
    NotEnrolled,
    NoConsent,
    RoleDoesNotCount,
    NoNoteSigned,
    OtherPatient,
    ActivityDoesNotCount,
}

/// <summary>
/// Seconds one person spent for one patient, with what proves them. Telephony proposes it, the nurse's link makes it count;
/// it is never edited and never removed, only its state changes, each time with a reason.
/// </summary>
public sealed class TimeEntry : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public Guid? PatientId { get; set; }
    public Guid CallId { get; init; }
    public Guid StaffId { get; init; }

    /// <summary>Name and credential as they were when the time was spent.</summary>
    public required string Staff { get; init; }

    public required string StaffRole { get; init; }
    public required string Program { get; set; }
    public Activity Activity { get; init; }
    public DateTimeOffset Start { get; init; }
    public DateTimeOffset End { get; init; }

    /// <summary>When the nurse closed the call; a note signed until then proves after-call work, even where its seconds are capped earlier.</summary>
    public DateTimeOffset? WrapUpEnd { get; init; }

    public bool InUnitedStates { get; init; } = true;
    public TimeState State { get; set; }
    public TimeReason Reason { get; set; }

    /// <summary>The reason in words, for the nurse and the auditor.</summary>
    public required string Why { get; set; }

    /// <summary>Telephony legs.</summary>
    public required string Legs { get; init; }

    /// <summary>The signed note that proves after-call work.</summary>
    public Guid? NoteId { get; set; }

    /// <summary>The patient's conditions this time was for, as ids separated by blanks; empty when the link is to the care plan only.</summary>
    public string Conditions { get; set; } = "";

    public bool CarePlan { get; set; }
    public Guid? LinkedBy { get; set; }
    public DateTimeOffset? LinkedAt { get; set; }
    public long Version { get; set; }

    public Stretch Stretch => new(Start, End);

    public bool IsLinked => Conditions.Length > 0 || CarePlan;

    public void Become(TimeState state, TimeReason reason, string why)
    {
        (State, Reason, Why) = (state, reason, why);
        Version++;
    }
}
