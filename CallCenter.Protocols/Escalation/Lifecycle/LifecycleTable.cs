using Stateless;

namespace CallCenter.Protocols.Escalation.Lifecycle;

using Machine = StateMachine<EscalationPhase, TriggerKind>;

/// <summary>
/// The transition table, and nothing else: no actions, no effects. It is built for one operation from the stored phase;
/// its guards only ask where the already taken decision leads. What comes late or twice is ignored by name.
/// </summary>
internal static class LifecycleTable
{
    private static readonly TriggerKind[] Walking =
        [TriggerKind.AttemptDue, TriggerKind.StepTimeout, TriggerKind.AllFailed, TriggerKind.NobodyOnCall];

    public static Machine Build(EscalationPhase phase, Move move)
    {
        var machine = new Machine(phase);
        Armed(machine.Configure(EscalationPhase.Armed), move);
        Paging(machine.Configure(EscalationPhase.Paging), move);
        Held(machine.Configure(EscalationPhase.Held), move);
        LastResort(machine.Configure(EscalationPhase.LastResort), move);
        Acknowledged(machine.Configure(EscalationPhase.Acknowledged), move);
        Over(machine.Configure(EscalationPhase.Closed));
        Over(machine.Configure(EscalationPhase.Cancelled));
        return machine;
    }

    private static void Armed(Machine.StateConfiguration armed, Move move)
    {
        Leads(armed, EscalationPhase.Armed, TriggerKind.Start, move);
        armed.PermitIf(TriggerKind.Start, EscalationPhase.Closed, () => move.Kind == MoveKind.Inform, "no answer required")
            .Permit(TriggerKind.Cancel, EscalationPhase.Cancelled)
            .Permit(TriggerKind.EngineFault, EscalationPhase.LastResort);
        Ignore(armed, [.. Walking, TriggerKind.ClinicalDeadline, TriggerKind.WindowOpens, TriggerKind.RepeatDue, TriggerKind.CloseDue]);
    }

    private static void Paging(Machine.StateConfiguration paging, Move move)
    {
        foreach (var trigger in Walking)
            Leads(paging, EscalationPhase.Paging, trigger, move);
        Leads(paging, EscalationPhase.Paging, TriggerKind.Declined, move);
        Open(paging, EscalationPhase.Paging, move);
        Ignore(paging, [TriggerKind.Start, TriggerKind.WindowOpens, TriggerKind.RepeatDue, TriggerKind.CloseDue]);
    }

    private static void Held(Machine.StateConfiguration held, Move move)
    {
        Leads(held, EscalationPhase.Held, TriggerKind.WindowOpens, move);
        held.PermitReentry(TriggerKind.Declined);
        Open(held, EscalationPhase.Held, move);
        Ignore(held, [.. Walking, TriggerKind.Start, TriggerKind.RepeatDue, TriggerKind.CloseDue]);
    }

    private static void LastResort(Machine.StateConfiguration last, Move move)
    {
        Leads(last, EscalationPhase.LastResort, TriggerKind.RepeatDue, move);
        last.PermitReentry(TriggerKind.Declined);
        Open(last, EscalationPhase.LastResort, move);
        Ignore(last, [.. Walking, TriggerKind.Start, TriggerKind.WindowOpens, TriggerKind.CloseDue]);
    }

    private static void Open(Machine.StateConfiguration open, EscalationPhase self, Move move)
    {
        open.Permit(TriggerKind.Ack, EscalationPhase.Acknowledged)
            .Permit(TriggerKind.LateAck, EscalationPhase.Acknowledged)
            .Permit(TriggerKind.HandOver, EscalationPhase.Acknowledged)
            .Permit(TriggerKind.Cancel, EscalationPhase.Cancelled);
        Leads(open, self, TriggerKind.ClinicalDeadline, move);
        Leads(open, self, TriggerKind.Jump, move);
        Leads(open, self, TriggerKind.RingNow, move);
        To(open, self, TriggerKind.EngineFault, EscalationPhase.LastResort, () => true, "fail towards a human");
    }

    private static void Acknowledged(Machine.StateConfiguration taken, Move move)
    {
        Leads(taken, EscalationPhase.Acknowledged, TriggerKind.CloseDue, move);
        Leads(taken, EscalationPhase.Acknowledged, TriggerKind.Jump, move);
        taken.PermitIf(TriggerKind.Close, EscalationPhase.Closed, () => move.Kind == MoveKind.End, "a person has it")
            .Permit(TriggerKind.Cancel, EscalationPhase.Cancelled)
            .Permit(TriggerKind.EngineFault, EscalationPhase.LastResort);
        foreach (var take in new[] { TriggerKind.Ack, TriggerKind.LateAck, TriggerKind.HandOver })
            taken.PermitReentryIf(take, () => move.Kind == MoveKind.Take, "responsibility moves").IgnoreIf(take, () => move.Kind == MoveKind.Stale, "it is taken");
        Ignore(taken, [.. Walking, TriggerKind.Declined, TriggerKind.Start,
            TriggerKind.ClinicalDeadline, TriggerKind.WindowOpens, TriggerKind.RepeatDue]);
    }

    private static void Over(Machine.StateConfiguration over) => Ignore(over, Enum.GetValues<TriggerKind>());

    // The decision goes to exactly one of these, so at most one guard is true.
    private static void Leads(Machine.StateConfiguration from, EscalationPhase self, TriggerKind trigger, Move move)
    {
        To(from, self, trigger, EscalationPhase.Paging, () => move.Kind is MoveKind.Page or MoveKind.Retry || (move.Kind == MoveKind.Stay && self == EscalationPhase.Paging), "somebody can be asked");
        To(from, self, trigger, EscalationPhase.Held, () => move.Kind == MoveKind.Hold, "quiet hours");
        To(from, self, trigger, EscalationPhase.LastResort, () => move.Kind == MoveKind.LastResort, "no step left, or deadline");
        from.IgnoreIf(trigger, () => move.Kind == MoveKind.Stale, "of an older visit or version");
    }

    private static void To(Machine.StateConfiguration from, EscalationPhase self, TriggerKind trigger, EscalationPhase to, Func<bool> guard, string why)
    {
        if (self == to)
            from.PermitReentryIf(trigger, guard, why);
        else
            from.PermitIf(trigger, to, guard, why);
    }

    private static void Ignore(Machine.StateConfiguration state, IEnumerable<TriggerKind> triggers)
    {
        foreach (var trigger in triggers)
            state.Ignore(trigger);
    }
}
