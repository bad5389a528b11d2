using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>What must happen because the state changed. Only collected here; the caller commits it with the state.</summary>
internal static class Consequences
{
    public static IEnumerable<EscalationEffect> Of(Decision decision, EscalationState before, EscalationState after)
    {
        yield return new EscalationEffect.CancelTimers();
        if (after.Where.Visit != before.Where.Visit || !after.Phase.IsOpen() || decision.Move.Kind == MoveKind.Hold)
            yield return new EscalationEffect.CancelUnsentPages(null);
        else if (decision.Kind == TriggerKind.Declined)
            yield return new EscalationEffect.CancelUnsentPages(decision.Move.Person);
        if (before.Phase == EscalationPhase.LastResort && after.Phase != EscalationPhase.LastResort)
            yield return new EscalationEffect.ClearAlarm();
        foreach (var effect in Notices(decision, before, after).Concat(Messages(decision, before, after)))
            yield return effect;
        foreach (var timer in EscalationTimers.For(decision.Moment.Plan, after))
            yield return timer;
    }

    private static IEnumerable<EscalationEffect> Notices(Decision decision, EscalationState before, EscalationState after)
    {
        var plan = decision.Moment.Plan;
        if (after.Where.DeadlinePassed && !before.Where.DeadlinePassed)
            yield return Tell(NurseNotice.SendCallerToEmergencyDepartment, plan.LastResort.Prompt);
        if (before.Phase == EscalationPhase.Acknowledged && after.Phase.IsOpen())
        {
            yield return new EscalationEffect.ReopenAt(after.Where.StepId);
            yield return Tell(NurseNotice.Reopened, []);
        }
        if (after.Phase == EscalationPhase.LastResort && before.Phase != EscalationPhase.LastResort)
            yield return Tell(NurseNotice.LastResortReached, plan.LastResort.Prompt);
        if (decision.Move.Kind == MoveKind.Page && plan.Steps[after.Where.StepIndex].Page.Prompt is { Count: > 0 } prompts)
            yield return Tell(NurseNotice.Prompted, prompts);
        if (decision.Move.Kind == MoveKind.Hold)
            yield return Tell(NurseNotice.Held, []);
        if (decision.Move.Kind == MoveKind.Take && after.IsTaken)
            yield return Tell(NurseNotice.Taken, []);
    }

    private static IEnumerable<EscalationEffect> Messages(Decision decision, EscalationState before, EscalationState after)
    {
        var (moment, plan) = (decision.Moment, decision.Moment.Plan);
        if (before.Phase == EscalationPhase.Armed && after.Phase != EscalationPhase.Cancelled)
            foreach (var copy in Pages.Copies(moment))
                yield return copy;
        if (decision.Move.Kind is MoveKind.Page or MoveKind.Retry)
            foreach (var page in Pages.Of(moment, after.Where, plan.Steps[after.Where.StepIndex].Page.Notify, c => decision.Move.People.Any(p => p.Id == c.Id)))
                yield return page;
        if (decision.Move.Kind == MoveKind.LastResort)
        {
            yield return new EscalationEffect.AlarmSupervisor(decision.Move.Reason, plan.LastResort.Prompt);
            foreach (var page in Pages.Of(moment, after.Where, plan.LastResort.Notify, _ => true))
                yield return page;
        }
        if (decision.Move.Kind == MoveKind.Take && after is { IsTaken: true, Taken: { } taken } && !before.IsTaken)
            yield return new EscalationEffect.TellOthersTaken(taken.By);
    }

    private static EscalationEffect.TellNurse Tell(NurseNotice notice, IReadOnlyList<DeskPrompt> prompts) => new(notice, prompts);
}
