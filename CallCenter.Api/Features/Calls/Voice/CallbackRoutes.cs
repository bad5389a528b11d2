using System.Globalization;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>What became of a leg. Only the final status matters here; it may come twice, late, or not at all.</summary>
public sealed class LegStatusRoute(CallBook book) : IVoiceRoute
{
    public string Route => "voice/status";

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        var status = voice["CallStatus"] ?? "";
        if (status is not ("completed" or "busy" or "failed" or "no-answer" or "canceled")) return VoiceScript.None;
        await KnowRingBackAsync(work, voice, cancel);
        await EndedAsync(work, book, voice.CallSid, status, cancel);
        return VoiceScript.None;
    }

    /// <summary>A line busy at once: its end is told before the answer that names it is stored, or that answer is lost.</summary>
    private static async Task KnowRingBackAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (voice.OwnId("id") is { } id && await CallBook.FindAsync(work, id, cancel) is { State: CallState.CallBack, CallBackSid: null } call
            && voice.Own.GetValueOrDefault("n") == call.Visit.ToString(CultureInfo.InvariantCulture)) CallBook.RingsOn(work, call, voice.CallSid);
    }

    internal static async Task EndedAsync(UnitOfWork work, CallBook book, string callSid, string status, CancellationToken cancel)
    {
        if (await CallBook.FindByLegAsync(work, callSid, cancel) is not { } known)
        {
            if (Parties.BySidOf(work, callSid) is { Role: PartyRole.Supervisor } listener && await CallBook.FindAsync(work, listener.CallId, cancel) is { } its)
                await book.ListenerOutAsync(work, its, listener, true, cancel);
            return;
        }

        var (call, leg) = known;
        if (leg.EndedAt is not null) return;
        var wasInside = leg.InConference;
        (leg.Status, leg.EndedAt, leg.InConference) = (status, work.Now, false);
        if (call.State is CallState.CallBack && call.CallBackSid == leg.CallSid) await book.NotReachedAsync(work, call, status, cancel);
        // An earlier line of a caller who was rung back ends nothing.
        else if (leg.Role is LegRole.Caller && (await CallBook.CallerLegAsync(work, call.Id, cancel))?.CallSid != leg.CallSid) return;
        else if (leg.Role is LegRole.Caller) await book.CallerLeftAsync(work, call, status == "completed" ? "caller hung up" : $"line {status}", cancel);
        // Who had left the room before has been dealt with then.
        else if (wasInside && !await AnotherNurseLegAsync(work, call, leg, cancel)) await book.NurseLeftConferenceAsync(work, call, cancel);
    }

    internal static Task<bool> AnotherNurseLegAsync(UnitOfWork work, Call call, Leg leg, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(work.Where(CallBook.LegsOfCall, call.Id).Any(l => l.Role is LegRole.Nurse && l.CallSid != leg.CallSid && l.InConference));
    }
}

/// <summary>Who joined and who left the call's conference. Events are numbered; an older one that arrives later changes nothing.</summary>
public sealed class ConferenceRoute(CallBook book, PartyDesk parties) : IVoiceRoute
{
    public string Route => "conference";

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        var what = voice["StatusCallbackEvent"];
        if (what is not ("participant-join" or "participant-leave" or "participant-hold" or "participant-unhold")) return VoiceScript.None;
        if (await CallBook.FindByLegAsync(work, voice.CallSid, cancel) is not { } known)
        {
            if (what is "participant-join") await GuestJoinedAsync(work, voice, cancel);
            if (Parties.BySidOf(work, voice.CallSid) is { } party && await CallBook.FindAsync(work, party.CallId, cancel) is { } its) await PartyAsync(work, its, party, voice, what, cancel);
            return VoiceScript.None;
        }

        if (IsOld(known.Leg, voice, what)) return VoiceScript.None;
        var (call, leg) = known;
        switch (what)
        {
            case "participant-join" when leg.EndedAt is null:
                await JoinedAsync(work, call, leg, cancel);
                break;
            case "participant-leave":
                await LeftAsync(work, call, leg, voice, cancel);
                break;
            // A late word of what is not wanted any more changes nothing.
            case "participant-hold" when leg.Role is LegRole.Caller && call.HoldWanted is not false:
                await book.HeldAsync(work, call, cancel);
                break;
            case "participant-unhold" when leg.Role is LegRole.Caller && call.HoldWanted is not true:
                await book.ResumedAsync(work, call, cancel);
                break;
        }

        return VoiceScript.None;
    }

    private async Task PartyAsync(UnitOfWork work, Call call, Party party, VoiceEvent voice, string what, CancellationToken cancel)
    {
        var conference = voice["ConferenceSid"];
        if (what is "participant-join")
        {
            party.ConferenceSid = conference;
            await parties.JoinedAsync(work, call, party, cancel);
        }
        else if (what is "participant-leave" && !(party is { State: PartyState.InCall, ConferenceSid: { } now } && now != conference && !HungUp(voice))) await parties.OutAsync(work, call, party, HungUp(voice), cancel);
    }

    private static bool HungUp(VoiceEvent voice) => voice["ParticipantCallStatus"] is "completed" or "failed" || voice["ReasonParticipantLeft"] is "participant_hung_up";

    /// <summary>A clinician's leg is not the call's. One that arrives when the call is over would wait there alone, with music, for ever.</summary>
    private static async Task GuestJoinedAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (voice.OwnId("id") is { } id && await CallBook.FindAsync(work, id, cancel) is { } call && (call.IsEnded || call.State is CallState.WrapUp))
            await CallBook.EnqueueActionAsync(work, call, CallActions.EndConference, $"end-{voice.CallSid}", new CallAction(call.Id), cancel);
    }

    private async Task JoinedAsync(UnitOfWork work, Call call, Leg leg, CancellationToken cancel)
    {
        leg.InConference = true;
        if (leg.Role is LegRole.Nurse)
        {
            await book.NurseInConferenceAsync(work, call, leg, cancel);
            return;
        }

        call.CallerJoined = true;
        await book.TryConnectAsync(work, call, cancel);
    }

    private async Task LeftAsync(UnitOfWork work, Call call, Leg leg, VoiceEvent voice, CancellationToken cancel)
    {
        leg.InConference = false;
        if (leg.Role is LegRole.Nurse)
        {
            if (voice["ReasonParticipantLeft"] is "moderator_ended_conference" && call is { State: CallState.Connected or CallState.OnHold, CallerJoined: true }) await book.RoomEndedAsync(work, call, cancel);
            else if (!await LegStatusRoute.AnotherNurseLegAsync(work, call, leg, cancel)) await book.NurseLeftConferenceAsync(work, call, cancel);
            return;
        }

        call.CallerJoined = false;
        await book.EndTalkAsync(work, call, cancel);
        // Moved by us, or hung up: only the latter ends the call (and the leg's final status may be lost).
        if (HungUp(voice))
        {
            (leg.Status, leg.EndedAt) = ("completed", work.Now);
            await book.CallerLeftAsync(work, call, "caller hung up", cancel);
        }
        else await Recordings.FollowAsync(work, call, cancel);
    }

    private static bool IsOld(Leg leg, VoiceEvent voice, string what)
    {
        if (!int.TryParse(voice["SequenceNumber"], CultureInfo.InvariantCulture, out var sequence)) return false;
        var conference = voice["ConferenceSid"];
        // She is in another one by now: what the former still has to say about her, but for the end of her line, is history.
        if (leg is { InConference: true, ConferenceSid: { } now } && now != conference && what is not "participant-join" && !HungUp(voice)) return true;
        if (leg.ConferenceSid == conference && sequence <= leg.ConferenceSequence) return true;
        (leg.ConferenceSid, leg.ConferenceSequence) = (conference, sequence);
        return false;
    }
}
