using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// A caller who was to be rung back, or has left a message, and rings again: she is one caller and stands in line once, at the time of her first call and
/// with the worse of both urgencies. Nobody rings her back afterwards about what a nurse has long dealt with.
/// </summary>
public sealed partial class CallBook
{
    public const string RangAgain = "rang again";

    private static readonly Lookup<Call> InState = new(nameof(Call.State));

    private async Task TakeUpEarlierAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.Outbound || EarlierOf(work, call) is not { } earlier) return;
        (call.EarlierCallId, call.QueuedAt) = (earlier.Id, earlier.QueuedAt);
        if (earlier.Urgency < call.Urgency) (call.Urgency, call.Reason, call.DangerAt) = (earlier.Urgency, earlier.Reason, earlier.DangerAt);
        Note(work, call, "rang-again", earlier.State is CallState.CallBack
            ? "She was to be rung back and rings again; she keeps the place of her first call."
            : "She has left a message and rings again; she keeps the place of her first call, and whoever takes this one has the message.", "caller");
        audit.Write(work, AuditActor.Caller, call.PracticeId, "rang-again", "call", call.Id.ToString("D"), $"earlier={earlier.Id:D}");
        // A message is to be heard: until a nurse has the caller herself it stands where it is.
        if (earlier.State is CallState.CallBack) await CloseAsRangAgainAsync(work, earlier, cancel);
    }

    /// <summary>The nurse who has the caller has her message too.</summary>
    private async Task CloseEarlierMessageAsync(UnitOfWork work, Call call, Guid nurse, CancellationToken cancel)
    {
        if (call.EarlierCallId is not { } id || work.Find<Call>(id) is not { State: CallState.Voicemail } earlier) return;
        earlier.NurseId = nurse;
        await CloseAsRangAgainAsync(work, earlier, cancel);
    }

    private async Task CloseAsRangAgainAsync(UnitOfWork work, Call earlier, CancellationToken cancel)
    {
        var rings = earlier.CallBackSid;
        if (!Fire(work, earlier, CallTrigger.GiveUp, "rang-again", "The caller rang again; her new call has her place.", "caller")) return;
        (earlier.EndReason, earlier.EndedAt, earlier.CallBackSid) = (RangAgain, work.Now, null);
        await work.CancelTimersAsync(TimerOwner, earlier.Id, cancel);
        await queue.RemoveAsync(work, earlier.Id, cancel);
        await PublishEarlierTalkAsync(work, earlier, cancel);
        if (rings is not null) await EnqueueActionAsync(work, earlier, CallActions.ReleaseNurse, $"release-{rings}", new CallAction(earlier.Id, rings), cancel);
    }

    /// <summary>The same number about the same patient. A number alone is nobody: a whole house rings from one.</summary>
    private static Call? EarlierOf(UnitOfWork work, Call call) => call.PatientId is null ? null : work.Where(InState, CallState.CallBack).Concat(work.Where(InState, CallState.Voicemail))
        .Where(c => c.Id != call.Id && c.PatientId == call.PatientId && c.CallerNumber == call.CallerNumber && c.Question is not CallQuestion.Message)
        .MinBy(c => c.QueuedAt);
}
