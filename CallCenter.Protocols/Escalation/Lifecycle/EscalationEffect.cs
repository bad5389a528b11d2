using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>What must be written in the same transaction as the new state.</summary>
public abstract record EscalationEffect
{
    private EscalationEffect() { }

    /// <summary>
    /// Ask this person at this destination, not before <paramref name="NotBefore"/>. The address is not here: the sender
    /// reads it live, and no number gets into a log by way of an effect.
    /// </summary>
    public sealed record PagePerson(string ContactId, string DestinationId, Channel Channel, string StepId, int Visit, int Attempt,
        Instant NotBefore, string IdempotencyKey) : EscalationEffect;

    /// <summary>A copy for information.</summary>
    public sealed record SendCopy(string ContactId, string DestinationId, Channel Channel, Instant NotBefore, string IdempotencyKey) : EscalationEffect;

    /// <summary>A timer under the new state's version.</summary>
    public sealed record SetTimer(TimerKind Kind, Instant Due, long Version) : EscalationEffect;

    /// <summary>Remove all older timers of the escalation; always comes before the new ones.</summary>
    public sealed record CancelTimers : EscalationEffect;

    /// <summary>Pages that no provider has yet are not sent any more: those to one contact, or all when it is null.</summary>
    public sealed record CancelUnsentPages(string? ContactId) : EscalationEffect;

    /// <summary>Tell everybody else who was asked, in whatever step, that it is taken.</summary>
    public sealed record TellOthersTaken(string TakenBy) : EscalationEffect;

    /// <summary>Something for the screen of the nurse who has the call.</summary>
    public sealed record TellNurse(NurseNotice Notice, IReadOnlyList<DeskPrompt> Prompts) : EscalationEffect;

    /// <summary>The alarm on the supervisor's desk, on and staying on.</summary>
    public sealed record AlarmSupervisor(string Reason, IReadOnlyList<DeskPrompt> Prompts) : EscalationEffect;

    /// <summary>The desk alarm may stop.</summary>
    public sealed record ClearAlarm : EscalationEffect;

    /// <summary>It was taken and forgotten; people are asked again from this step.</summary>
    public sealed record ReopenAt(string? StepId) : EscalationEffect;

    /// <summary>A line of the escalation's record.</summary>
    public sealed record WriteNote(EscalationNote Note) : EscalationEffect;
}

/// <summary>What the nurse is told.</summary>
public enum NurseNotice
{
    /// <summary>The clinical deadline passed unanswered: send the caller to the emergency department now. Paging goes on.</summary>
    SendCallerToEmergencyDepartment,
    /// <summary>The step asks somebody at the desk to do something.</summary>
    Prompted,
    /// <summary>Nobody answered so far; the supervisor is being asked.</summary>
    LastResortReached,
    /// <summary>A named person has it.</summary>
    Taken,
    /// <summary>It was not closed in time; people are asked again.</summary>
    Reopened,
    /// <summary>Waits for the end of quiet hours.</summary>
    Held,
}
