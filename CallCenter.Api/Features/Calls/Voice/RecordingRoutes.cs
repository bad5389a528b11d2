using System.Globalization;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>Said to the caller alone before the recording begins, in her language.</summary>
public sealed class RecordingWordsRoute(CallBook book) : CallerRoute("recording/words", book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel) =>
        Task.FromResult(new VoiceScript(new Speak(Phrases.RecordingBegins(call.Spanish), call.Language)));
}

/// <summary>The sound is there, or there is none. May come late, twice, or not at all; it is fetched only when somebody asks for it.</summary>
public sealed class RecordingStatusRoute(RecordingDesk desk) : IVoiceRoute
{
    public string Route => "recording/status";

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (voice.OwnId("id") is not { } id || work.Find<CallRecording>(id) is not { } recording || voice["RecordingSid"] is not { } sid || voice["RecordingStatus"] is not ("completed" or "absent" or "failed"))
            return VoiceScript.None;
        int? seconds = int.TryParse(voice["RecordingDuration"], CultureInfo.InvariantCulture, out var given) ? given : null;
        await desk.HeardAsync(work, recording, new NetworkRecording(sid, voice["RecordingStatus"]!, seconds), cancel);
        return VoiceScript.None;
    }
}
