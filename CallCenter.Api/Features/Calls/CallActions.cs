using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls;

/// <summary>What a call asks of the telephone network, as an outbox payload.</summary>
public sealed record CallAction(Guid CallId, string? CallSid = null, int Visit = 0, string? Label = null, bool OnHold = false, string? Music = null, Guid? Party = null, Guid? Recording = null, string? Status = null, IReadOnlyList<string>? Parties = null, bool UnlessThere = false, bool Into = false, IReadOnlyList<string>? Nurses = null);

/// <summary>The kinds of call actions. Each may be repeated without harm, so a lost answer is simply asked again.</summary>
public static class CallActions
{
    public const string MoveCaller = "calls.move-caller";
    public const string EndConference = "calls.end-conference";
    public const string Hold = "calls.hold";
    public const string ReleaseNurse = "calls.release-nurse";
    public const string Announce = "calls.announce";
    public const string LetHear = "calls.let-hear";
    public const string RingParty = "calls.ring-party";
    public const string RingBack = "calls.ring-back";
    public const string StartRecording = "calls.start-recording";
    public const string ChangeRecording = "calls.change-recording";
    public const string CheckRecording = "calls.check-recording";
    public const string Reconcile = "calls.reconcile";
}

/// <summary>Carries out one kind of repeatable call action. After its few tries somebody else's look finds what is left to do.</summary>
public abstract class CallActionHandler(string kind) : IOutboxHandler
{
    public string Kind { get; } = kind;

    public OutboxAddressee Addressee => OutboxAddressee.LiveCall;

    public TimeSpan Lease => TimeSpan.FromSeconds(15);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var action = JsonSerializer.Deserialize<CallAction>(message.Payload, JsonSerializerOptions.Web)!;
        // Carried out, but its answer lost, and she has joined since: a second time would pull her out of her talk.
        if (action.Into && message.Attempts > 1) action = action with { UnlessThere = true };
        try
        {
            return await CarryOutAsync(action, cancel);
        }
        catch (TelephonyException refused)
        {
            // The leg or conference is over, or not such that this can be done: the status callbacks and the reconciliation say what that means.
            return refused.ForGood || refused.Code is "conference-over" || message.Attempts >= MostAttempts
                ? OutboxOutcome.Dead(refused.Code)
                : OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(Math.Min(LongestPause, message.Attempts))));
        }
    }

    protected virtual int MostAttempts => 8;

    /// <summary>Seconds.</summary>
    protected virtual int LongestPause => 5;

    protected abstract Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel);
}

/// <summary>Ends something. Nobody looks for what was not ended, and a caller would be left alone in it: asked for a whole day, at least once a minute.</summary>
public abstract class EndingHandler(string kind) : CallActionHandler(kind)
{
    protected override int MostAttempts => 24 * 60;

    protected override int LongestPause => 60;
}

public sealed class MoveCallerHandler(ITelephony telephony, CallBook book) : CallActionHandler(CallActions.MoveCaller)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        // Only the word of her joining was lost: to move her now would end the talk.
        if (action.UnlessThere && await telephony.ConferenceAsync(action.CallId, cancel) is { } conference && conference.Participants.Any(p => p.CallSid == action.CallSid))
            return OutboxOutcome.Sent((work, c) => book.CallerThereAsync(work, action.CallId, action.CallSid!, conference.Sid, c));
        await telephony.RedirectAsync(action.CallSid!, VoiceLink.Of("voice/join", action.CallId, action.Visit), cancel);
        return OutboxOutcome.Sent();
    }
}

public sealed class EndConferenceHandler(ITelephony telephony) : EndingHandler(CallActions.EndConference)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await telephony.EndConferenceAsync(action.CallId, cancel);
        return OutboxOutcome.Sent();
    }
}

public sealed class HoldHandler(ITelephony telephony, CallBook book) : CallActionHandler(CallActions.Hold)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await telephony.HoldAsync(action.CallId, action.Label ?? "caller", action.OnHold, VoiceLink.Of(action.Music ?? "voice/hold", action.CallId).With("w", action.Visit), cancel);
        // The network's answer is as good as its callback, which may be late or never come.
        return OutboxOutcome.Sent(async (work, c) =>
        {
            if (await CallBook.FindAsync(work, action.CallId, c) is not { CallerJoined: true } call || call.HoldWanted != action.OnHold) return;
            await (action.OnHold ? book.HeldAsync(work, call, c) : book.ResumedAsync(work, call, c));
        });
    }
}

/// <summary>Says something to the caller while she talks with others.</summary>
public sealed class AnnounceHandler(ITelephony telephony) : CallActionHandler(CallActions.Announce)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await telephony.AnnounceAsync(action.CallId, action.Label ?? "caller", VoiceLink.Of(action.Music!, action.CallId), cancel);
        return OutboxOutcome.Sent();
    }
}

/// <summary>Takes a nurse's leg out of a call that another nurse has now.</summary>
public sealed class ReleaseNurseHandler(ITelephony telephony) : EndingHandler(CallActions.ReleaseNurse)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        await telephony.HangUpAsync(action.CallSid!, cancel);
        return OutboxOutcome.Sent();
    }
}

/// <summary>Compares an open call with what the network says: a lost callback is healed within a minute.</summary>
public sealed class ReconcileHandler(ITelephony telephony, CallBook book, PartyDesk parties) : CallActionHandler(CallActions.Reconcile)
{
    protected override async Task<OutboxOutcome> CarryOutAsync(CallAction action, CancellationToken cancel)
    {
        var leg = action.CallSid is null ? null : await telephony.FetchAsync(action.CallSid, cancel);
        var rung = new List<LegStatus>();
        foreach (var sid in action.Parties ?? []) if (await telephony.FetchAsync(sid, cancel) is { } found) rung.Add(found);
        var nurses = new List<(string CallSid, string? Status)>();
        foreach (var sid in action.Nurses ?? [])
        {
            var line = await telephony.FetchAsync(sid, cancel);
            if (line is not { Ended: false }) nurses.Add((sid, line?.Status));
        }

        var conference = await telephony.ConferenceAsync(action.CallId, cancel);
        return OutboxOutcome.Sent(async (work, c) =>
        {
            if (await CallBook.FindAsync(work, action.CallId, c) is not { } call || call.IsEnded) return;
            foreach (var gone in rung.Where(l => l.Ended))
                if (Parties.BySidOf(work, gone.CallSid) is { } party) await parties.OverAsync(work, call, party, gone.Status, c);
            // Her nurse's line has ended and neither of the two callbacks came: the caller sits there alone. One that the network does not know is gone when the others are there without it.
            foreach (var (sid, status) in nurses.Where(n => conference is null ? n.Status is not null : conference.Participants.All(p => p.CallSid != n.CallSid)))
                await Voice.LegStatusRoute.EndedAsync(work, book, sid, status ?? "unknown", c);
            var row = await CallBook.CallerLegAsync(work, call.Id, c);
            // A line that the network does not know is gone for good, but one answer is no proof, and a call with a nurse in it is hers to end.
            var unknown = leg is null && row is { EndedAt: null } && row.CallSid == action.CallSid && !call.NurseJoined && conference?.Participants.Any(p => p.CallSid == row.CallSid) is not true;
            if (unknown && action.Visit == 0) // Visit: how often in a row it was unknown before.
            {
                await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.ReconcileTimer, work.Now + CallBook.ReconcileEvery, 1, c);
                return;
            }

            // A caller's leg may have ended before she was rung back: only the newest counts.
            var over = unknown ? "unknown" : leg is { Ended: true } && row?.CallSid == leg.CallSid ? leg.Status : null;
            if (over is not null)
            {
                if (call.State is CallState.CallBack && call.CallBackSid == action.CallSid) await book.NotReachedAsync(work, call, over, c);
                if (row is { EndedAt: null }) (row.Status, row.EndedAt) = (over, work.Now);
                await book.CallerLeftAsync(work, call, $"line {over} (found by reconciliation)", c);
                return;
            }

            if (leg is { Ended: false } && conference is null) await book.RoomIsGoneAsync(work, call, c);
            if (conference is null || (leg is not null && await book.CallerIsElsewhereAsync(work, call, conference, c))) return;
            foreach (var present in conference.Participants)
                if (Parties.BySidOf(work, present.CallSid) is { } party && party.Role is not Domain.PartyRole.Caller) await parties.JoinedAsync(work, call, party, c);
            foreach (var present in conference.Participants)
                if (await CallBook.FindByLegAsync(work, present.CallSid, c) is { Leg.Role: Domain.LegRole.Nurse } known) await book.NurseInConferenceAsync(work, call, known.Leg, c);
            if (conference.Participants.FirstOrDefault(p => p.CallSid == action.CallSid) is not { } there) return;
            if (!call.CallerJoined) await book.CallerThereAsync(work, call.Id, there.CallSid, conference.Sid, c);
            await book.HeldAsFoundAsync(work, call, there.Hold, c);
        });
    }
}
