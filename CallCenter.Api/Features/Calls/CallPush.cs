using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.Calls;

/// <summary>Shows a changed call to its nurse and to the practice's supervisors.</summary>
public sealed class CallPush(Database database, IServiceProvider services, IStaff staff, ConsolePush push, ConsoleScopes scopes, ILogger<CallPush> log)
    : ChangePush(database, scopes, log)
{
    public void Changed(UnitOfWork work, Call call) => Changed(work, call.Id, call.PracticeId, () => IsShown(call.NurseId is not null, call.PracticeId));

    /// <summary>To the nurse who handed over: the call is not hers any more, or is hers again.</summary>
    public async Task HandOverEndedAsync(UnitOfWork work, Guid nurse, Guid callId, string outcome, Guid? who, CancellationToken cancel)
    {
        var name = who is { } id ? (await staff.NamesAsync(work.Db, [id], cancel)).GetValueOrDefault(id) : null;
        work.AfterCommit(() => push.ToPerson(nurse, HubMethods.HandOverEnded, new HandOverEnded(callId, outcome, name)));
    }

    /// <summary>To nobody, as most calls that still wait: the view is a dozen queries.</summary>
    private bool IsShown(bool hasNurse, string practiceId) => hasNurse || Scopes.MayBeSupervised(practiceId);

    // The views are asked for late: what they show comes from slices that stand on calls.
    protected override async Task ShowAsync(CallCenterDbContext db, Guid id, string practiceId, CancellationToken cancel)
    {
        var views = services.GetRequiredService<CallViews>();
        if (await views.ForAsync(db, id, cancel, all: true) is not { } view) return;
        if (view.NurseId is { } nurse) push.ToPerson(nurse, HubMethods.CallChanged, views.ForNurse(view));
        push.ToSupervisors(practiceId, HubMethods.CallChanged, view);
    }
}
