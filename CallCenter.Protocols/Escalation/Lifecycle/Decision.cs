namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>A trigger in the words of the table, where it leads, and the moment as the trigger changed it.</summary>
internal sealed record Decision(Moment Moment, TriggerKind Kind, Move Move)
{
    public static Decision Of(Moment moment, EscalationTrigger trigger) => trigger switch
    {
        EscalationTrigger.TimerDue timer => OfTimer(moment, timer),
        EscalationTrigger.AllFailed failed => OfStep(moment, TriggerKind.AllFailed, failed.Visit, "all-failed"),
        EscalationTrigger.NobodyOnCall nobody => OfStep(moment, TriggerKind.NobodyOnCall, nobody.Visit, "nobody-on-call"),
        EscalationTrigger.Declined declined => OfDecline(moment, declined),
        EscalationTrigger.Ack ack => new(moment, ack.Visit < moment.State.Where.Visit ? TriggerKind.LateAck : TriggerKind.Ack,
            new(moment.State.IsTaken ? MoveKind.Stale : MoveKind.Take, "taken") { Person = ack.Person }),
        EscalationTrigger.Jump jump => OfJump(moment, jump),
        EscalationTrigger.Cancel cancel => new(moment, TriggerKind.Cancel, new(MoveKind.End, cancel.Reason) { Person = cancel.By }),
        EscalationTrigger.Close close => new(moment, TriggerKind.Close, new(moment.State.IsTaken ? MoveKind.End : MoveKind.Stale, close.Outcome) { Person = close.By }),
        EscalationTrigger.HandOver hand => new(moment, TriggerKind.HandOver,
            new(hand.How == AckHow.Asking && moment.State.IsTaken ? MoveKind.Stale : MoveKind.Take, $"handed-over-by {hand.By}") { Person = hand.Person }),
        EscalationTrigger.RingNow ring => new(moment, TriggerKind.RingNow, Route.Now(moment) with { Person = ring.By }),
        EscalationTrigger.EngineFault fault => new(Fresh(moment), TriggerKind.EngineFault, Route.Last(fault.Reason, [])),
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "Unknown trigger."),
    };

    private static Decision OfTimer(Moment moment, EscalationTrigger.TimerDue timer)
    {
        var kind = Kinds(timer.Timer);
        if (timer.Version != moment.State.Version || !EscalationTimers.For(moment.Plan, moment.State).Any(t => t.Kind == timer.Timer))
            return new(moment, kind, new(MoveKind.Stale, "stale-timer"));
        return timer.Timer switch
        {
            TimerKind.Start when !moment.Plan.AnswerRequired => new(moment, kind, new(MoveKind.Inform, "informed")),
            TimerKind.Start => new(moment, kind, Route.From(moment, 0, "start")),
            TimerKind.AttemptDue => new(moment, kind, Route.Retry(moment)),
            TimerKind.StepTimeout => new(moment, kind, Route.From(moment, moment.State.Where.StepIndex + 1, "no-answer")),
            TimerKind.ClinicalDeadline => new(moment, kind, Route.Last("deadline", [])),
            TimerKind.WindowOpens => new(moment, kind, Route.From(moment, moment.State.Where.StepIndex, "quiet-hours-over")),
            TimerKind.RepeatDue => new(moment, kind, Route.Last("repeat", [])),
            TimerKind.CloseDue => OfCloseDue(Fresh(moment), kind),
        };
    }

    private static Decision OfStep(Moment moment, TriggerKind kind, int visit, string reason)
    {
        if (moment.State.Phase != EscalationPhase.Paging || visit != moment.State.Where.Visit)
            return new(moment, kind, new(MoveKind.Stale, "older-visit"));
        return new(moment, kind, moment.DeadlineReached
            ? Route.Last("deadline", [])
            : Route.Onwards(moment, p => kind == TriggerKind.AllFailed ? p.IfAllFailed : p.IfNobody, reason));
    }

    private static Decision OfDecline(Moment moment, EscalationTrigger.Declined declined)
    {
        var where = moment.State.Where;
        if (!where.Declined.Contains(declined.Person))
            moment = moment with { State = moment.State with { Where = where with { Declined = [.. where.Declined, declined.Person] } } };
        var nobodyLeft = moment.State.Phase == EscalationPhase.Paging && where.Paged.All(moment.State.Where.Declined.Contains);
        var move = nobodyLeft ? Route.Onwards(moment, p => p.IfDeclined, "all-declined") : new(MoveKind.Stay, declined.Reason);
        return new(moment, TriggerKind.Declined, move with { Person = declined.Person });
    }

    private static Decision OfJump(Moment moment, EscalationTrigger.Jump jump)
    {
        var move = moment.State.IsTaken ? new(MoveKind.Stale, "taken")
            : jump.StepId == EscalationPlan.LastResortStep ? Route.Last(jump.Reason, [])
            : moment.Plan.IndexOf(jump.StepId) is not { } index ? new(MoveKind.UnknownStep, "unknown-step")
            : Route.From(moment with { State = moment.State with { Where = moment.State.Where with { DeadlinePassed = true } } }, index, jump.Reason);
        return new(moment, TriggerKind.Jump, move with { Person = jump.By });
    }

    private static Decision OfCloseDue(Moment moment, TriggerKind kind) =>
        new(moment, kind, Route.From(moment, moment.Plan.IndexOf(moment.Plan.OnAck.ReopenAt) ?? 0, moment.State.IsTaken ? "not-closed-in-time" : "nobody-found-by-hand"));

    // It was taken and now is open again: a new clinical clock, and everybody may be asked again. Where only the asking was taken the
    // clock never stopped.
    private static Moment Fresh(Moment moment) => moment.State.Phase != EscalationPhase.Acknowledged || !moment.State.IsTaken ? moment : moment with
    {
        State = moment.State with
        {
            Where = moment.State.Where with { ClockStart = moment.Now, Deadline = moment.Now + moment.Plan.NotLaterThan, DeadlinePassed = false, Declined = [] },
        },
    };

    private static TriggerKind Kinds(TimerKind timer) => timer switch
    {
        TimerKind.Start => TriggerKind.Start,
        TimerKind.AttemptDue => TriggerKind.AttemptDue,
        TimerKind.StepTimeout => TriggerKind.StepTimeout,
        TimerKind.ClinicalDeadline => TriggerKind.ClinicalDeadline,
        TimerKind.WindowOpens => TriggerKind.WindowOpens,
        TimerKind.RepeatDue => TriggerKind.RepeatDue,
        TimerKind.CloseDue => TriggerKind.CloseDue,
    };
}
