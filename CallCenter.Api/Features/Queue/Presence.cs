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

    /// <summary>Whoever takes calls, now or when hers is over; not who is about to be away.</summary>
    public static IReadOnlyList<NursePresence> OnDuty(UnitOfWork work) =>
        [.. new[] { PresenceState.Available, PresenceState.Offered, PresenceState.OnCall, PresenceState.WrapUp }.SelectMany(s => work.Where(InState, s)).Where(p => !p.AwayNext)];

    /// <summary>Her own choice: available, away or offline. While she has a call, away and available are for afterwards; off duty she is only once it is over.</summary>
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
        if (PresenceRules.HasCall(row.State) && trigger is not PresenceTrigger.GoOffline)
            return await BecomeAsync(work, row, row.State, wanted is PresenceState.Away, cancel);
        if (!PresenceRules.Machine(row.State).CanFire(trigger.Value)) return QueueRefusals.PresenceBusy;
        return await FireAsync(work, staffId, trigger.Value, cancel);
    }

    public async Task<PresenceView> FireAsync(UnitOfWork work, Guid staffId, PresenceTrigger trigger, CancellationToken cancel)
    {
        var row = await OfAsync(work, staffId, cancel);
        var (state, awayNext) = PresenceRules.Next(row.State, row.AwayNext, trigger);
        return await BecomeAsync(work, row, state, awayNext, cancel);
    }

    private async Task<PresenceView> BecomeAsync(UnitOfWork work, NursePresence row, PresenceState state, bool awayNext, CancellationToken cancel)
    {
        var nurse = await staff.GetAsync(work.Db, row.StaffId, cancel);
        if ((row.State, row.AwayNext) == (state, awayNext)) return View(row, nurse);
        if (row.State != state)
        {
            if (state is PresenceState.Available && row.State is not PresenceState.Offered) row.IdleSince = work.Now;
            (row.State, row.Since) = (state, work.Now);
        }

        (row.AwayNext, row.Version) = (awayNext, row.Version + 1);
        var view = View(row, nurse);
        work.AfterCommit(() =>
        {
            push.ToPerson(row.StaffId, HubMethods.PresenceChanged, view);
            foreach (var practice in nurse?.Practices ?? []) push.ToSupervisors(practice, HubMethods.PresenceChanged, view);
        });
        return view;
    }

    /// <summary>No console of hers has been alive for a while. A call she is on goes on: her telephone leg decides that.</summary>
    public async Task ConsoleGoneAsync(UnitOfWork work, Guid staffId, CancellationToken cancel)
    {
        (await OfAsync(work, staffId, cancel)).HasConsole = false;
        await FireAsync(work, staffId, PresenceTrigger.ConsoleGone, cancel);
    }

    public static PresenceView View(NursePresence row, StaffProfile? nurse) => new(row.StaffId, nurse?.Name ?? "", row.State, row.Since, row.AwayNext);
}
