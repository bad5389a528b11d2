using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>Somebody we rang picked up: into the conference. A machine hears nothing and keeps nothing.</summary>
public sealed class PartyAnswerRoute(PartyDesk desk, IPractices practices) : IVoiceRoute
{
    public string Route => "party/answer";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await FindAsync(work, voice, cancel) is not var (call, party) || !await desk.AnsweredAsync(work, call, party, voice.CallSid, voice["AnsweredBy"], cancel)) return new VoiceScript(new HangUp());
        if (party.Role is PartyRole.Caller) return CallScripts.CalledBack(call);
        var practice = await practices.KnownAsync(work.Scope, call.PracticeId, cancel);
        return CallScripts.PartyJoins(call, party, Phrases.ToParty(practice?.Name ?? "your practice"));
    }

    internal static async Task<(Call Call, Party Party)?> FindAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel) =>
        voice.OwnId("id") is { } id && work.Find<Party>(id) is { } party && await CallBook.FindAsync(work, party.CallId, cancel) is { } call ? (call, party) : null;
}

/// <summary>A party's leg is out of the conference. When only the caller was moved (her nurse's line dropped) it is kept for the rest of the call.</summary>
public sealed class PartyLeftRoute : IVoiceRoute
{
    public string Route => "party/left";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        // A conference that did not take her will not take her the next time either.
        if (voice["DialCallStatus"] is "failed" || await PartyAnswerRoute.FindAsync(work, voice, cancel) is not var (call, party) || party.State is PartyState.Over || party.CallSid != voice.CallSid
            || call.State is not (CallState.Connected or CallState.OnHold or CallState.Queued or CallState.Offered)) return new VoiceScript(new HangUp());
        party.Version++;
        return CallScripts.PartyJoins(call, party, Phrases.PartyWaits);
    }
}

/// <summary>What became of a party's telephone. A final status may come twice, late, or not at all.</summary>
public sealed class PartyStatusRoute(PartyDesk desk, CallBook book) : IVoiceRoute
{
    public string Route => "party/status";

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        var status = voice["CallStatus"] ?? "";
        if (status is not ("completed" or "busy" or "failed" or "no-answer" or "canceled")) return VoiceScript.None;
        if (await PartyAnswerRoute.FindAsync(work, voice, cancel) is not var (call, party)) return VoiceScript.None;
        // The caller herself: her leg's end is the call's matter.
        await LegStatusRoute.EndedAsync(work, book, voice.CallSid, status, cancel);
        // A second call for the same party (its first hand-over was never confirmed) must not end the one that is remembered.
        if (party.CallSid is null || party.CallSid == voice.CallSid) await desk.OverAsync(work, call, party, status, cancel);
        return VoiceScript.None;
    }
}
