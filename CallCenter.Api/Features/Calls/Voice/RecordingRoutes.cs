using System.Globalization;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>Said to the caller alone when the recording begins, in her language.</summary>
public sealed class RecordingWordsRoute(CallBook book) : CallerRoute("recording/words", book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel) =>
        Task.FromResult(new VoiceScript(new Speak(Phrases.RecordingBegins(call.Spanish), call.Language)));
}

/// <summary>The recording is there, or there is none. May come late, twice, or not at all; the sound is fetched only when somebody asks for it.</summary>
public sealed class RecordingStatusRoute : IVoiceRoute
{
    public string Route => "recording/status";

    public bool Speaks => false;

    public Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (voice.OwnId("id") is not { } id || work.Find<CallRecording>(id) is not { } recording || voice["RecordingSid"] is not { } sid) return Task.FromResult(VoiceScript.None);
        if (recording.RecordingSid is { } known && known != sid) return Task.FromResult(VoiceScript.None);
        if (recording.State is RecordingState.Ready) return Task.FromResult(VoiceScript.None);
        switch (voice["RecordingStatus"])
        {
            case "completed":
                (recording.RecordingSid, recording.State) = (sid, RecordingState.Ready);
                recording.Seconds = int.TryParse(voice["RecordingDuration"], CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
                break;
            case "absent" or "failed":
                recording.State = RecordingState.Absent;
                break;
            default:
                return Task.FromResult(VoiceScript.None);
        }

        recording.EndedAt ??= work.Find<Call>(recording.CallId)?.EndedAt ?? work.Now;
        recording.Version++;
        Recordings.Close(work, recording, recording.EndedAt.Value);
        return Task.FromResult(VoiceScript.None);
    }
}
