using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>Ringing the caller, handing her on to somebody outside, and taking her back.</summary>
public sealed partial class CallBook
{
    public const string HoldLimitTimer = "hold-limit";

    /// <summary>Her nurse is on the line: the next of the caller's numbers is rung, or there is none left.</summary>
    public async Task RingCallerAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        var numbers = Parties.Of(work, call.Id).Where(p => p.Role is PartyRole.Caller).ToList();
        if (call.State is not CallState.Dialling || numbers.Exists(p => p.IsOpen)) return;
        if (numbers.Find(p => p.State is PartyState.Waiting) is not { } next)
        {
            Note(work, call, "nobody-answered", "Nobody answered on any known number.", "telephone");
            await EnqueueActionAsync(work, call, CallActions.EndConference, "nobody", new CallAction(call.Id), cancel);
            await CallerLeftAsync(work, call, "nobody answered", cancel);
            return;
        }

        await Parties.RingAsync(work, call, next, cancel);
        Note(work, call, "ringing-caller", $"Ringing {next.Name}.", "system");
    }

    /// <summary>The nurse leaves, the caller goes on with somebody who cares for her. Her after-call work begins; the call is over when the caller's line is.</summary>
    public async Task TransferAsync(UnitOfWork work, Call call, string actor, CancellationToken cancel)
    {
        var held = call.HoldWanted is true || call.State is CallState.OnHold;
        if (!Fire(work, call, CallTrigger.Transfer, "transferred", "The caller goes on with the other party; the nurse has left the call.", actor)) return;
        await EndHandOverAsync(work, call, "cancelled", cancel);
        await EndListeningAsync(work, call, "the nurse has left the call", cancel);
        await EndTalkAsync(work, call, cancel);
        audit.Write(work, actor, call.PracticeId, "call-transferred", "call", call.Id.ToString("D"));
        call.Visit++;
        if (held) await HoldAsync(work, call, false, null, cancel);
        (call.HeldSince, call.HoldOverdue) = (null, false);
        await work.CancelTimerAsync(TimerOwner, call.Id, HoldLimitTimer, cancel);
        await work.CancelTimerAsync(TimerOwner, call.Id, RejoinTimer, cancel);
        // What is said without our nurse is not ours to record.
        await Recordings.StopAsync(work, call, cancel);
        if (call.NurseId is { } nurse)
        {
            await ReleaseLegsAsync(work, call, nurse, cancel);
            await queue.TalkEndedAsync(work, nurse, cancel);
        }

        (call.WrapUpStartedAt, call.WrapUpEndsAt, call.NurseJoined) = (work.Now, work.Now + options.WrapUpLimit, false);
        await work.SetTimerAsync(TimerOwner, call.Id, WrapUpTimer, call.WrapUpEndsAt.Value, 0, cancel);
    }

    /// <summary>Whoever had the caller has left: she is asked whether she still needs a nurse. Silence means yes.</summary>
    public async Task LeftAloneAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (Parties.CareForCaller(work, call.Id)) return;
        if (call.State is CallState.Transferred) await MoveCallerAsync(work, call, "returned", cancel);
        else if (call.State is CallState.Connected && !call.NurseJoined) await MoveCallerAsync(work, call, "hold-for-nurse", cancel);
    }

    /// <summary>Back to a nurse, with everything so far and at the head of the urgent ones.</summary>
    public async Task ReturnAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (!Fire(work, call, CallTrigger.Return, "came-back", "The other party has left; the caller waits for a nurse again.", "caller")) return;
        if (call.NurseId is { } nurse && call.WrapUpFinishedAt is null) await queue.WrapUpFinishedAsync(work, nurse, cancel);
        await work.CancelTimerAsync(TimerOwner, call.Id, WrapUpTimer, cancel);
        (call.NurseId, call.OfferId, call.WrapUpStartedAt, call.WrapUpEndsAt, call.WrapUpFinishedAt, call.Outcome) = (null, null, null, null, null, null);
        (call.Urgency, call.Reason) = (call.Urgency > UrgencyName.Urgent ? UrgencyName.Urgent : call.Urgency, "came back from a transfer");
        await EnqueueAsync(work, call, cancel);
    }

    /// <summary>She was asked alone, and the caller is in the same conference now: after the nurse's line was gone, or the call went to another.</summary>
    private void TogetherWithConsulted(UnitOfWork work, Call call)
    {
        if (call.Parties == 0) return;
        foreach (var party in Parties.Of(work, call.Id).Where(p => p is { IsOpen: true, Plan: PartyPlan.Consult }))
        {
            (party.Plan, party.Version) = (PartyPlan.Join, party.Version + 1);
            Note(work, call, "brought-in", $"The caller, the nurse and {party.Name} are together.", "telephone");
        }
    }

    /// <summary>On hold, asked for by her nurse: not for ever.</summary>
    public async Task HeldAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (!Fire(work, call, CallTrigger.Hold, "held", "The caller is on hold and hears music.", "telephone")) return;
        call.HeldSince = work.Now;
        await Recordings.FollowAsync(work, call, cancel);
        if (await queue.HandOverOfAsync(work.Db, call.Id, cancel) is null)
            await work.SetTimerAsync(TimerOwner, call.Id, HoldLimitTimer, work.Now + options.HoldLimit, 0, cancel);
    }

    public async Task ResumedAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        (call.HeldSince, call.HoldOverdue) = (null, false);
        await work.CancelTimerAsync(TimerOwner, call.Id, HoldLimitTimer, cancel);
        if (Fire(work, call, CallTrigger.Resume, "resumed", "The caller is back from hold.", "telephone")) await Recordings.FollowAsync(work, call, cancel);
    }

    /// <summary>
    /// First her nurse is rung; a minute later the caller is back with her by herself. Not while the nurse talks with somebody else about her: then it
    /// rings again and again.
    /// </summary>
    public async Task HoldLimitAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.State is not CallState.OnHold || await queue.HandOverOfAsync(work.Db, call.Id, cancel) is not null) return;
        var consulting = Parties.Of(work, call.Id).Any(p => p.IsOpen && p.Plan is PartyPlan.Consult);
        var again = call.HoldOverdue;
        call.HoldOverdue = true;
        call.Version++;
        if (again && !consulting)
        {
            call.Visit++;
            await HoldAsync(work, call, false, null, cancel);
            Note(work, call, "hold-ended", "The caller was on hold too long and is back with the nurse.", "system");
            return;
        }

        Note(work, call, "hold-limit", "The caller has been on hold for long; her nurse is rung.", "system");
        await work.SetTimerAsync(TimerOwner, call.Id, HoldLimitTimer, work.Now + TimeSpan.FromMinutes(1), 0, cancel);
    }

    /// <summary>Nobody we rang goes on ringing, or waits, for a call that is over.</summary>
    private async Task EndPartiesAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        await EndListeningAsync(work, call, "the call is over", cancel);
        foreach (var party in Parties.Of(work, call.Id).Where(p => p.State is not PartyState.Over))
        {
            if (party.IsOpen) await Parties.HangUpAsync(work, call, party, cancel);
            (party.Result, party.State, party.EndedAt, party.Version) = ("call over", PartyState.Over, work.Now, party.Version + 1);
            await work.CancelTimerAsync(TimerOwner, party.Id, Parties.Timer, cancel);
        }
    }

    /// <summary>The caller still talks elsewhere; her nurse is free.</summary>
    private async Task FreeNurseAsync(UnitOfWork work, Call call, string outcome, string actor, CancellationToken cancel)
    {
        if (call.WrapUpFinishedAt is not null) return;
        (call.Outcome, call.WrapUpFinishedAt) = (outcome, work.Now);
        call.Version++;
        await work.CancelTimerAsync(TimerOwner, call.Id, WrapUpTimer, cancel);
        Note(work, call, "nurse-done", $"After-call work finished: {outcome}. The caller is still with the other party.", actor);
        if (call.NurseId is { } nurse) await queue.WrapUpFinishedAsync(work, nurse, cancel, byTimer: actor == "system");
    }

    private async Task EndTransferredAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.Outcome is { } outcome) await FinishWrapUpAsync(work, call, outcome, "system", cancel);
    }
}
