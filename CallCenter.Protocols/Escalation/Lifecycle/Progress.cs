using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>The note of a move: all that the state becomes.</summary>
internal static class Progress
{
    public static EscalationNote Note(Decision decision, EscalationPhase to, EscalationTrigger trigger)
    {
        var (moment, state) = (decision.Moment, decision.Moment.State);
        var reached = moment.Plan.AnswerRequired && to.IsOpen() && moment.Now >= state.Where.Deadline;
        var where = Where(decision, to);
        return new(NoteKind.Moved, moment.Now, decision.Kind, state.Phase, to, state.Version + 1, decision.Move.Reason)
        {
            Person = decision.Move.Person,
            Where = where with { DeadlinePassed = where.DeadlinePassed || reached },
            Taken = Taken(decision, to, trigger),
            Ending = to.IsOver() ? new(to == EscalationPhase.Cancelled ? "cancelled" : decision.Move.Reason, decision.Move.Person, moment.Now) : null,
        };
    }

    private static EscalationPosition Where(Decision decision, EscalationPhase to)
    {
        var (move, now, where) = (decision.Move, decision.Moment.Now, decision.Moment.State.Where);
        return move.Kind switch
        {
            MoveKind.Page => Enter(where, move.StepIndex, decision.Moment.Plan.Steps[move.StepIndex].StepId, now) with { Paged = [.. move.People.Select(p => p.Id)] },
            MoveKind.Retry => where with { Attempt = where.Attempt + 1, AttemptAt = now, Paged = [.. where.Paged.Union(move.People.Select(p => p.Id))] },
            MoveKind.Hold => where with { StepIndex = move.StepIndex, StepId = decision.Moment.Plan.Steps[move.StepIndex].StepId, HeldUntil = move.HeldUntil, Paged = [], Attempt = 0 },
            MoveKind.LastResort when decision.Moment.State.Phase == EscalationPhase.LastResort => where with { Attempt = where.Attempt + 1, AttemptAt = now },
            MoveKind.LastResort => Enter(where, decision.Moment.Plan.Steps.Count, EscalationPlan.LastResortStep, now) with { Paged = LastResortPeople(decision.Moment) },
            MoveKind.Stay or MoveKind.Inform or MoveKind.Take or MoveKind.End or MoveKind.Stale or MoveKind.UnknownStep => where,
        };
    }

    private static EscalationPosition Enter(EscalationPosition where, int index, string step, Instant now) => where with
    {
        StepIndex = index, StepId = step, Visit = where.Visit + 1, Attempt = 1, StepStartedAt = now, AttemptAt = now, HeldUntil = null,
    };

    private static IReadOnlyList<string> LastResortPeople(Moment moment) => [.. moment.Recipients(moment.Plan.LastResort.Notify).Select(c => c.Id)];

    private static Taken? Taken(Decision decision, EscalationPhase to, EscalationTrigger trigger) => trigger switch
    {
        EscalationTrigger.Ack ack => new(ack.Person, ack.How, decision.Moment.Now, decision.Kind == TriggerKind.LateAck),
        EscalationTrigger.HandOver hand => new(hand.Person, hand.How, decision.Moment.Now, Late: false),
        _ => to == EscalationPhase.Acknowledged || to.IsOver() ? decision.Moment.State.Taken : null,
    };
}
