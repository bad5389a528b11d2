using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation;

/// <summary>
/// Everything that happens to an escalation goes through here: trigger to the machine, its new state and all its effects into the
/// transaction of whoever brought the trigger.
/// </summary>
internal sealed class EscalationDesk(PinnedPlans plans, EffectWriter effects, EscalationDocument document, NoteBook notes, IAudit audit)
{
    public static async Task<EscalationCase?> FindAsync(UnitOfWork work, Guid id, CancellationToken cancel) =>
        work.Set<EscalationCase>().Local.FirstOrDefault(e => e.Id == id) ?? await work.Set<EscalationCase>().FirstOrDefaultAsync(e => e.Id == id, cancel);

    public Task<PinnedPlan> PlanAsync(UnitOfWork work, EscalationCase escalation, CancellationToken cancel) => plans.OfAsync(work.Db, escalation, cancel);

    public async Task<EscalationReply> ApplyAsync(UnitOfWork work, EscalationCase escalation, EscalationTrigger trigger, Deed deed, CancellationToken cancel)
    {
        var plan = await plans.OfAsync(work.Db, escalation, cancel);
        // Fail towards a human: without its steps it goes to the supervisor's desk, whatever was to come.
        if (!plan.Readable && escalation.StillAsks && escalation.Phase is not EscalationPhase.LastResort)
            await MoveAsync(work, escalation, plan, new EscalationTrigger.EngineFault("pinned-file-unreadable"), Deed.Engine, cancel);
        return await MoveAsync(work, escalation, plan, trigger, deed, cancel);
    }

    /// <summary>The first state is not a move: the case is written with its timer, in the transaction that confirmed the disposition.</summary>
    public async Task ArmAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, Deed deed, CancellationToken cancel)
    {
        work.Set<EscalationCase>().Add(escalation);
        foreach (var timer in EscalationTimers.For(plan.Plan, escalation.State()))
            await EffectWriter.SetTimerAsync(work, escalation, timer, cancel);
        var asks = plan.Plan.AnswerRequired
            ? $"Escalation armed: {DispositionWords.Title(escalation.Disposition)}. A person must take it by {PracticeClock.Local(escalation.ClinicalDeadline, escalation.TimeZone)}."
            : $"Escalation armed: {DispositionWords.Title(escalation.Disposition)}. The practice is told; no answer is needed.";
        await notes.WriteOnCallAsync(work, escalation, "escalation-armed", asks, deed with { Evidence = $"protocol={escalation.ProtocolId} file={escalation.FileHash}" }, cancel);
        audit.Write(work, AuditActor.Staff(escalation.NurseId), escalation.PracticeId, "escalation-armed", "escalation", escalation.Id.ToString("D"),
            $"protocol={escalation.ProtocolId} disposition={escalation.Disposition}");
    }

    private async Task<EscalationReply> MoveAsync(
        UnitOfWork work, EscalationCase escalation, PinnedPlan plan, EscalationTrigger trigger, Deed deed, CancellationToken cancel)
    {
        var before = escalation.State();
        var moved = EscalationMachine.Apply(plan.Plan, before, trigger, Instant.FromDateTimeOffset(work.Now), plan.Rota);
        escalation.Become(moved.State);
        escalation.Version++;
        foreach (var effect in moved.Effects) await effects.WriteAsync(work, escalation, plan, effect, deed, cancel);
        if (moved.State.Version != before.Version) await document.QueueWhenDoneAsync(work, escalation, plan, cancel);
        return moved.Reply;
    }
}
