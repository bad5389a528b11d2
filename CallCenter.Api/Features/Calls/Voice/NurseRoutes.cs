using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>
/// A nurse's softphone pulls itself in: it names its offer, we check that this offer is held by this nurse, and only then
/// does it learn which conference to join.
/// </summary>
public sealed class SoftphoneRoute(CallBook book, IQueue queue) : IVoiceRoute
{
    public string Route => "client";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (SoftphoneIdentity.StaffId(voice.From) is { } supervisor && ListenerOf(work, voice, supervisor) is { } listener)
        {
            listener.CallSid ??= voice.CallSid;
            return await ListenerLeftRoute.ScriptAsync(work, listener, voice.CallSid, cancel);
        }

        if (SoftphoneIdentity.StaffId(voice.From) is not { } nurseId || await CallOfAsync(work, voice, nurseId, cancel) is not { } call || IsOver(call)) return NotYours;
        if (work.Find<Leg>(voice.CallSid) is null)
        {
            call.NurseLegs++;
            work.Add(new Leg
            {
                CallSid = voice.CallSid, CallId = call.Id, PracticeId = call.PracticeId, Role = LegRole.Nurse, StaffId = nurseId, StartedAt = work.Now,
            });
            book.Note(work, call, "nurse-line", "The nurse's softphone is joining.", nurseId.ToString("D"));
            if (call.State is CallState.Offered)
                await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.NurseJoinTimer, work.Now + CallBook.JoinCheck, 0, cancel);
        }

        return CallScripts.NurseJoins(call);
    }

    /// <summary>What her leg does next, once it belongs to the call.</summary>
    public static VoiceScript Script(Call call) => IsOver(call) ? NotYours : CallScripts.NurseJoins(call);

    private static bool IsOver(Call call) => call.IsEnded || call.State is CallState.WrapUp;

    /// <summary>The call of the offer she names. After an outage her leg comes back without it (the static answer sends it): then the call she holds.</summary>
    private async Task<Call?> CallOfAsync(UnitOfWork work, VoiceEvent voice, Guid nurseId, CancellationToken cancel)
    {
        if (Guid.TryParse(voice["offer"], out var offerId))
            return await queue.HeldAsync(work, offerId, cancel) is { } held && held.NurseId == nurseId ? await CallBook.FindAsync(work, held.CallId, cancel) : null;
        // A call she holds without an offer: she rings the caller, or puts her line back.
        if (Guid.TryParse(voice["call"], out var callId))
            return await CallBook.FindAsync(work, callId, cancel) is { State: CallState.Dialling or CallState.Connected or CallState.OnHold } hers && hers.NurseId == nurseId ? hers : null;
        return voice.Own.ContainsKey("resume")
            ? await work.Set<Call>().Where(c => c.NurseId == nurseId && (c.State == CallState.Offered || c.State == CallState.Dialling || c.State == CallState.Connected || c.State == CallState.OnHold))
                .OrderByDescending(c => c.StartedAt).FirstOrDefaultAsync(cancel)
            : null;
    }

    /// <summary>A supervisor's softphone names the listening that the server has granted her. After an outage it is known by its leg.</summary>
    private static Party? ListenerOf(UnitOfWork work, VoiceEvent voice, Guid supervisor) =>
        (Guid.TryParse(voice["listen"], out var id) ? work.Find<Party>(id) : Parties.BySidOf(work, voice.CallSid)) is { Role: PartyRole.Supervisor } listener && listener.AskedBy == supervisor
            ? listener : null;

    internal static readonly VoiceScript NotYours = new(new Speak("This call is not offered to you, or it is over.", Phrases.English), new HangUp());
}

/// <summary>The nurse's leg has left the conference by itself.</summary>
public sealed class NurseLeftRoute : IVoiceRoute
{
    public string Route => "voice/nurse-left";

    public bool Speaks => true;

    public Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel) => Task.FromResult(new VoiceScript(new HangUp()));
}

/// <summary>A supervisor's leg is out of the conference. When only the caller was moved (her nurse's line dropped) it waits for them, heard by nobody.</summary>
public sealed class ListenerLeftRoute : IVoiceRoute
{
    public string Route => "listener/left";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (voice["DialCallStatus"] is "failed" || voice.OwnId("id") is not { } id || work.Find<Party>(id) is not { } listener) return new VoiceScript(new HangUp());
        listener.Version++;
        return await ScriptAsync(work, listener, voice.CallSid, cancel);
    }

    internal static async Task<VoiceScript> ScriptAsync(UnitOfWork work, Party listener, string callSid, CancellationToken cancel)
    {
        // Hers by now: what a nurse's leg does.
        if (listener is { State: PartyState.Over, Plan: PartyPlan.TakeOver }) return new VoiceScript(new HangUp());
        return listener.IsOpen && listener.CallSid == callSid && await CallBook.FindAsync(work, listener.CallId, cancel) is { State: CallState.Connected or CallState.OnHold } call
            ? CallScripts.ListenerJoins(call, listener)
            : SoftphoneRoute.NotYours;
    }
}

/// <summary>A softphone's identity: letters, digits and underscores, never a name.</summary>
public static class SoftphoneIdentity
{
    private const string Prefix = "nurse_";

    public static string Of(Guid staffId) => Prefix + staffId.ToString("N");

    public static Guid? StaffId(string from)
    {
        var identity = from.StartsWith("client:", StringComparison.Ordinal) ? from["client:".Length..] : from;
        return identity.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(identity[Prefix.Length..], "N", out var id) ? id : null;
    }
}
