using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls;

/// <summary>Where the network says the caller is, when we have asked it: callbacks may be late, or never come.</summary>
public sealed partial class CallBook
{
    /// <summary>She is in the conference.</summary>
    public async Task CallerThereAsync(UnitOfWork work, Guid callId, string callSid, string conferenceSid, CancellationToken cancel)
    {
        if (await FindAsync(work, callId, cancel) is not { IsEnded: false } call || work.Find<Leg>(callSid) is not { EndedAt: null } leg) return;
        leg.InConference = true;
        if (leg.ConferenceSid != conferenceSid) (leg.ConferenceSid, leg.ConferenceSequence) = (conferenceSid, -1);
        call.CallerJoined = true;
        await TryConnectAsync(work, call, cancel);
    }

    /// <summary>
    /// We believe that she talks with her nurse, and the nurse sits in the conference without her: she is sent for. Otherwise she would hear music until
    /// she hangs up. Only the nurse's being there proves it: a list that shows nobody would move people out of their talk.
    /// </summary>
    public async Task<bool> CallerIsElsewhereAsync(UnitOfWork work, Call call, ConferenceStatus conference, CancellationToken cancel)
    {
        if (call is not { State: CallState.Connected or CallState.OnHold, CallerJoined: true, NurseJoined: true } || await CallerLegAsync(work, call.Id, cancel) is not { EndedAt: null } leg) return false;
        var nurses = work.Where(LegsOfCall, call.Id).Where(l => l.Role is LegRole.Nurse).Select(l => l.CallSid).ToHashSet();
        if (conference.Participants.Any(p => p.CallSid == leg.CallSid) || !conference.Participants.Any(p => nurses.Contains(p.CallSid))) return false;
        leg.InConference = false;
        await EndTalkAsync(work, call, cancel);
        if (call.State is CallState.OnHold) await ResumedAsync(work, call, cancel);
        await MoveCallerAsync(work, call, "join", cancel);
        return true;
    }

    /// <summary>The room ended because the caller left it, and it was not we who moved her: she has hung up. Her nurse's line is out too, but the nurse is there.</summary>
    public async Task RoomEndedAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        call.CallerJoined = false;
        await EndTalkAsync(work, call, cancel);
        await Recordings.FollowAsync(work, call, cancel);
        // The end of her line is on its way, or lost: it is looked for.
        await work.SetTimerAsync(TimerOwner, call.Id, ReconcileTimer, work.Now + JoinCheck, 0, cancel);
    }

    /// <summary>Her line lives, and the room where we believe her nurse is has gone: she is held for her, as after any lost line.</summary>
    public async Task RoomIsGoneAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call is { State: CallState.Connected or CallState.OnHold, NurseJoined: true, CallerJoined: false } && !work.Where(LegsOfCall, call.Id).Any(l => l is { Role: LegRole.Nurse, InConference: true }))
            await NurseLeftConferenceAsync(work, call, cancel);
    }

    /// <summary>On hold or not, as the network has it; what it has and nobody wants is asked for again.</summary>
    public async Task HeldAsFoundAsync(UnitOfWork work, Call call, bool onHold, CancellationToken cancel)
    {
        if (call.State is not (CallState.Connected or CallState.OnHold or CallState.Transferred) || await queue.HandOverOfAsync(work.Db, call.Id, cancel) is not null) return;
        if (call.HoldWanted is { } wanted && wanted != onHold)
        {
            call.Visit++;
            await HoldAsync(work, call, wanted, null, cancel);
        }
        else if (onHold) await HeldAsync(work, call, cancel);
        else await ResumedAsync(work, call, cancel);
    }
}
