using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.Calls;

/// <summary>Shows a changed call to its nurse and to the practice's supervisors.</summary>
public sealed class CallPush(Database database, IServiceProvider services, ConsolePush push, ConsoleScopes scopes, ILogger<CallPush> log)
    : ChangePush(database, scopes, log)
{
    public void Changed(UnitOfWork work, Call call) => Changed(work, call.Id, call.PracticeId);

    // The views are asked for late: what they show comes from slices that stand on calls.
    protected override async Task ShowAsync(CallCenterDbContext db, Guid id, string practiceId, CancellationToken cancel)
    {
        if (await services.GetRequiredService<CallViews>().ForAsync(db, id, cancel) is not { } view) return;
        if (view.NurseId is { } nurse) push.ToPerson(nurse, HubMethods.CallChanged, view);
        push.ToSupervisors(practiceId, HubMethods.CallChanged, view);
    }
}
