using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// A caller who waits without the line: she keeps her time and her place, is rung when it is her turn, and comes into the queue again only when a
/// person has pressed a key. Not reached, she is tried again; after the last try the call is closed with the reason.
/// </summary>
public sealed partial class CallBook
{
    public const string CallBackTimer = "call-back";
    public const string CallBackAgainTimer = "call-back-again";
    public const int MostCallBacks = 3;

    /// <summary>How a call ends whose caller could not be rung back.</summary>
    public const string NotReached = "call-back not reached";

    private static readonly TimeSpan OneMoment = TimeSpan.FromSeconds(3);

    /// <summary>A try that has not come to an end by then has failed: its callbacks were lost.</summary>
    public static readonly TimeSpan CallBackLimit = TimeSpan.FromMinutes(2);

    public static TimeSpan CallBackPause(UrgencyName urgency) => urgency is UrgencyName.Emergent or UrgencyName.Urgent ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(5);

    public static bool CanBeRung(Call call) => CallerNumbers.CanBeRung(call) && call.CallBackTries < MostCallBacks;

    /// <summary>False: she cannot be rung, or she is past waiting.</summary>
    public async Task<bool> BeginCallBackAsync(UnitOfWork work, Call call, string kind, string what, string actor, CancellationToken cancel)
    {
        if (!CanBeRung(call) || !Fire(work, call, CallTrigger.AskCallBack, kind, what, actor)) return false;
        await ReleaseNurseAsync(work, call, cancel);
        (call.NurseId, call.OfferId, call.NurseJoined, call.CallerJoined, call.LeftLineAt) = (null, null, false, false, call.LeftLineAt ?? work.Now);
        audit.Write(work, AuditActor.Caller, call.PracticeId, kind, "call", call.Id.ToString("D"));
        await EnqueueAsync(work, call, cancel);
        return true;
    }

    /// <summary>Whoever is suddenly gone and is owed a nurse is no abandoned call: one in danger, one whose talk was cut off before, one whose nurse is gone too.</summary>
    private async Task<bool> IsRungBackAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.State is CallState.Connected or CallState.OnHold) return await IsLostWithHerNurseAsync(work, call, cancel);
        if (call is not { State: CallState.Queued or CallState.Offered, QueuedAt: { } queued }) return false;
        if (call.Urgency is UrgencyName.Emergent && work.Now - (call.DangerAt ?? queued) <= options.DangerWindow)
            return await BeginCallBackAsync(work, call, "danger-call-back", "The caller was lost after a danger answer; she is rung back first of all.", "system", cancel);
        return call.ConnectedAt is not null
            && await BeginCallBackAsync(work, call, "cut-off-call-back", "The caller, who had a nurse before, was lost while she waited for the next one; she is rung back in her turn.", "system", cancel);
    }

    /// <summary>Her line ended while her nurse's was gone and nobody else had her: no nurse is there to ring her back, so she goes first of the urgent ones, and the next nurse has everything.</summary>
    private async Task<bool> IsLostWithHerNurseAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.NurseJoined || Parties.CareForCaller(work, call.Id) || !CanBeRung(call)) return false;
        // Both lines in one moment: she hung up, and the room that ended with her ended the nurse's line too, in whatever order we hear of it.
        if (work.Where(TalkOfCall, call.Id).MaxBy(t => t.Start)?.End is { } cut && work.Now - cut < OneMoment) return false;
        if (!Fire(work, call, CallTrigger.AskCallBack, "lost-with-nurse", "The caller's line ended while her nurse's was gone; she is rung back.", "system")) return false;
        await EndTalkAsync(work, call, cancel);
        await EndHandOverAsync(work, call, "cancelled", cancel);
        await Recordings.CallEndedAsync(work, call, cancel);
        await EndPartiesAsync(work, call, cancel);
        if (call.NurseId is { } nurse) await queue.NurseLostAsync(work, nurse, cancel);
        (call.NurseId, call.OfferId, call.CallerJoined, call.HeldSince, call.HoldOverdue, call.HoldWanted, call.LeftLineAt) = (null, null, false, null, false, null, call.LeftLineAt ?? work.Now);
        if (call.Urgency > UrgencyName.Urgent) (call.Urgency, call.Reason) = (UrgencyName.Urgent, "connection to the nurse was lost");
        foreach (var timer in (string[])[RejoinTimer, HoldLimitTimer]) await work.CancelTimerAsync(TimerOwner, call.Id, timer, cancel);
        audit.Write(work, AuditActor.Engine, call.PracticeId, "lost-with-nurse", "call", call.Id.ToString("D"));
        await EnqueueActionAsync(work, call, CallActions.EndConference, "end", new CallAction(call.Id), cancel);
        await EnqueueAsync(work, call, cancel);
        return true;
    }

    /// <summary>Her turn has come.</summary>
    public async Task RingBackAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.State is not CallState.CallBack) return;
        call.CallBackTries++;
        call.Visit++;
        call.Version++;
        Note(work, call, "ringing-back", $"Ringing the caller back, try {call.CallBackTries} of {MostCallBacks}.", "system");
        await EnqueueActionAsync(work, call, CallActions.RingBack, "ring-back", new CallAction(call.Id, Visit: call.Visit), cancel);
        await work.SetTimerAsync(TimerOwner, call.Id, CallBackTimer, work.Now + CallBackLimit, call.CallBackTries, cancel);
    }

    /// <summary>The line that rings her, known by the network's answer or by her picking up, whichever comes first.</summary>
    public static void RingsOn(UnitOfWork work, Call call, string callSid)
    {
        if (work.Find<Leg>(callSid) is null)
            work.Add(new Leg { CallSid = callSid, CallId = call.Id, PracticeId = call.PracticeId, Role = LegRole.Caller, Status = "ringing", StartedAt = work.Now });
        if (call.State is CallState.CallBack) call.CallBackSid = callSid;
    }

    /// <summary>A person pressed the key: she waits on the line again, at the time she first came.</summary>
    public async Task ReachedAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (!Fire(work, call, CallTrigger.Reach, "reached", "The caller answered our call and wants a nurse.", "caller")) return;
        (call.CallBackSid, call.CallBackTries) = (null, 0);
        foreach (var timer in (string[])[CallBackTimer, CallBackAgainTimer]) await work.CancelTimerAsync(TimerOwner, call.Id, timer, cancel);
        await EnqueueAsync(work, call, cancel);
    }

    public async Task NotReachedAsync(UnitOfWork work, Call call, string why, CancellationToken cancel)
    {
        if (call.State is not CallState.CallBack) return;
        call.CallBackSid = null;
        Note(work, call, "not-reached", $"Try {call.CallBackTries} of {MostCallBacks} did not reach her ({why}).", "telephone");
        if (call.CallBackTries < MostCallBacks)
        {
            await work.CancelTimerAsync(TimerOwner, call.Id, CallBackTimer, cancel);
            await work.SetTimerAsync(TimerOwner, call.Id, CallBackAgainTimer, work.Now + CallBackPause(call.Urgency), 0, cancel);
            return;
        }

        if (!Fire(work, call, CallTrigger.GiveUp, "given-up", "The caller could not be reached; the call is closed.", "system")) return;
        (call.EndReason, call.EndedAt) = (NotReached, work.Now);
        audit.Write(work, AuditActor.Engine, call.PracticeId, "call-back-given-up", "call", call.Id.ToString("D"), $"tries={call.CallBackTries} urgency={call.Urgency}");
        await work.CancelTimersAsync(TimerOwner, call.Id, cancel);
        await PublishEarlierTalkAsync(work, call, cancel);
        if (call.Urgency is UrgencyName.Emergent or UrgencyName.Urgent)
            queue.TellSupervisors(work, call.Id, call.PracticeId, call.Urgency, "A caller in need could not be rung back. Open the call: try the patient's other numbers, or send help.");
        await queue.RemoveAsync(work, call.Id, cancel);
    }

    /// <summary>The limit of one try: an earlier one's says nothing.</summary>
    internal Task CallBackDueAsync(UnitOfWork work, Call call, long tried, CancellationToken cancel) =>
        call.State is CallState.CallBack && tried == call.CallBackTries ? NotReachedAsync(work, call, "no answer came", cancel) : Task.CompletedTask;

    internal Task CallBackAgainAsync(UnitOfWork work, Call call, CancellationToken cancel) =>
        call.State is CallState.CallBack ? queue.CallBackAgainAsync(work, call.Id, cancel) : Task.CompletedTask;

    private async Task ReleaseNurseAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.OfferId is null || call.NurseId is not { } nurseId) return;
        await queue.TalkEndedAsync(work, nurseId, cancel);
        await queue.WrapUpFinishedAsync(work, nurseId, cancel);
        await EnqueueActionAsync(work, call, CallActions.EndConference, "end", new CallAction(call.Id), cancel);
    }
}
