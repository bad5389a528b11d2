using System.Text.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls;

/// <summary>Everything that can happen to a call, each inside the transaction of the event that caused it.</summary>
public sealed partial class CallBook(IQueue queue, IPractices practices, IAudit audit, CallPush push, CallsOptions options)
{
    public const string TimerOwner = "calls";
    public const string NurseJoinTimer = "nurse-join";
    public const string RejoinTimer = "rejoin";
    public const string ReconcileTimer = "reconcile";
    public const string WrapUpTimer = "wrap-up";
    public const string HandOverTimer = "hand-over";
    public const string HandOverMusic = "voice/hand-over";

    internal static readonly Lookup<Leg> LegsOfCall = new(nameof(Leg.CallId));
    private static readonly Lookup<TalkSpan> TalkOfCall = new(nameof(TalkSpan.CallId));
    private static readonly Lookup<Call> OfNurse = new(nameof(Call.NurseId), nameof(Call.State));

    public static readonly TimeSpan NurseJoinLimit = TimeSpan.FromSeconds(25);
    public static readonly TimeSpan JoinCheck = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan ReconcileEvery = TimeSpan.FromSeconds(60);

    public static Task<Call?> FindAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(work.Find<Call>(callId));
    }

    public static Task<(Call Call, Leg Leg)?> FindByLegAsync(UnitOfWork work, string callSid, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<(Call, Leg)?>(work.Find<Leg>(callSid) is { } leg && work.Find<Call>(leg.CallId) is { } call ? (call, leg) : null);
    }

    public async Task<Call> OpenAsync(UnitOfWork work, PracticeProfile practice, VoiceEvent voice, CancellationToken cancel)
    {
        var call = new Call
        {
            Id = Guid.CreateVersion7(work.Now), PracticeId = practice.Id, Line = voice.To, CallerNumber = Clip(voice.From), StartedAt = work.Now,
            Question = CallQuestion.Language, Visit = 1,
        };
        work.Add(call);
        work.Add(new Leg { CallSid = voice.CallSid, CallId = call.Id, PracticeId = practice.Id, Role = LegRole.Caller, StartedAt = work.Now });
        Fire(work, call, CallTrigger.Answer, "answered", "The call arrived and hears the greeting.", "caller");
        audit.Write(work, AuditActor.Caller, practice.Id, "call-opened", "call", call.Id.ToString("D"));
        await work.SetTimerAsync(TimerOwner, call.Id, ReconcileTimer, work.Now + ReconcileEvery, 0, cancel);
        return call;
    }

    /// <summary>Moves the call; false when the trigger is late, repeated or illegal (the last is audited).</summary>
    public bool Fire(UnitOfWork work, Call call, CallTrigger trigger, string kind, string what, string actor)
    {
        var from = call.State;
        var step = CallLifecycle.Fire(from, trigger, out var next);
        if (step is CallStep.Illegal)
        {
            audit.Write(work, AuditActor.Engine, call.PracticeId, "call-illegal-trigger", "call", call.Id.ToString("D"), $"state={from} trigger={trigger}");
            return false;
        }

        if (step is CallStep.Ignored) return false;
        call.State = next;
        call.Version++;
        Note(work, call, kind, what, actor);
        return true;
    }

    public void Note(UnitOfWork work, Call call, string kind, string what, string actor)
    {
        work.Add(new CallEvent { Id = OrderedId.Next(work.Now), CallId = call.Id, PracticeId = call.PracticeId, At = work.Now, Kind = kind, What = what, Actor = actor });
        push.Changed(work, call);
    }

    /// <param name="known">The call's practice, where it was just looked up. Only a greeting speaks of it.</param>
    public async Task<VoiceScript> ScriptAsync(UnitOfWork work, Call call, CancellationToken cancel, PracticeProfile? known = null)
    {
        if (call.State is CallState.Transferred && !Parties.CareForCaller(work, call.Id)) return CallScripts.Returned(call);
        if (call is { State: CallState.Voicemail, Question: CallQuestion.Message } && MessageOf(work, call.Id) is { } message) return CallScripts.TakeMessage(call, message.Id);
        var practice = known;
        if (practice is null && call.State is CallState.Ringing or CallState.Greeting) practice = await practices.KnownAsync(work.Scope, call.PracticeId, cancel);
        if (call is { State: CallState.Greeting, Question: CallQuestion.Office } && practice?.OfficeNumber is { } office) return CallScripts.Office(call, office, practice.OfficeRings);
        return CallScripts.For(call, practice?.Name ?? "your practice", practice?.GreetingEnglish, practice?.GreetingSpanish);
    }

    public async Task EnqueueAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.QueuedAt is null) await TakeUpEarlierAsync(work, call, cancel);
        call.QueuedAt ??= work.Now;
        await queue.EnqueueAsync(work, await QueuedAsync(work, call, call.QueuedAt.Value, cancel), cancel);
    }

    private async Task<QueuedCall> QueuedAsync(UnitOfWork work, Call call, DateTimeOffset since, CancellationToken cancel) =>
        new(call.Id, call.PracticeId, call.Urgency, call.Reason, call.Language, CallLabels.Of(call), since)
        { PatientState = call.PatientState, CallBack = call.State is CallState.CallBack, Message = call.State is CallState.Voicemail, Skill = (await practices.KnownAsync(work.Scope, call.PracticeId, cancel))?.Skill };

    /// <summary>The caller says or keys that it is worse: she goes first from now on, whoever was asked before.</summary>
    public async Task LiftAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.State is not (CallState.Queued or CallState.Offered)) return;
        call.DangerAt = work.Now;
        if (call.Urgency is UrgencyName.Emergent) return;
        (call.Urgency, call.Reason) = (UrgencyName.Emergent, "danger while waiting");
        call.Version++;
        Note(work, call, "lifted", "The caller said or keyed danger while waiting; the call goes first.", "caller");
        audit.Write(work, AuditActor.Caller, call.PracticeId, "call-lifted", "call", call.Id.ToString("D"));
        await EnqueueAsync(work, call, cancel);
    }

    /// <summary>More urgent than it was, never less. A call that waits is sorted anew in this very transaction.</summary>
    /// <returns>False: it was as urgent before, or is over.</returns>
    public async Task<bool> RaiseAsync(UnitOfWork work, Call call, UrgencyName urgency, string reason, CancellationToken cancel)
    {
        if (call.IsEnded) return false;
        if (urgency is UrgencyName.Emergent) call.DangerAt = work.Now;
        if (urgency >= call.Urgency) return false;
        (call.Urgency, call.Reason) = (urgency, reason);
        call.Version++;
        push.Changed(work, call);
        if (call is { State: CallState.Queued or CallState.Offered or CallState.CallBack } or { State: CallState.Voicemail, Question: not CallQuestion.Message }) await EnqueueAsync(work, call, cancel);
        return true;
    }

    /// <summary>The caller's leg is over.</summary>
    public async Task CallerLeftAsync(UnitOfWork work, Call call, string reason, CancellationToken cancel)
    {
        if (call.State is CallState.Voicemail)
        {
            await MessageCallerLeftAsync(work, call, cancel);
            return;
        }

        // Who is to be rung back has left already; her place stays.
        if (call.State is CallState.CallBack || await IsRungBackAsync(work, call, cancel)) return;
        var before = call.State;
        call.CallerJoined = false;
        await EndTalkAsync(work, call, cancel);
        var talked = before is CallState.Connected or CallState.OnHold or CallState.Dialling or CallState.Transferred;
        if (!Fire(work, call, CallTrigger.CallerLeaves, "caller-left", talked ? "The caller's line ended." : "The caller hung up before a nurse was there.", "caller")) return;
        call.EndReason = reason;
        call.EndedAt = work.Now;
        await Recordings.CallEndedAsync(work, call, cancel);
        await EndPartiesAsync(work, call, cancel);
        if (before is CallState.Transferred) await EndTransferredAsync(work, call, cancel);
        else if (talked) await BeginWrapUpAsync(work, call, cancel);
        else await CloseUnansweredAsync(work, call, cancel);
    }

    public async Task NurseEndsAsync(UnitOfWork work, Call call, Guid nurseId, CancellationToken cancel)
    {
        if (!Fire(work, call, CallTrigger.NurseEnds, "nurse-ended", "The nurse ended the call.", nurseId.ToString("D"))) return;
        call.EndReason = "nurse ended";
        call.EndedAt = work.Now;
        await Recordings.CallEndedAsync(work, call, cancel);
        await EndTalkAsync(work, call, cancel);
        await EnqueueActionAsync(work, call, CallActions.EndConference, "end", new CallAction(call.Id), cancel);
        await EndPartiesAsync(work, call, cancel);
        await BeginWrapUpAsync(work, call, cancel);
    }

    public async Task FinishWrapUpAsync(UnitOfWork work, Call call, string outcome, string actor, CancellationToken cancel)
    {
        if (call.State is CallState.Transferred)
        {
            await FreeNurseAsync(work, call, outcome, actor, cancel);
            return;
        }

        if (!Fire(work, call, CallTrigger.FinishWrapUp, "closed", $"After-call work finished: {outcome}.", actor)) return;
        var freed = call.WrapUpFinishedAt is not null || call.NurseId is { } hers && AtWorkOn(work, hers, call.Id);
        (call.Outcome, call.WrapUpFinishedAt) = (outcome, call.WrapUpFinishedAt ?? work.Now);
        await work.CancelTimersAsync(TimerOwner, call.Id, cancel);
        audit.Write(work, actor, call.PracticeId, "call-closed", "call", call.Id.ToString("D"), $"outcome={outcome}");
        if (call.NurseId is not { } nurseId) return;
        await PublishTalkAsync(work, call, nurseId, cancel);
        if (!freed) await queue.WrapUpFinishedAsync(work, nurseId, cancel, byTimer: actor == "system");
    }

    /// <summary>She had a nurse before and waited for the next one: those minutes count.</summary>
    private static async Task PublishEarlierTalkAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.ConnectedAt is not null && work.Where(TalkOfCall, call.Id).MaxBy(t => t.Start) is { } talk) await PublishTalkAsync(work, call, talk.NurseId, cancel);
    }

    private static async Task PublishTalkAsync(UnitOfWork work, Call call, Guid nurseId, CancellationToken cancel)
    {
        var talk = work.Where(TalkOfCall, call.Id).Where(t => t.End is not null).OrderBy(t => t.Start);
        var sids = work.Where(LegsOfCall, call.Id).Select(l => l.CallSid);
        await work.PublishAsync(new CallWrappedUp(call.Id, call.PracticeId, call.PatientId, nurseId, [.. talk.Select(t => new TalkInterval(t.Start, t.End!.Value, t.NurseId))],
            call.WrapUpStartedAt ?? work.Now, call.WrapUpFinishedAt ?? work.Now, [.. sids]), cancel);
    }

    /// <summary>Both are in the conference: the talk begins (or goes on after the nurse came back).</summary>
    public async Task TryConnectAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (!call.NurseJoined || !call.CallerJoined || call.NurseId is not { } nurseId || call.IsEnded || call.State is CallState.WrapUp) return;
        if (Fire(work, call, CallTrigger.Connect, "connected", "Nurse and caller are connected.", "telephone"))
        {
            call.ConnectedAt ??= work.Now;
            await queue.RemoveAsync(work, call.Id, cancel);
            await CloseEarlierMessageAsync(work, call, nurseId, cancel);
            await work.PublishAsync(new CallConnected(call.Id), cancel);
        }

        await Recordings.FollowAsync(work, call, cancel);
        await work.CancelTimerAsync(TimerOwner, call.Id, NurseJoinTimer, cancel);
        await work.CancelTimerAsync(TimerOwner, call.Id, RejoinTimer, cancel);
        TogetherWithConsulted(work, call);
        if (work.Where(TalkOfCall, call.Id).All(t => t.End is not null))
            work.Add(new TalkSpan { Id = Guid.CreateVersion7(work.Now), CallId = call.Id, PracticeId = call.PracticeId, NurseId = nurseId, Start = work.Now });
        push.Changed(work, call);
    }

    /// <param name="leg">The nurse's leg that is in the conference.</param>
    public async Task NurseInConferenceAsync(UnitOfWork work, Call call, Leg leg, CancellationToken cancel)
    {
        if (call.IsEnded || call.State is CallState.WrapUp) return;
        if (leg.StaffId is { } joined && joined != call.NurseId)
        {
            if (await queue.HandOverOfAsync(work.Db, call.Id, cancel) is { Accepted: true } handOver && handOver.OfferedTo == joined) await TakeOverAsync(work, call, handOver, joined, cancel);
            return;
        }

        if (call.NurseJoined)
        {
            await CoachesFollowAsync(work, call, cancel);
            return;
        }

        (call.NurseJoined, leg.InConference) = (true, true);
        Note(work, call, "nurse-joined", "The nurse's line has joined.", "telephone");
        if (call.State is CallState.Dialling && !call.CallerJoined) await RingCallerAsync(work, call, cancel);
        else if (call.CallerJoined) await TryConnectAsync(work, call, cancel);
        else await MoveCallerAsync(work, call, "join", cancel);
    }

    /// <summary>Her line is gone without an end: the caller is told and kept, and she has a while to come back.</summary>
    public async Task NurseLeftConferenceAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        var wasThere = call.NurseJoined;
        call.NurseJoined = false;
        await EndTalkAsync(work, call, cancel);
        await Recordings.FollowAsync(work, call, cancel);
        // The caller was on her way to her, or is in the conference already: not alone there, but back where callers wait.
        if (call.State is CallState.Offered && wasThere) await MoveCallerAsync(work, call, "back-to-wait", cancel);
        if (call.State is not (CallState.Connected or CallState.OnHold or CallState.Dialling)) return;
        await CoachesListenAsync(work, call, cancel);
        // A clinician who is talking with the caller is not interrupted by a nurse's network.
        var cared = Parties.CareForCaller(work, call.Id);
        Note(work, call, "nurse-dropped", cared ? "The nurse's line dropped; the caller goes on with whoever is in the call." : "The nurse's line dropped; the caller is being held for her.", "telephone");
        if (!cared && call.State is not CallState.Dialling) await MoveCallerAsync(work, call, "hold-for-nurse", cancel);
        // Moved out, she is on nobody's hold any more: with the nurse back they hear each other.
        if (!cared && call.State is CallState.OnHold) await ResumedAsync(work, call, cancel);
        await work.SetTimerAsync(TimerOwner, call.Id, RejoinTimer, work.Now + options.RejoinLimit - JoinCheck, 0, cancel);
    }

    /// <summary>She did not come back: the call goes to the head of its urgency again, with everything so far.</summary>
    public async Task BackToQueueAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.NurseJoined) return;
        if (call.State is CallState.Dialling && !call.CallerJoined)
        {
            await CallerLeftAsync(work, call, "the nurse's line did not come", cancel);
            return;
        }

        if (Listeners(work, call).FirstOrDefault(l => l.CaresForCaller) is { } supervisor && await SupervisorTakesOverAsync(work, call, supervisor, "system", cancel)) return;
        if (call.State is CallState.Connected or CallState.OnHold && Parties.CareForCaller(work, call.Id))
        {
            await TransferAsync(work, call, "system", cancel);
            return;
        }

        if (!Fire(work, call, CallTrigger.NurseDrops, "requeued", "The nurse did not come back; the call waits for the next one.", "system")) return;
        await EndHandOverAsync(work, call, "cancelled", cancel);
        await EndListeningAsync(work, call, "the call has no nurse", cancel);
        if (call.NurseId is { } nurseId) await queue.NurseLostAsync(work, nurseId, cancel);
        (call.NurseId, call.OfferId) = (null, null);
        if (call.Urgency > UrgencyName.Urgent) (call.Urgency, call.Reason) = (UrgencyName.Urgent, "connection to the nurse was lost");
        await EnqueueAsync(work, call, cancel);
        await MoveCallerAsync(work, call, "requeue", cancel);
    }

    /// <summary>Asks for the caller's leg to come to <c>voice/join</c>, where her state decides what she hears.</summary>
    /// <param name="unlessThere">Looks first: whoever is in the conference already stays in it.</param>
    public async Task MoveCallerAsync(UnitOfWork work, Call call, string why, CancellationToken cancel, bool unlessThere = false)
    {
        call.Visit++;
        // Out of wherever she was, whether or not the network says so: with the next nurse she is sent for again.
        (call.CallerJoined, call.HoldWanted) = (false, null);
        var leg = await CallerLegAsync(work, call.Id, cancel);
        if (leg is { EndedAt: null })
            await EnqueueActionAsync(work, call, CallActions.MoveCaller, why, new CallAction(call.Id, leg.CallSid, call.Visit, UnlessThere: unlessThere, Into: why == "join"), cancel);
    }

    /// <summary>The caller's open line, or else her newest: who was rung back has had several.</summary>
    public static Task<Leg?> CallerLegAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(work.Where(LegsOfCall, callId).Where(l => l.Role is LegRole.Caller).OrderBy(l => l.EndedAt is null).ThenBy(l => l.StartedAt).LastOrDefault());
    }

    public static Task EnqueueActionAsync(UnitOfWork work, Call call, string kind, string step, CallAction action, CancellationToken cancel) =>
        work.EnqueueAsync(OutboxMessage.New(kind, $"call/{call.Id:N}/{step}/{call.Visit}", JsonSerializer.Serialize(action, JsonSerializerOptions.Web), work.Now, $"call/{call.Id:N}"), cancel);

    public Task EndTalkAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var talk in work.Where(TalkOfCall, call.Id).Where(t => t.End is null)) talk.End = work.Now;
        push.Changed(work, call);
        return Task.CompletedTask;
    }

    /// <summary>The call goes to another nurse: the caller hears so and then music, and is never alone with nobody asked.</summary>
    public async Task<bool> HandOverAsync(UnitOfWork work, Call call, Guid? to, string text, CancellationToken cancel)
    {
        var from = call.NurseId!.Value;
        if (await queue.HandOverAsync(work, await QueuedAsync(work, call, work.Now, cancel), from, to, text, cancel) is null) return false;
        call.Visit++;
        if (call.State is CallState.Connected) await HoldAsync(work, call, true, HandOverMusic, cancel);
        Note(work, call, "hand-over", "The nurse hands the call over; the caller hears so and then music.", from.ToString("D"));
        await work.PublishAsync(new CallHandOverAsked(call.Id, from), cancel);
        return true;
    }

    /// <summary>The caller is the first nurse's again.</summary>
    /// <param name="outcome">As in <see cref="HandOverEnded"/>.</param>
    public async Task HandOverEndsAsync(UnitOfWork work, Call call, string outcome, Guid? lastAsked, CancellationToken cancel)
    {
        await work.CancelTimerAsync(TimerOwner, call.Id, HandOverTimer, cancel);
        if (call.NurseId is not { } nurse) return;
        call.Visit++;
        if (call.State is CallState.Connected or CallState.OnHold) await HoldAsync(work, call, false, null, cancel);
        Note(work, call, "hand-over-over", outcome == "back" ? "Nobody took the call over; the caller is back with the nurse." : "The hand-over has ended.", "system");
        await work.PublishAsync(new CallHandOverEnded(call.Id, nurse), cancel);
        await push.HandOverEndedAsync(work, nurse, call.Id, outcome, lastAsked, cancel);
    }

    /// <summary>Takes a hand-over back, if there is one.</summary>
    public async Task EndHandOverAsync(UnitOfWork work, Call call, string outcome, CancellationToken cancel)
    {
        if (await queue.HandOverOfAsync(work.Db, call.Id, cancel) is not { } handOver) return;
        await queue.EndHandOverAsync(work, call.Id, cancel);
        if (handOver.OfferedTo is { } asked) await ReleaseLegsAsync(work, call, asked, cancel);
        await HandOverEndsAsync(work, call, outcome, handOver.OfferedTo, cancel);
    }

    /// <summary>The next nurse is in the conference: only now does the first one leave it.</summary>
    private async Task TakeOverAsync(UnitOfWork work, Call call, HandOver handOver, Guid next, CancellationToken cancel)
    {
        await EndTalkAsync(work, call, cancel);
        (call.NurseId, call.OfferId, call.NurseJoined) = (next, handOver.OfferId, true);
        call.Version++;
        call.Visit++;
        Note(work, call, "handed-over", "The next nurse has the call.", next.ToString("D"));
        await work.CancelTimerAsync(TimerOwner, call.Id, HandOverTimer, cancel);
        await queue.HandedOverAsync(work, call.Id, cancel);
        await ReleaseLegsAsync(work, call, handOver.From, cancel);
        await work.PublishAsync(new CallHandedOver(call.Id, handOver.From, next, handOver.Text), cancel);
        await push.HandOverEndedAsync(work, handOver.From, call.Id, "taken", next, cancel);
        await CoachesFollowAsync(work, call, cancel);
        if (call.CallerJoined) await HoldAsync(work, call, false, null, cancel);
        else await MoveCallerAsync(work, call, "join", cancel);
        await TryConnectAsync(work, call, cancel);
    }

    /// <summary>Asks the network. On hold she is when it has said so.</summary>
    internal static Task HoldAsync(UnitOfWork work, Call call, bool onHold, string? music, CancellationToken cancel)
    {
        call.HoldWanted = onHold;
        return EnqueueActionAsync(work, call, CallActions.Hold, onHold ? "hold" : "resume", new CallAction(call.Id, Visit: call.Visit, Label: "caller", OnHold: onHold, Music: music), cancel);
    }

    private static async Task ReleaseLegsAsync(UnitOfWork work, Call call, Guid nurse, CancellationToken cancel)
    {
        foreach (var leg in work.Where(LegsOfCall, call.Id).Where(l => l.StaffId == nurse && l.EndedAt is null))
            await EnqueueActionAsync(work, call, CallActions.ReleaseNurse, $"release-{leg.CallSid}", new CallAction(call.Id, leg.CallSid), cancel);
    }

    private async Task BeginWrapUpAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        await EndHandOverAsync(work, call, "caller-left", cancel);
        (call.WrapUpStartedAt, call.WrapUpEndsAt) = (work.Now, work.Now + options.WrapUpLimit);
        (call.NurseJoined, call.CallerJoined, call.HoldWanted) = (false, false, null);
        await work.CancelTimersAsync(TimerOwner, call.Id, cancel);
        await work.SetTimerAsync(TimerOwner, call.Id, WrapUpTimer, call.WrapUpEndsAt.Value, 0, cancel);
        if (call.NurseId is { } nurseId) await queue.TalkEndedAsync(work, nurseId, cancel);
    }

    /// <summary>Another call of hers is not done yet: she rang somebody from its after-call work. Then the end of this one does not make her available.</summary>
    private static bool AtWorkOn(UnitOfWork work, Guid nurse, Guid besides) =>
        work.Where(OfNurse, nurse, CallState.WrapUp).Concat(work.Where(OfNurse, nurse, CallState.Transferred)).Any(c => c.Id != besides && c.WrapUpFinishedAt is null);

    private async Task CloseUnansweredAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        await work.CancelTimersAsync(TimerOwner, call.Id, cancel);
        await ReleaseNurseAsync(work, call, cancel);
        await queue.RemoveAsync(work, call.Id, cancel);
        await PublishEarlierTalkAsync(work, call, cancel);
        audit.Write(work, AuditActor.Caller, call.PracticeId, "call-abandoned", "call", call.Id.ToString("D"), $"state={call.State}");
    }

    private static string Clip(string number) => number.Length <= 120 ? number : number[..120];
}
