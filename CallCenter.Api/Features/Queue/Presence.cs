using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.Queue;

/// <summary>What each nurse is doing.</summary>
public sealed class Presence(IStaff staff, ConsolePush push)
{
    public const string GoneTimer = "console-gone";
    private static readonly Lookup<NursePresence> InState = new(nameof(NursePresence.State));

    public async Task<NursePresence> OfAsync(UnitOfWork work, Guid staffId, CancellationToken cancel)
    {
        var row = await work.Set<NursePresence>().FindAsync([staffId], cancel);
        if (row is null)
            work.Set<NursePresence>().Add(row = new NursePresence { StaffId = staffId, State = PresenceState.Offline, Since = work.Now, IdleSince = work.Now });
        return row;
    }

    public static IReadOnlyList<NursePresence> Available(UnitOfWork work) => work.Where(InState, PresenceState.Available);

    /// <summary>Whoever takes calls, now or when hers is over.</summary>
    public static IReadOnlyList<NursePresence> OnDuty(UnitOfWork work) =>
        [.. new[] { PresenceState.Available, PresenceState.Offered, PresenceState.OnCall, PresenceState.WrapUp }.SelectMany(s => work.Where(InState, s))];

    /// <summary>Her own choice: available, away or offline.</summary>
    public async Task<Outcome<PresenceView>> ChooseAsync(UnitOfWork work, Guid staffId, PresenceState wanted, CancellationToken cancel)
    {
        PresenceTrigger? trigger = wanted switch
        {
            PresenceState.Available => PresenceTrigger.GoAvailable,
            PresenceState.Away => PresenceTrigger.GoAway,
            PresenceState.Offline => PresenceTrigger.GoOffline,
            PresenceState.Offered or PresenceState.OnCall or PresenceState.WrapUp or PresenceState.NotResponding => null,
        };
        if (trigger is null) return QueueRefusals.PresenceNotYours;
        var row = await OfAsync(work, staffId, cancel);
        if (!PresenceRules.Machine(row.State).CanFire(trigger.Value)) return QueueRefusals.PresenceBusy;
        return await FireAsync(work, staffId, trigger.Value, cancel);
    }

    public async Task<PresenceView> FireAsync(UnitOfWork work, Guid staffId, PresenceTrigger trigger, CancellationToken cancel)
    {
        var row = await OfAsync(work, staffId, cancel);
        var machine = PresenceRules.Machine(row.State);
        machine.Fire(trigger);
        var nurse = await staff.GetAsync(work.Db, staffId, cancel);
        if (row.State != machine.State)
        {
            if (machine.State is PresenceState.Available && row.State is not PresenceState.Offered) row.IdleSince = work.Now;
            (row.State, row.Since, row.Version) = (machine.State, work.Now, row.Version + 1);
            var view = View(row, nurse);
            work.AfterCommit(() =>
            {
                push.ToPerson(staffId, HubMethods.PresenceChanged, view);
                foreach (var practice in nurse?.Practices ?? []) push.ToSupervisors(practice, HubMethods.PresenceChanged, view);
            });
        }

        return View(row, nurse);
    }

    /// <summary>No console of hers has been alive for a while. A call she is on goes on: her telephone leg decides that.</summary>
    public async Task ConsoleGoneAsync(UnitOfWork work, Guid staffId, CancellationToken cancel)
    {
        (await OfAsync(work, staffId, cancel)).HasConsole = false;
        await FireAsync(work, staffId, PresenceTrigger.ConsoleGone, cancel);
    }

    public static PresenceView View(NursePresence row, StaffProfile? nurse) => new(row.StaffId, nurse?.Name ?? "", row.State, row.Since);
}
