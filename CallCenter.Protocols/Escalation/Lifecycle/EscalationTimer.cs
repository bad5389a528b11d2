using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>What a timer row means.</summary>
public enum TimerKind
{
    /// <summary>Begin.</summary>
    Start,
    /// <summary>Next attempt.</summary>
    AttemptDue,
    /// <summary>Step over.</summary>
    StepTimeout,
    /// <summary>Clinical clock.</summary>
    ClinicalDeadline,
    /// <summary>Quiet hours end.</summary>
    WindowOpens,
    /// <summary>Last resort again.</summary>
    RepeatDue,
    /// <summary>Must be closed.</summary>
    CloseDue,
}

/// <summary>
/// The timers an escalation has in a given state. They follow from the state alone, so a lost row can be put back and a
/// transition simply writes the whole set under its new version.
/// </summary>
public static class EscalationTimers
{
    /// <summary>In no particular order.</summary>
    public static IReadOnlyList<EscalationEffect.SetTimer> For(EscalationPlan plan, EscalationState state) =>
        [.. Due(plan, state).Select(t => new EscalationEffect.SetTimer(t.Kind, t.Due, state.Version))];

    private static IEnumerable<(TimerKind Kind, Instant Due)> Due(EscalationPlan plan, EscalationState state) => state.Phase switch
    {
        EscalationPhase.Armed => [(TimerKind.Start, state.Where.ClockStart)],
        EscalationPhase.Paging => [.. Step(plan, state.Where), .. Clinical(state.Where)],
        EscalationPhase.Held => [(TimerKind.WindowOpens, state.Where.HeldUntil ?? state.Where.Deadline), .. Clinical(state.Where)],
        EscalationPhase.LastResort => [(TimerKind.RepeatDue, state.Where.AttemptAt + plan.LastResort.RepeatEvery), .. Clinical(state.Where)],
        EscalationPhase.Acknowledged when state is { IsTaken: false, Taken: { } asking } => [(TimerKind.CloseDue, Asking(plan, state.Where, asking.At))],
        EscalationPhase.Acknowledged => plan.OnAck.MustCloseWithin is { } within && state.Taken is { } taken ? [(TimerKind.CloseDue, taken.At + within)] : [],
        EscalationPhase.Closed or EscalationPhase.Cancelled => [],
    };

    /// <summary>How long a person may do the asking by hand where the protocol names no time to close.</summary>
    private static readonly Duration AskingByHand = Duration.FromMinutes(20);

    // Whoever asks by hand does not stop the clinical clock.
    private static Instant Asking(EscalationPlan plan, EscalationPosition where, Instant since)
    {
        var due = since + (plan.OnAck.MustCloseWithin ?? AskingByHand);
        return where.DeadlinePassed ? due : Instant.Min(due, where.Deadline);
    }

    private static IEnumerable<(TimerKind, Instant)> Step(EscalationPlan plan, EscalationPosition where)
    {
        var page = plan.Steps[where.StepIndex].Page;
        if (where.Attempt < page.AttemptCount)
            yield return (TimerKind.AttemptDue, where.AttemptAt + page.AttemptEvery);
        yield return (TimerKind.StepTimeout, where.StepStartedAt + page.AckWithin);
    }

    private static IEnumerable<(TimerKind, Instant)> Clinical(EscalationPosition where) =>
        where.DeadlinePassed ? [] : [(TimerKind.ClinicalDeadline, where.Deadline)];
}
