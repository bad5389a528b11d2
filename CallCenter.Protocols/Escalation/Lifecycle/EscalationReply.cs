using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>What to say to whoever sent the trigger.</summary>
public enum ReplyCode
{
    /// <summary>Done.</summary>
    Done,
    /// <summary>The person has it now.</summary>
    TakenNow,
    /// <summary>The person has it now, although the page answered was an earlier one.</summary>
    TakenLate,
    /// <summary>Somebody already has it; the reply names them.</summary>
    AlreadyTaken,
    /// <summary>Closed or cancelled.</summary>
    AlreadyOver,
    /// <summary>Of an older version or visit, or repeated; nothing changed.</summary>
    Late,
    /// <summary>Not possible in this state.</summary>
    NotPermitted,
    /// <summary>The plan has no such step.</summary>
    UnknownStep,
}

/// <summary>The answer to a trigger.</summary>
public sealed record EscalationReply(ReplyCode Code, string? TakenBy = null, Instant? TakenAt = null);

/// <summary>The new state and what goes with it. Nothing changed when the version is the old one; only notes are to be written then.</summary>
public sealed record EscalationTransition(EscalationState State, IReadOnlyList<EscalationEffect> Effects, EscalationReply Reply);
