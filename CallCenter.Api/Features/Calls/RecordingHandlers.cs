using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>Says so to the caller, then records her leg. After a lost answer the network is asked first whether it records already.</summary>
public sealed class StartRecordingHandler(ICallRecorder recorder, ITelephony telephony, Database database, RecordingDesk desk) : IOutboxHandler
{
    private const int MostAttempts = 5;

    public string Kind => CallActions.StartRecording;

    public OutboxAddressee Addressee => OutboxAddressee.LiveCall;

    public TimeSpan Lease => TimeSpan.FromSeconds(25);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var action = JsonSerializer.Deserialize<CallAction>(message.Payload, JsonSerializerOptions.Web)!;
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.FindAsync<CallRecording>([action.Recording!.Value], cancel) is not { State: RecordingState.Asked } row) return OutboxOutcome.Sent();
        try
        {
            var sid = mayHaveBeenSent ? (await NetworkRecordings.FindAsync(recorder, db, row, cancel))?.Sid : null;
            if (sid is null)
            {
                // Nobody talks with a nurse any more: nothing is begun.
                if (await db.FindAsync<Call>([action.CallId], cancel) is not { State: CallState.Connected or CallState.OnHold }) return OutboxOutcome.Sent((work, c) => NotStartedAsync(work, action, c));
                await telephony.AnnounceAsync(action.CallId, "caller", VoiceLink.Of("recording/words", action.CallId), cancel);
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
            // Perhaps it records already: only the network knows, and it is asked until it says so.
            return refused.ForGood || refused.Code == "conference-over" || (message.Attempts >= MostAttempts && !mayHaveBeenSent && !refused.TooMany)
                ? OutboxOutcome.Dead(refused.Code, (work, c) => NotStartedAsync(work, action, c))
                : OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(Math.Min(60, 2 * message.Attempts))));
        }
    }

    private async Task StartedAsync(UnitOfWork work, CallAction action, string sid, CancellationToken cancel)
    {
        if (work.Find<CallRecording>(action.Recording!.Value) is not { State: RecordingState.Asked } recording) return;
        // The call ended meanwhile: the check that is due then finds the sound by this sid.
        if (recording.EndedAt is null) await desk.HeardAsync(work, recording, new NetworkRecording(sid, CallRecording.InProgress, null), cancel);
        else (recording.RecordingSid, recording.State, recording.Version) = (sid, RecordingState.Ended, recording.Version + 1);
    }

    private async Task NotStartedAsync(UnitOfWork work, CallAction action, CancellationToken cancel)
    {
        if (work.Find<CallRecording>(action.Recording!.Value) is { State: RecordingState.Asked } recording) await desk.HeardAsync(work, recording, new NetworkRecording("", "absent", null), cancel);
    }
}

/// <summary>Pauses, resumes or ends a recording; in the recording's own lane, so behind its start.</summary>
public sealed class ChangeRecordingHandler(ICallRecorder recorder, Database database, RecordingDesk desk) : CallActionHandler(CallActions.ChangeRecording)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.FindAsync<CallRecording>([action.Recording!.Value], cancel) is not { RecordingSid: { } sid, EndedAt: null }) return OutboxOutcome.Sent();
        await recorder.ChangeAsync(action.CallSid!, sid, action.Status!, cancel);
        return OutboxOutcome.Sent(async (work, c) =>
        {
            if (work.Find<CallRecording>(action.Recording!.Value) is { } recording) await desk.HeardAsync(work, recording, new NetworkRecording(sid, action.Status!, null), c);
        });
    }
}

/// <summary>Asks the network what became of a recording: its callback may be late or lost, and it may have ended by itself.</summary>
public sealed class CheckRecordingHandler(ICallRecorder recorder, Database database, RecordingDesk desk) : CallActionHandler(CallActions.CheckRecording)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(2);

    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.FindAsync<CallRecording>([action.Recording!.Value], cancel) is not { IsSettled: false } row) return OutboxOutcome.Sent();
        var found = await NetworkRecordings.FindAsync(recorder, db, row, cancel) ?? new NetworkRecording(row.RecordingSid ?? "", "absent", null);
        if (row.EndedAt is not null && found.Status is not ("completed" or "absent" or "failed")) return OutboxOutcome.Retry("processing", Again);
        return OutboxOutcome.Sent(async (work, c) =>
        {
            if (work.Find<CallRecording>(row.Id) is { } recording) await desk.HeardAsync(work, recording, found, c);
        });
    }
}

internal static class NetworkRecordings
{
    /// <summary>The recording of this row at the network: by its sid, or by being the newest of the leg that no other row has.</summary>
    public static async Task<NetworkRecording?> FindAsync(ICallRecorder recorder, CallCenterDbContext db, CallRecording row, CancellationToken cancel)
    {
        var found = await recorder.OfLegAsync(row.CallSid, cancel);
        if (row.RecordingSid is { } sid) return found.FirstOrDefault(r => r.Sid == sid);
        var others = await db.Set<CallRecording>().Where(r => r.CallId == row.CallId && r.RecordingSid != null).Select(r => r.RecordingSid).ToListAsync(cancel);
        return found.FirstOrDefault(r => !others.Contains(r.Sid));
    }
}
