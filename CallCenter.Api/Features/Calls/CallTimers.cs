using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;

namespace CallCenter.Api.Features.Calls;

/// <summary>What a call's due timers mean.</summary>
public sealed class CallTimers(CallBook book, PartyDesk parties, IQueue queue) : ITimerOwner
{
    public string Owner => CallBook.TimerOwner;

    public async Task FireAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
    {
        if (timer.Kind == Parties.Timer)
        {
            await PartyDueAsync(work, timer, cancel);
            return;
        }

        if (await CallBook.FindAsync(work, timer.OwnerId, cancel) is not { IsEnded: false } call) return;
        switch (timer.Kind)
        {
            case CallBook.NurseJoinTimer:
                await NurseJoinDueAsync(work, call, timer, cancel);
                break;
            case CallBook.HandOverTimer:
                await HandOverDueAsync(work, call, timer, cancel);
                break;
            case CallBook.CallBackTimer:
                await book.CallBackDueAsync(work, call, timer.Version, cancel);
                break;
            case CallBook.CallBackAgainTimer:
                await book.CallBackAgainAsync(work, call, cancel);
                break;
            case CallBook.RejoinTimer:
                await RejoinDueAsync(work, call, timer, cancel);
                break;
            case CallBook.HoldLimitTimer:
                await book.HoldLimitAsync(work, call, cancel);
                break;
            case CallBook.WrapUpTimer:
                await book.WrapUpLimitAsync(work, call, cancel);
                break;
            case CallBook.ReconcileTimer:
                await ReconcileAsync(work, call, cancel, (int)timer.Version);
                await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.ReconcileTimer, work.Now + CallBook.ReconcileEvery, 0, cancel);
                break;
        }
    }

    /// <summary>Version 0: look by REST whether she joined and only the callback was lost. Version 1: her time is up.</summary>
    private async Task NurseJoinDueAsync(UnitOfWork work, Call call, DurableTimer timer, CancellationToken cancel)
    {
        if (call.State is not CallState.Offered || (call.NurseJoined && call.CallerJoined)) return;
        if (timer.Version == 0)
        {
            await ReconcileAsync(work, call, cancel);
            await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.NurseJoinTimer, work.Now + CallBook.NurseJoinLimit - CallBook.JoinCheck, 1, cancel);
            return;
        }

        if (call.NurseJoined)
        {
            // She is there; the caller's way to her was lost with a process or an answer. She keeps the call, and the caller is sent for again, unless only the word of her joining was lost.
            await book.MoveCallerAsync(work, call, "join", cancel, unlessThere: true);
            await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.NurseJoinTimer, work.Now + CallBook.JoinCheck, 1, cancel);
            return;
        }

        if (!book.Fire(work, call, CallTrigger.OfferEnds, "nurse-did-not-join", "The nurse accepted but her line did not join; the call goes to the next nurse.", "system")) return;
        (call.NurseId, call.OfferId, call.NurseJoined) = (null, null, false);
        await queue.ReleaseAsync(work, call.Id, cancel);
    }

    /// <summary>Version 0: look by REST whether she is back and only the callback was lost. Version 1: her time is up.</summary>
    private async Task RejoinDueAsync(UnitOfWork work, Call call, DurableTimer timer, CancellationToken cancel)
    {
        if (timer.Version == 1 || call.NurseJoined)
        {
            await book.BackToQueueAsync(work, call, cancel);
            return;
        }

        await ReconcileAsync(work, call, cancel);
        await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.RejoinTimer, timer.DueAt + CallBook.JoinCheck, 1, cancel);
    }

    /// <summary>The next nurse accepted: look whether only the callback of her joining was lost; then her time is up.</summary>
    private async Task HandOverDueAsync(UnitOfWork work, Call call, DurableTimer timer, CancellationToken cancel)
    {
        if (await queue.HandOverOfAsync(work.Db, call.Id, cancel) is not { Accepted: true }) return;
        if (timer.Version == 0)
        {
            await ReconcileAsync(work, call, cancel);
            await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.HandOverTimer, work.Now + CallBook.NurseJoinLimit - CallBook.JoinCheck, 1, cancel);
            return;
        }

        await queue.HandOverNotJoinedAsync(work, call.Id, cancel);
    }

    /// <summary>Long rung and not a word: the network is asked once, then it counts as no answer.</summary>
    private async Task PartyDueAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
    {
        if (work.Find<Party>(timer.OwnerId) is not { State: PartyState.Ringing } party || await CallBook.FindAsync(work, party.CallId, cancel) is not { IsEnded: false } call) return;
        if (timer.Version == 0 && party.CallSid is not null)
        {
            await ReconcileAsync(work, call, cancel);
            await work.SetTimerAsync(CallBook.TimerOwner, party.Id, Parties.Timer, work.Now + CallBook.JoinCheck, 1, cancel);
            return;
        }

        await Parties.HangUpAsync(work, call, party, cancel);
        await parties.OverAsync(work, call, party, "no-answer", cancel);
    }

    /// <param name="unknown">How often in a row the network has not known her line.</param>
    private static async Task ReconcileAsync(UnitOfWork work, Call call, CancellationToken cancel, int unknown = 0)
    {
        if (Recordings.OpenOf(work, call.Id) is { RecordingSid: not null } recording) await Recordings.CheckAsync(work, recording, $"{work.Now.UtcTicks}", work.Now, cancel);
        var leg = await CallBook.CallerLegAsync(work, call.Id, cancel);
        // Looking must change nothing: a new visit here would make the caller's pending answer an old one.
        await CallBook.EnqueueActionAsync(work, call, CallActions.Reconcile, $"reconcile-{work.Now.UtcTicks}",
            new CallAction(call.Id, leg?.CallSid, unknown, Parties: [.. Parties.Of(work, call.Id).Where(p => p is { IsOpen: true, Role: not PartyRole.Caller, CallSid: not null } or { State: PartyState.Ringing, CallSid: not null }).Select(p => p.CallSid!)],
                Nurses: [.. work.Where(CallBook.LegsOfCall, call.Id).Where(l => l is { Role: LegRole.Nurse, InConference: true, EndedAt: null }).Select(l => l.CallSid)]), cancel);
    }
}
