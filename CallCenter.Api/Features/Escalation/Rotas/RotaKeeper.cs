using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>What follows from every change of a rota, whoever made it: the audit, the consoles, and the clock that tells people of their turns.</summary>
internal sealed class RotaKeeper(IAudit audit, RotaNews news)
{
    public async Task InForceAsync(UnitOfWork work, EscalationFile file, IReadOnlyList<RotaChange> deal, string actor, CancellationToken cancel)
    {
        await RotaPost.CallOffAsync(work, deal[0].DealId, cancel);
        await FollowAsync(work, file, deal, actor, $"rota-{deal[0].Kind.ToString().ToLowerInvariant()}", cancel);
    }

    public Task OfferedAsync(UnitOfWork work, EscalationFile file, IReadOnlyList<RotaChange> deal, string actor, CancellationToken cancel) =>
        FollowAsync(work, file, deal, actor, "rota-swap-offered", cancel);

    public async Task EndAsync(
        UnitOfWork work, EscalationFile file, IReadOnlyList<RotaChange> deal, RotaChangeState state, string actor, Guid? by, string? reason, CancellationToken cancel)
    {
        foreach (var change in deal)
            (change.State, change.EndedAt, change.EndedBy, change.EndReason, change.Version) = (state, work.Now, by, reason, change.Version + 1);
        await RotaPost.CallOffAsync(work, deal[0].DealId, cancel);
        await FollowAsync(work, file, deal, actor, $"rota-{state.ToString().ToLowerInvariant()}", cancel);
    }

    private async Task FollowAsync(UnitOfWork work, EscalationFile file, IReadOnlyList<RotaChange> deal, string actor, string verb, CancellationToken cancel)
    {
        foreach (var change in deal)
            audit.Write(work, actor, change.PracticeId, verb, "rota-change", change.Id.ToString("D"),
                $"schedule={change.ScheduleId} from={change.From} to={change.To} off={change.Remove} on={change.Add} accepted={change.Accepted}");
        news.Changed(work, file.Practice);
        await work.Db.SaveChangesAsync(cancel);
        foreach (var schedule in deal.Select(c => c.ScheduleId).Distinct()) await RotaClocks.LookNowAsync(work, file, schedule, cancel);
    }
}
