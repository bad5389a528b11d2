using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>
/// Somebody, or a machine, picked up the telephone we rang. Only a key proves a person; until then nothing is said that is not for everyone's ears.
/// </summary>
public sealed class RingBackRoute(CallBook book) : IVoiceRoute
{
    private const string Asked = "asked";

    public string Route => "voice/call-back";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (voice.OwnId("id") is not { } id || await CallBook.FindAsync(work, id, cancel) is not { } call) return new VoiceScript(new HangUp());
        if (call.State is not CallState.CallBack) return work.Find<Leg>(voice.CallSid) is null ? new VoiceScript(new HangUp()) : await book.ScriptAsync(work, call, cancel);
        CallBook.RingsOn(work, call, voice.CallSid);
        if (voice.Digits?.Trim() == "1")
        {
            await book.ReachedAsync(work, call, cancel);
            return await book.ScriptAsync(work, call, cancel);
        }

        var times = voice.Own.TryGetValue(Asked, out var n) && int.TryParse(n, out var asked) ? asked : 0;
        if (times >= 2) return new VoiceScript(new Speak(Phrases.CallBackLater(call.Spanish), call.Language), new HangUp());
        var again = new VoiceLink(Route, ("id", id.ToString("N")), (Asked, (times + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new VoiceScript(new Ask(again, 6, call.Language, new Speak(Phrases.CallBack(call.Spanish), call.Language)) { Digits = 1 });
    }
}
