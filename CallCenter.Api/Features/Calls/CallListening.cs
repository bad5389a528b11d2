using System.Text.Json;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// Supervisors in a call: heard by nobody, by its nurse alone, or by everybody. They come silent, and neither their coming nor their going changes the
/// call, unless one of them takes it over.
/// </summary>
public sealed partial class CallBook
{
    public const string TakenOverWords = "voice/taken-over";

    /// <summary>Kinds of events that a site may keep from its nurses: somebody listened, and nobody heard her.</summary>
    public static readonly IReadOnlyList<string> SilentListening = ["listening", "listening-ended"];

    internal static IReadOnlyList<Party> Listeners(UnitOfWork work, Call call) =>
        call.Parties == 0 ? [] : [.. Parties.Of(work, call.Id).Where(p => p is { Role: PartyRole.Supervisor, IsOpen: true })];

    /// <summary>Her line is in the conference, muted by its own instructions.</summary>
    public async Task ListenerJoinedAsync(UnitOfWork work, Call call, Party listener, CancellationToken cancel)
    {
        if (listener is not { State: PartyState.Ringing, Plan: PartyPlan.Listen } || !IsWithNurse(call)) return;
        (listener.State, listener.JoinedAt, listener.Version) = (PartyState.InCall, listener.JoinedAt ?? work.Now, listener.Version + 1);
        await work.CancelTimerAsync(TimerOwner, listener.Id, Parties.Timer, cancel);
        Note(work, call, "listening", $"Supervisor {listener.Name} listens; nobody hears her.", Staff(listener));
    }

    /// <summary>Asks the network for what she wants; it stands once the network says so.</summary>
    public async Task LetHearAsync(UnitOfWork work, Call call, Party listener, PartyPlan plan, CancellationToken cancel)
    {
        (listener.Plan, listener.Version) = (plan, listener.Version + 1);
        if (listener.State is PartyState.InCall) listener.State = PartyState.Answered;
        push.Changed(work, call);
        // A lane of their own: nothing slow may stand before a microphone that is to be closed.
        await work.EnqueueAsync(OutboxMessage.New(CallActions.LetHear, $"call/{call.Id:N}/let-hear-{listener.Place}/{listener.Version}",
            JsonSerializer.Serialize(new CallAction(call.Id, Party: listener.Id), JsonSerializerOptions.Web), work.Now, $"call/{call.Id:N}/listening"), cancel);
    }

    /// <summary>The network has done it. What was asked for since then is still to come.</summary>
    public void Heard(UnitOfWork work, Call call, Party listener, PartyPlan plan)
    {
        if (listener.State is not PartyState.Answered || listener.Plan != plan) return;
        (listener.State, listener.Version) = (PartyState.InCall, listener.Version + 1);
        var (kind, what) = plan switch
        {
            PartyPlan.Coach => ("coaching", "speaks to the nurse; the caller does not hear her"),
            PartyPlan.Join => ("joined-in", "speaks with the nurse and the caller"),
            PartyPlan.Listen or PartyPlan.Consult or PartyPlan.Transfer or PartyPlan.TakeOver => ("listening", "listens; nobody hears her"),
        };
        Note(work, call, kind, $"Supervisor {listener.Name} {what}.", Staff(listener));
    }

    /// <summary>Nobody is there whom she could coach: she listens, and is told so.</summary>
    public async Task CoachListensAsync(UnitOfWork work, Call call, Party listener, CancellationToken cancel)
    {
        if (listener is not { IsListening: true, Plan: PartyPlan.Coach }) return;
        Note(work, call, "coaching-dropped", $"The nurse's line is not there: supervisor {listener.Name} listens and coaches nobody.", "telephone");
        audit.Write(work, AuditActor.Engine, call.PracticeId, "listening-mode", "call", call.Id.ToString("D"), $"listener={listener.Id:N} mode=Listen why=nurse-gone");
        await LetHearAsync(work, call, listener, PartyPlan.Listen, cancel);
    }

    /// <summary>The nurse has another line, or the call another nurse: whoever coaches goes with it.</summary>
    private async Task CoachesFollowAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        foreach (var coach in Listeners(work, call).Where(l => l is { IsListening: true, Plan: PartyPlan.Coach })) await LetHearAsync(work, call, coach, PartyPlan.Coach, cancel);
    }

    private async Task CoachesListenAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        foreach (var coach in Listeners(work, call)) await CoachListensAsync(work, call, coach, cancel);
    }

    /// <summary>Out of the conference. While her leg lives it comes back, silent again, as soon as nurse and caller do.</summary>
    public async Task ListenerOutAsync(UnitOfWork work, Call call, Party listener, bool hungUp, CancellationToken cancel)
    {
        if (!listener.IsOpen) return;
        var cared = listener.CaresForCaller;
        if (hungUp) await EndListenerAsync(work, call, listener, listener.JoinedAt is null ? "her line did not come" : "her line ended", hangUp: false, cancel);
        else (listener.State, listener.Plan, listener.Version) = (PartyState.Ringing, PartyPlan.Listen, listener.Version + 1);
        push.Changed(work, call);
        if (cared) await LeftAloneAsync(work, call, cancel);
    }

    /// <param name="why">For the audit and the call's history.</param>
    public async Task EndListenerAsync(UnitOfWork work, Call call, Party listener, string why, bool hangUp, CancellationToken cancel)
    {
        if (!listener.IsOpen) return;
        if (hangUp) await Parties.HangUpAsync(work, call, listener, cancel);
        (listener.State, listener.Result, listener.EndedAt, listener.Version) = (PartyState.Over, why, work.Now, listener.Version + 1);
        await work.CancelTimerAsync(TimerOwner, listener.Id, Parties.Timer, cancel);
        Note(work, call, "listening-ended", $"Supervisor {listener.Name} has left the call ({why}).", Staff(listener));
        audit.Write(work, listener.AskedBy, call.PracticeId, "listening-ended", "call", call.Id, $"listener={listener.Id:N} why={why}");
    }

    private async Task EndListeningAsync(UnitOfWork work, Call call, string why, CancellationToken cancel)
    {
        foreach (var listener in Listeners(work, call)) await EndListenerAsync(work, call, listener, why, hangUp: true, cancel);
    }

    /// <summary>The call is the supervisor's: her line is in it already, the former nurse's leaves it, and the caller hears one sentence.</summary>
    /// <param name="actor">She herself, or <c>system</c> when the nurse did not come back while she was talking with the caller.</param>
    /// <returns>False: she is in another call, or not there.</returns>
    public async Task<bool> SupervisorTakesOverAsync(UnitOfWork work, Call call, Party listener, string actor, CancellationToken cancel)
    {
        if (listener is not { IsListening: true, CallSid: { } sid } || !IsWithNurse(call) || call.NurseId is not { } from || !await queue.DialsAsync(work, listener.AskedBy, cancel)) return false;
        await EndHandOverAsync(work, call, "cancelled", cancel);
        await EndTalkAsync(work, call, cancel);
        var nurseWasThere = call.NurseJoined;
        (call.NurseId, call.OfferId, call.NurseJoined) = (listener.AskedBy, null, true);
        call.Version++;
        call.Visit++;
        work.Add(new Leg { CallSid = sid, CallId = call.Id, PracticeId = call.PracticeId, Role = LegRole.Nurse, StaffId = listener.AskedBy, StartedAt = work.Now, InConference = true });
        await LetHearAsync(work, call, listener, PartyPlan.TakeOver, cancel);
        (listener.State, listener.Result, listener.EndedAt) = (PartyState.Over, "taken over", work.Now);
        Note(work, call, "taken-over", $"Supervisor {listener.Name} has the call now.", actor);
        audit.Write(work, actor, call.PracticeId, "call-taken-over", "call", call.Id.ToString("D"), $"listener={listener.Id:N} from={from:N}");
        await work.CancelTimerAsync(TimerOwner, call.Id, RejoinTimer, cancel);
        await ReleaseAsync(work, call, from, nurseWasThere, cancel);
        await work.PublishAsync(new CallHandedOver(call.Id, from, listener.AskedBy, "Taken over by the supervisor."), cancel);
        await push.HandOverEndedAsync(work, from, call.Id, "taken-over", listener.AskedBy, cancel);
        if (!call.CallerJoined) await MoveCallerAsync(work, call, "join", cancel);
        else if (call.State is CallState.OnHold) await HoldAsync(work, call, false, null, cancel);
        if (call.CallerJoined) await EnqueueActionAsync(work, call, CallActions.Announce, "taken-over", new CallAction(call.Id, Label: "caller", Music: TakenOverWords), cancel);
        await CoachesFollowAsync(work, call, cancel);
        await TryConnectAsync(work, call, cancel);
        return true;
    }

    /// <summary>The former nurse: free at once, unless her line is gone anyway.</summary>
    private async Task ReleaseAsync(UnitOfWork work, Call call, Guid nurse, bool wasThere, CancellationToken cancel)
    {
        await ReleaseLegsAsync(work, call, nurse, cancel);
        if (!wasThere)
        {
            await queue.NurseLostAsync(work, nurse, cancel);
            return;
        }

        await queue.TalkEndedAsync(work, nurse, cancel);
        await queue.WrapUpFinishedAsync(work, nurse, cancel);
    }

    private static bool IsWithNurse(Call call) => call.State is CallState.Connected or CallState.OnHold;

    private static string Staff(Party listener) => AuditActor.Staff(listener.AskedBy);
}
