using NodaTime;
using Stateless.Graph;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>
/// The life of an escalation as a pure function: stored state and trigger in, new state and effects out. It never throws
/// at a caller for something late, repeated or out of place; the reply says so and a note records it.
/// </summary>
public static class EscalationMachine
{
    /// <summary>
    /// <paramref name="plan"/> is the pinned one, <paramref name="rota"/> the newest. Write the new state where the stored
    /// version is still <c>state.Version</c>, together with all effects: that condition is what lets one acknowledgement win.
    /// </summary>
    public static EscalationTransition Apply(EscalationPlan plan, EscalationState state, EscalationTrigger trigger, Instant now, LiveRota rota)
    {
        var decision = Decision.Of(new(plan, state, now, rota), trigger);
        var machine = LifecycleTable.Build(state.Phase, decision.Move);
        if (!machine.CanFire(decision.Kind))
            return Unchanged(decision, state, NoteKind.Refused, decision.Move.Kind == MoveKind.UnknownStep ? ReplyCode.UnknownStep : ReplyCode.NotPermitted);
        var moved = false;
        machine.OnTransitioned(_ => moved = true);
        machine.Fire(decision.Kind);
        return moved ? Moved(decision, state, machine.State, trigger) : Unchanged(decision, state, NoteKind.Ignored, WhyIgnored(decision.Kind, state));
    }

    /// <summary>The table as a Mermaid state diagram, for the documentation.</summary>
    public static string Graph() =>
        MermaidGraph.Format(LifecycleTable.Build(EscalationPhase.Armed, new(MoveKind.Stale, "")).GetInfo(), MermaidGraphDirection.TopToBottom);

    private static EscalationTransition Moved(Decision decision, EscalationState before, EscalationPhase to, EscalationTrigger trigger)
    {
        var note = Progress.Note(decision, to, trigger);
        var after = EscalationRecord.Apply(before, note);
        var skipped = decision.Move.Skipped.Select(s => Note(decision, before, NoteKind.Skipped, s.Reason) with { StepId = s.StepId });
        return new(after,
            [.. skipped.Append(note).Select(n => new EscalationEffect.WriteNote(n)), .. Consequences.Of(decision, before, after)],
            new(decision.Kind switch { TriggerKind.Ack => ReplyCode.TakenNow, TriggerKind.LateAck => ReplyCode.TakenLate, _ => ReplyCode.Done },
                after.Taken?.By, after.Taken?.At));
    }

    private static EscalationTransition Unchanged(Decision decision, EscalationState state, NoteKind kind, ReplyCode code) =>
        new(state, [new EscalationEffect.WriteNote(Note(decision, state, kind, Spell(code)) with { Person = decision.Move.Person })],
            new(code, state.Taken?.By, state.Taken?.At));

    private static EscalationNote Note(Decision decision, EscalationState state, NoteKind kind, string reason) =>
        new(kind, decision.Moment.Now, decision.Kind, state.Phase, state.Phase, state.Version, reason);

    private static ReplyCode WhyIgnored(TriggerKind trigger, EscalationState state) => trigger switch
    {
        TriggerKind.Ack or TriggerKind.LateAck or TriggerKind.Declined or TriggerKind.HandOver or TriggerKind.Jump when state.Taken is not null && state.Phase != EscalationPhase.Cancelled => ReplyCode.AlreadyTaken,
        _ => state.Phase.IsOver() ? ReplyCode.AlreadyOver : ReplyCode.Late,
    };

    private static string Spell(ReplyCode code) => code switch
    {
        ReplyCode.AlreadyTaken => "already-taken",
        ReplyCode.AlreadyOver => "already-over",
        ReplyCode.Late => "late",
        ReplyCode.NotPermitted => "not-permitted",
        ReplyCode.UnknownStep => "unknown-step",
        ReplyCode.Done or ReplyCode.TakenNow or ReplyCode.TakenLate => "done",
    };
}
