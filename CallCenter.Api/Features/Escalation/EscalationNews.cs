using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.Escalation;

/// <summary>Shows a changed escalation to its nurse and to the practice's supervisors.</summary>
internal sealed class EscalationNews(Database database, IServiceProvider services, ConsolePush push, ConsoleScopes scopes, ILogger<EscalationNews> log)
    : ChangePush(database, scopes, log)
{
    public void Changed(UnitOfWork work, EscalationCase escalation) => Changed(work, escalation.Id, escalation.PracticeId);

    // The views are asked for late: they need what writes the notes, which needs this.
    protected override async Task ShowAsync(CallCenterDbContext db, Guid id, string practiceId, CancellationToken cancel)
    {
        if (await services.GetRequiredService<EscalationViews>().ForAsync(db, id, cancel) is not { } shown) return;
        push.ToPerson(shown.NurseId, HubMethods.EscalationChanged, shown.View);
        push.ToOverseers(practiceId, HubMethods.EscalationChanged, shown.View);
    }
}
