using CallCenter.Protocols;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation;

/// <summary>
/// A confirmed disposition arms the practice's protocol, in the very transaction that confirms it. A more urgent one for the same
/// session takes the place of the earlier; a less urgent one never stops people from being asked.
/// </summary>
internal sealed class EscalationArming(EscalationFiles files, EscalationDesk desk, NoteBook notes, IPractices practices, ILogger<EscalationArming> log)
    : IListenTo<DispositionConfirmed>
{
    public async Task HandleAsync(UnitOfWork work, DispositionConfirmed fact, CancellationToken cancel)
    {
        var urgency = DispositionWords.Urgency(fact.Urgency);
        var nurse = new Deed(await notes.NameAsync(work.Db, Nobody, fact.NurseId.ToString("D"), cancel));
        if (await LatestAsync(work, fact.SessionId, cancel) is { } known && known.Phase is not EscalationPhase.Cancelled)
        {
            if (known.Disposition == fact.DispositionCode && known.Urgency == urgency) return;
            if (!known.Phase.IsOver() && !DispositionWords.MoreUrgent(known.Disposition, known.Urgency, fact.DispositionCode, urgency))
            {
                notes.Write(work, known, $"The disposition is now: {DispositionWords.Title(fact.DispositionCode)}. What was asked stays asked until a person takes it or calls it off.", nurse);
                return;
            }

            if (!known.Phase.IsOver())
                await desk.ApplyAsync(work, known, new EscalationTrigger.Cancel(fact.NurseId.ToString("D"), $"replaced by the more urgent: {DispositionWords.Title(fact.DispositionCode)}"), nurse, cancel);
        }

        await ArmAsync(work, fact, urgency, nurse, cancel);
    }

    private async Task ArmAsync(UnitOfWork work, DispositionConfirmed fact, Protocols.Urgency urgency, Deed nurse, CancellationToken cancel)
    {
        var newest = files.Newest(fact.PracticeId);
        if (newest is null) log.LogError("Practice {Practice} has no escalation file in force; its supervisor's desk is asked", fact.PracticeId);
        var plan = newest is { } file ? EscalationPlan.For(file.File, fact.DispositionCode, urgency) : EscalationPlan.Fallback(fact.PracticeId, "none");
        if (newest is { } pinned) await PinnedPlans.PinAsync(work, pinned.File, pinned.Text, cancel);
        var zone = newest?.File.Zone.Id ?? (await practices.GetAsync(work.Db, fact.PracticeId, cancel))?.TimeZone ?? "UTC";
        var escalation = new EscalationCase
        {
            Id = Guid.CreateVersion7(work.Now), PracticeId = fact.PracticeId, CallId = fact.CallId, SessionId = fact.SessionId, PatientId = fact.PatientId, NurseId = fact.NurseId,
            TimeZone = zone, FileHash = plan.FileHash, ProtocolId = plan.ProtocolId, Disposition = fact.DispositionCode, Urgency = urgency, ArmedAt = work.Now,
        };
        escalation.Become(EscalationState.Arm(escalation.Id.ToString("N"), plan, fact.DispositionCode, urgency, Instant.FromDateTimeOffset(fact.ConfirmedAt)));
        await desk.ArmAsync(work, escalation, await desk.PlanAsync(work, escalation, cancel), nurse, cancel);
    }

    private static async Task<EscalationCase?> LatestAsync(UnitOfWork work, Guid sessionId, CancellationToken cancel)
    {
        await work.Set<EscalationCase>().Where(e => e.SessionId == sessionId).LoadAsync(cancel);
        return work.Set<EscalationCase>().Local.Where(e => e.SessionId == sessionId).OrderBy(e => e.Phase.IsOver()).ThenByDescending(e => e.ArmedAt).FirstOrDefault();
    }

    private static readonly PinnedPlan Nobody = new(EscalationPlan.Fallback("", ""), PinnedPlans.Nobody(""), true);
}
