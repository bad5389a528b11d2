using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// A caller who leaves a message instead of waiting. It stands in the queue in her place and is offered like a call; the nurse who takes it has it as
/// after-call work: hears it, rings back, closes it with a reason. Whoever answered the danger question with yes stays in line.
/// </summary>
public sealed partial class CallBook
{
    /// <summary>Shorter is nothing said.</summary>
    public const int ShortestMessage = 2;

    /// <summary>False: she is in danger, or a nurse is just being asked to take her call.</summary>
    public async Task<bool> LeaveMessageAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.Urgency is UrgencyName.Emergent || call.State is not CallState.Queued || await CallerLegAsync(work, call.Id, cancel) is not { EndedAt: null } leg) return false;
        if (!Fire(work, call, CallTrigger.LeaveMessage, "leaving-message", "The caller leaves a message and keeps her place.", "caller")) return false;
        (call.Question, call.Visit) = (CallQuestion.Message, call.Visit + 1);
        work.Add(new CallRecording
        {
            Id = Guid.CreateVersion7(work.Now), CallId = call.Id, PracticeId = call.PracticeId, IsMessage = true, CallSid = leg.CallSid, Consent = CallRecording.LeftByCaller, States = "", AskedAt = work.Now,
        });
        await queue.RemoveAsync(work, call.Id, cancel);
        return true;
    }

    /// <summary>The telephone has stopped recording: by a key, silence, the limit, or because she hung up.</summary>
    /// <param name="stays">She is still on the line.</param>
    public async Task MessageSpokenAsync(UnitOfWork work, Call call, string? recordingSid, int? seconds, bool stays, CancellationToken cancel)
    {
        if (MessageOf(work, call.Id) is not { } message) return;
        (message.RecordingSid, message.Seconds, message.Version) = (message.RecordingSid ?? recordingSid, message.Seconds ?? seconds, message.Version + 1);
        if (call.State is not CallState.Voicemail) return;
        if (seconds >= ShortestMessage) await KeepMessageAsync(work, call, message, cancel);
        else if (!stays) await NoMessageAsync(work, call, cancel);
        else if (call.Question is CallQuestion.Message && Fire(work, call, CallTrigger.Return, "no-message", "Nothing was said; the caller waits on.", "caller")) await BackInLineAsync(work, call, message, cancel);
    }

    /// <summary>"1" while she speaks: it is worse now.</summary>
    public async Task DangerInMessageAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.Question is not CallQuestion.Message || !Fire(work, call, CallTrigger.Return, "back-in-line", "The caller is back in line.", "caller")) return;
        await BackInLineAsync(work, call, MessageOf(work, call.Id)!, cancel);
        await LiftAsync(work, call, cancel);
    }

    /// <summary>What became of the sound is known: the task of a message that is none ends by itself, unless a nurse has it already.</summary>
    public async Task MessageHeardAsync(UnitOfWork work, Call call, CallRecording message, CancellationToken cancel)
    {
        if (call.State is not CallState.Voicemail || call.Question is CallQuestion.Message || MessageOf(work, call.Id)?.Id != message.Id) return;
        if (message.State is RecordingState.Absent || message.Seconds < ShortestMessage) await NoMessageAsync(work, call, cancel);
    }

    /// <summary>It is the nurse's now, as after-call work: she hears it and rings back.</summary>
    public async Task TakeMessageAsync(UnitOfWork work, Call call, Guid nurse, Guid offer, CancellationToken cancel)
    {
        if (!Fire(work, call, CallTrigger.TakeMessage, "message-taken", "The nurse has the message.", nurse.ToString("D"))) return;
        (call.NurseId, call.OfferId) = (nurse, offer);
        audit.Write(work, nurse, call.PracticeId, "message-taken", "call", call.Id);
        await queue.RemoveAsync(work, call.Id, cancel);
        await BeginWrapUpAsync(work, call, cancel);
    }

    /// <summary>Her time is up. A message that nobody has answered goes back to its place, for the next nurse.</summary>
    public async Task WrapUpLimitAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (MessageOf(work, call.Id) is not { } message || work.Where(TalkOfCall, call.Id).Any(t => t.Start > message.AskedAt))
        {
            await FinishWrapUpAsync(work, call, "wrap-up limit reached", "system", cancel);
            return;
        }

        if (!Fire(work, call, CallTrigger.PutBack, "message-put-back", "The message was not answered in time; it is back in its place in the queue.", "system")) return;
        var nurse = call.NurseId;
        (call.NurseId, call.OfferId, call.WrapUpStartedAt, call.WrapUpEndsAt) = (null, null, null, null);
        await EnqueueAsync(work, call, cancel);
        if (nurse is not { } late) return;
        await queue.WrapUpFinishedAsync(work, late, cancel);
        await push.HandOverEndedAsync(work, late, call.Id, "put-back", null, cancel);
    }

    internal static CallRecording? MessageOf(UnitOfWork work, Guid callId) => Recordings.Of(work, callId).Where(r => r.IsMessage).OrderBy(r => r.AskedAt).LastOrDefault();

    /// <summary>Her line has ended. How long she spoke may not be known yet: the task is there all the same.</summary>
    private async Task MessageCallerLeftAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (MessageOf(work, call.Id) is { } message) await KeepMessageAsync(work, call, message, cancel);
        await work.CancelTimersAsync(TimerOwner, call.Id, cancel);
    }

    private async Task KeepMessageAsync(UnitOfWork work, Call call, CallRecording message, CancellationToken cancel)
    {
        if (call.Question is not CallQuestion.Message) return;
        (call.Question, call.EndReason, call.EndedAt, call.LeftLineAt, call.Version) = (CallQuestion.None, "left a message", call.EndedAt ?? work.Now, call.LeftLineAt ?? work.Now, call.Version + 1);
        Note(work, call, "message-left", "The caller has left a message; a nurse hears it in her turn and rings back.", "caller");
        audit.Write(work, AuditActor.Caller, call.PracticeId, "message-left", "call", call.Id.ToString("D"));
        await Recordings.EndAsync(work, message, cancel);
        await EnqueueAsync(work, call, cancel);
    }

    /// <summary>She hung up at the tone: a caller who was lost. In need she is rung back, otherwise the call ends with the reason.</summary>
    private async Task NoMessageAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (MessageOf(work, call.Id) is { EndedAt: null } message) await Recordings.EndAsync(work, message, cancel);
        call.Question = CallQuestion.None;
        if (call.Urgency <= UrgencyName.Today && await BeginCallBackAsync(work, call, "no-message-call-back", "The caller left no message and is gone; she is rung back in her turn.", "system", cancel)) return;
        if (!Fire(work, call, CallTrigger.CallerLeaves, "no-message", "The caller hung up without a message.", "caller")) return;
        (call.EndReason, call.EndedAt) = ("hung up without a message", work.Now);
        await CloseUnansweredAsync(work, call, cancel);
    }

    private async Task BackInLineAsync(UnitOfWork work, Call call, CallRecording message, CancellationToken cancel)
    {
        (call.Question, call.Visit) = (CallQuestion.None, call.Visit + 1);
        await Recordings.EndAsync(work, message, cancel);
        await EnqueueAsync(work, call, cancel);
    }
}
