namespace CallCenter.Protocols.Triage.Engine;

/// <summary>The answer to a proposed event.</summary>
public abstract record Decision;

/// <param name="Repeated">The event was already in the log; nothing changed.</param>
public sealed record Accepted(TriageEvent Event, TriageView After, bool Repeated) : Decision;

public sealed record Refused(RefusalCode Code, string Message) : Decision;

/// <summary>Every way an event can be refused has a name.</summary>
public enum RefusalCode
{
    SessionNotOpen, SessionAlreadyOpen, PackageNotPinned, SessionSigned, SessionPaused, SessionHandedOver, NotNow,
    ProtocolUnknown, QuestionNotAskedHere, AlreadyAnsweredUseCorrection, NothingToCorrect,
    FactUnknown, FactValueImpossible, DispositionUnknown, DispositionNotCurrent, DispositionNotConfirmed,
    OverrideOutdated, OverrideReasonUnknown, OverrideChangesNothing, DispositionDowngradeNeedsReason, LockedLevelNeedsCoSign,
    CoSignerMustBeAnother, BelowPracticeFloor, ToldDispositionNeedsReason, AdviceLineUnknown, NotReadyToSign,
}
