using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Telephony;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.Calls;

/// <summary>The recordings of a call, as rows: finding them, asking the network for a change, and what it says about them.</summary>
internal static class Recordings
{
    /// <summary>The network is asked what became of a recording that it has not told us about by then.</summary>
    public static readonly TimeSpan CheckAfter = TimeSpan.FromMinutes(2);

    private static readonly Lookup<CallRecording> OfCall = new(nameof(CallRecording.CallId));
    private static readonly Lookup<RecordingSegment> SegmentsOf = new(nameof(RecordingSegment.RecordingId));
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public static IEnumerable<CallRecording> Of(UnitOfWork work, Guid callId) => work.Where(OfCall, callId);

    public static CallRecording? OpenOf(UnitOfWork work, Guid callId) => Of(work, callId).LastOrDefault(r => r.IsOpen);

    public static void Begin(UnitOfWork work, CallRecording recording)
    {
        if (work.Where(SegmentsOf, recording.Id).Any(s => s.End is null)) return;
        work.Add(new RecordingSegment { Id = Guid.CreateVersion7(work.Now), RecordingId = recording.Id, PracticeId = recording.PracticeId, Start = work.Now });
    }

    /// <summary>It runs while nurse and caller talk and neither wants it paused: not on hold, not while the caller waits for a nurse whose line dropped.</summary>
    public static Task FollowAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        var together = call is { State: CallState.Connected, NurseJoined: true, CallerJoined: true };
        return OpenOf(work, call.Id) is { } open ? WantAsync(work, call, open, together && !open.PausedByNurse ? CallRecording.InProgress : CallRecording.Pause, cancel) : Task.CompletedTask;
    }

    public static Task StopAsync(UnitOfWork work, Call call, CancellationToken cancel) =>
        OpenOf(work, call.Id) is { } open ? WantAsync(work, call, open, CallRecording.Stop, cancel) : Task.CompletedTask;

    public static async Task WantAsync(UnitOfWork work, Call call, CallRecording recording, string status, CancellationToken cancel)
    {
        if (recording.Wanted == status) return;
        (recording.Wanted, recording.Version) = (status, recording.Version + 1);
        await SendAsync(work, call, recording, CallActions.ChangeRecording, $"{recording.Version}", status, cancel);
    }

    /// <summary>The call is over, and with it what was recorded of it, paused or not.</summary>
    public static async Task CallEndedAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        foreach (var recording in Of(work, call.Id).Where(r => !r.IsSettled && r.EndedAt is null).ToList()) await EndAsync(work, recording, cancel);
    }

    /// <summary>No more is recorded; the sound comes later, by a callback or by our asking.</summary>
    public static async Task EndAsync(UnitOfWork work, CallRecording recording, CancellationToken cancel)
    {
        (recording.EndedAt, recording.Version) = (recording.EndedAt ?? work.Now, recording.Version + 1);
        // Asked for and not yet answered: whether there is anything to end, the start's answer says.
        if (recording.State is not RecordingState.Asked) recording.State = RecordingState.Ended;
        Close(work, recording);
        await CheckAsync(work, recording, "ended", work.Now + CheckAfter, cancel);
    }

    public static Task CheckAsync(UnitOfWork work, CallRecording recording, string why, DateTimeOffset due, CancellationToken cancel) => work.EnqueueAsync(OutboxMessage.New(
        CallActions.CheckRecording, $"recording/{recording.Id:N}/check-{why}", JsonSerializer.Serialize(new CallAction(recording.CallId, recording.CallSid, Recording: recording.Id), JsonSerializerOptions.Web), work.Now, dueAt: due), cancel);

    /// <summary>What the network says of it; false when that says nothing new. Late, repeated and out of order.</summary>
    public static async Task<bool> HeardAsync(UnitOfWork work, CallRecording recording, NetworkRecording said, CancellationToken cancel)
    {
        if (recording.State is RecordingState.Ready || (recording.RecordingSid is { } known && known != said.Sid)) return false;
        var before = recording.State;
        if (said.Sid.Length > 0) recording.RecordingSid = said.Sid;
        switch (said.Status)
        {
            case "completed":
                (recording.State, recording.Seconds, recording.EndedAt) = (RecordingState.Ready, said.Seconds ?? recording.Seconds, recording.EndedAt ?? work.Now);
                // Its start was never confirmed: the file itself says how long it ran.
                if (!recording.IsMessage && !work.Where(SegmentsOf, recording.Id).Any())
                    work.Add(new RecordingSegment { Id = Guid.CreateVersion7(work.Now), RecordingId = recording.Id, PracticeId = recording.PracticeId, Start = recording.EndedAt.Value.AddSeconds(-(recording.Seconds ?? 0)), End = recording.EndedAt });
                Close(work, recording);
                break;
            case "absent" or "failed":
                (recording.State, recording.EndedAt) = (RecordingState.Absent, recording.EndedAt ?? work.Now);
                Close(work, recording);
                break;
            case CallRecording.InProgress when recording.EndedAt is null:
                recording.State = RecordingState.Running;
                if (!recording.IsMessage) Begin(work, recording);
                break;
            case CallRecording.Pause when recording.EndedAt is null:
                recording.State = RecordingState.Paused;
                Close(work, recording);
                break;
            case CallRecording.Stop or "processing" when recording.EndedAt is null:
                await EndAsync(work, recording, cancel);
                break;
        }

        if (recording.State == before) return false;
        recording.Version++;
        return true;
    }

    public static Task SendAsync(UnitOfWork work, Call call, CallRecording recording, string kind, string step, string? status, CancellationToken cancel) => work.EnqueueAsync(OutboxMessage.New(
        kind, $"recording/{recording.Id:N}/{step}", JsonSerializer.Serialize(new CallAction(call.Id, recording.CallSid, Recording: recording.Id, Status: status), JsonSerializerOptions.Web), work.Now, $"recording/{recording.Id:N}"), cancel);

    /// <summary>As it stands in the note.</summary>
    public static string Line(CallRecording recording, IReadOnlyList<RecordingSegment> segments, DateTimeZone zone)
    {
        string At(DateTimeOffset? at) => at is { } moment ? Clock.Format(Instant.FromDateTimeOffset(moment).InZone(zone).TimeOfDay) : "the end";
        var withdrawn = recording.Withdrawn ? "; ended at the caller's word" : "";
        return recording.IsMessage
            ? $"{recording.RecordingSid}: message {recording.Consent}, {At(recording.AskedAt)}"
            : $"{recording.RecordingSid}: {recording.Consent}; recorded {string.Join(", not between, ", segments.Select(s => $"{At(s.Start)} to {At(s.End)}"))}{withdrawn}";
    }

    private static void Close(UnitOfWork work, CallRecording recording)
    {
        var at = recording.EndedAt ?? work.Now;
        foreach (var segment in work.Where(SegmentsOf, recording.Id).Where(s => s.End is null)) segment.End = at < segment.Start ? segment.Start : at;
    }
}
