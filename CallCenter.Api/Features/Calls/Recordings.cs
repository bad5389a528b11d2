using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.Calls;

/// <summary>The recordings of a call, as rows: finding them and asking the network for a change.</summary>
internal static class Recordings
{
    private static readonly Lookup<CallRecording> OfCall = new(nameof(CallRecording.CallId));
    private static readonly Lookup<RecordingSegment> SegmentsOf = new(nameof(RecordingSegment.RecordingId));
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public static CallRecording? OpenOf(UnitOfWork work, Guid callId) => work.Where(OfCall, callId).LastOrDefault(r => r.IsOpen);

    public static void Begin(UnitOfWork work, CallRecording recording)
    {
        if (work.Where(SegmentsOf, recording.Id).Any(s => s.End is null)) return;
        work.Add(new RecordingSegment { Id = Guid.CreateVersion7(work.Now), RecordingId = recording.Id, PracticeId = recording.PracticeId, Start = work.Now });
    }

    public static void Close(UnitOfWork work, CallRecording recording, DateTimeOffset at)
    {
        foreach (var segment in work.Where(SegmentsOf, recording.Id).Where(s => s.End is null)) segment.End = at < segment.Start ? segment.Start : at;
    }

    /// <param name="status">As Twilio names it: <c>paused</c>, <c>in-progress</c>, <c>stopped</c>. Nothing happens when nothing is recorded.</param>
    public static async Task WantAsync(UnitOfWork work, Call call, string status, CancellationToken cancel)
    {
        if (OpenOf(work, call.Id) is not { } recording) return;
        (recording.PauseWanted, recording.Version) = (status != "in-progress", recording.Version + 1);
        await SendAsync(work, call, recording, CallActions.ChangeRecording, $"recording-{recording.Id:N}-{recording.Version}", status, cancel);
    }

    public static Task SendAsync(UnitOfWork work, Call call, CallRecording recording, string kind, string step, string? status, CancellationToken cancel) => work.EnqueueAsync(OutboxMessage.New(
        kind, $"call/{call.Id:N}/{step}", JsonSerializer.Serialize(new CallAction(call.Id, recording.CallSid, Recording: recording.Id, Status: status), JsonSerializerOptions.Web), work.Now, $"call/{call.Id:N}/recording"), cancel);

    /// <summary>As it stands in the note.</summary>
    public static string Line(CallRecording recording, IReadOnlyList<RecordingSegment> segments, DateTimeZone zone)
    {
        string At(DateTimeOffset? at) => at is { } moment ? Clock.Format(Instant.FromDateTimeOffset(moment).InZone(zone).TimeOfDay) : "the end";
        return $"{recording.RecordingSid}: {recording.Consent}; recorded {string.Join(", not between, ", segments.Select(s => $"{At(s.Start)} to {At(s.End)}"))}";
    }
}
