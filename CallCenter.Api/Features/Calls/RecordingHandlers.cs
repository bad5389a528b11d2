using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls;

/// <summary>Says so to the caller, then records her leg. After a lost answer the network is asked first whether it records already.</summary>
public sealed class StartRecordingHandler(ICallRecorder recorder) : IOutboxHandler
{
    private const int MostAttempts = 5;

    public string Kind => CallActions.StartRecording;

    public TimeSpan Lease => TimeSpan.FromSeconds(25);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var action = JsonSerializer.Deserialize<CallAction>(message.Payload, JsonSerializerOptions.Web)!;
        try
        {
            var sid = mayHaveBeenSent ? await recorder.RunningAsync(action.CallSid!, cancel) : null;
            if (sid is null)
            {
                await recorder.AnnounceAsync(action.CallId, "caller", VoiceLink.Of("recording/words", action.CallId), cancel);
                sid = await recorder.StartAsync(action.CallSid!, VoiceLink.Of("recording/status", action.Recording!.Value), cancel);
            }

            return OutboxOutcome.Sent((work, c) => StartedAsync(work, action, sid, c));
        }
        catch (TelephonyException refused) when (!refused.Certain)
        {
            return OutboxOutcome.Unknown(refused.Code, TimeSpan.FromSeconds(3));
        }
        catch (TelephonyException refused)
        {
            var later = (!refused.Code.StartsWith('4') || refused.Code.StartsWith("429", StringComparison.Ordinal)) && refused.Code != "conference-over" && message.Attempts < MostAttempts;
            return later ? OutboxOutcome.Retry(refused.Code, refused.RetryAfter ?? TimeSpan.FromSeconds(2)) : OutboxOutcome.Dead(refused.Code, (work, _) => NotStarted(work, action));
        }
    }

    private static async Task StartedAsync(UnitOfWork work, CallAction action, string sid, CancellationToken cancel)
    {
        if (work.Find<CallRecording>(action.Recording!.Value) is not { State: RecordingState.Asked } recording) return;
        (recording.RecordingSid, recording.State, recording.Version) = (sid, RecordingState.Running, recording.Version + 1);
        Recordings.Begin(work, recording);
        if (await CallBook.FindAsync(work, action.CallId, cancel) is { } call) call.Version++;
    }

    private static Task NotStarted(UnitOfWork work, CallAction action)
    {
        if (work.Find<CallRecording>(action.Recording!.Value) is { State: RecordingState.Asked } recording) (recording.State, recording.Version) = (RecordingState.Absent, recording.Version + 1);
        return Task.CompletedTask;
    }
}

/// <summary>Pauses, resumes or ends a recording; in the recording's own lane, so behind its start.</summary>
public sealed class ChangeRecordingHandler(ICallRecorder recorder, Database database, CallBook book) : CallActionHandler(CallActions.ChangeRecording)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.FindAsync<CallRecording>([action.Recording!.Value], cancel) is not { RecordingSid: { } sid }) return OutboxOutcome.Dead("never-started");
        await recorder.ChangeAsync(action.CallSid!, sid, action.Status!, cancel);
        return OutboxOutcome.Sent((work, c) => ChangedAsync(work, action, c));
    }

    private async Task ChangedAsync(UnitOfWork work, CallAction action, CancellationToken cancel)
    {
        if (work.Find<CallRecording>(action.Recording!.Value) is not { IsOpen: true } recording) return;
        recording.State = action.Status switch { "paused" => RecordingState.Paused, "stopped" => RecordingState.Ended, _ => RecordingState.Running };
        recording.Version++;
        if (recording.State is RecordingState.Running) Recordings.Begin(work, recording);
        else Recordings.Close(work, recording, work.Now);
        if (recording.State is RecordingState.Ended) recording.EndedAt = work.Now;
        if (await CallBook.FindAsync(work, action.CallId, cancel) is { } call) book.Note(work, call, "recording", $"Recording: {recording.State.ToString().ToLowerInvariant()}.", "telephone");
    }
}
