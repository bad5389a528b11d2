using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// Rings a party from the practice's own number. Not repeated blindly: after a lost answer the network is asked first what it has. The number is read
/// when it is dialled and never lies in the outbox.
/// </summary>
public sealed class RingPartyHandler(ITelephony telephony, Database database, PartyDesk desk) : IOutboxHandler
{
    private const int MostAttempts = 4;

    public string Kind => CallActions.RingParty;

    public OutboxAddressee Addressee => OutboxAddressee.LiveCall;

    public TimeSpan Lease => TimeSpan.FromSeconds(15);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = JsonSerializer.Deserialize<CallAction>(message.Payload, JsonSerializerOptions.Web)!.Party!.Value;
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.Set<Party>().FirstOrDefaultAsync(p => p.Id == id, cancel) is not { State: PartyState.Ringing, CallSid: null } party) return OutboxOutcome.Sent();
        var call = await db.Set<Call>().FirstAsync(c => c.Id == party.CallId, cancel);
        try
        {
            var sid = mayHaveBeenSent ? await FoundAsync(db, party, cancel) : null;
            sid ??= await telephony.DialAsync(call.Line, party.Number, VoiceLink.Of("party/answer", id), VoiceLink.Of("party/status", id), Parties.RingSeconds, detectMachine: true, cancel);
            return OutboxOutcome.Sent((work, c) => RungAsync(work, id, sid, c));
        }
        catch (TelephonyException refused) when (!refused.Certain)
        {
            return OutboxOutcome.Unknown(refused.Code, TimeSpan.FromSeconds(3));
        }
        catch (TelephonyException refused)
        {
            // Busy, or perhaps ringing already: asked until the time of a ringing telephone is over.
            var again = !refused.ForGood && (refused.TooMany || mayHaveBeenSent || message.Attempts < MostAttempts);
            return again ? OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(2))) : OutboxOutcome.Dead(refused.Code, (work, c) => FailedAsync(work, id, c));
        }
    }

    /// <summary>The newest call to this number since it was asked for that is nobody else's.</summary>
    private async Task<string?> FoundAsync(CallCenterDbContext db, Party party, CancellationToken cancel)
    {
        var sids = (await telephony.DialledAsync(party.Number, party.AskedAt, cancel)).Where(l => !l.Ended).Select(l => l.CallSid).ToList();
        var known = await db.Set<Party>().Where(p => p.CallSid != null && sids.Contains(p.CallSid)).Select(p => p.CallSid).ToListAsync(cancel);
        return sids.LastOrDefault(s => !known.Contains(s));
    }

    private static async Task RungAsync(UnitOfWork work, Guid id, string sid, CancellationToken cancel)
    {
        if (work.Find<Party>(id) is not { } party) return;
        party.CallSid ??= sid;
        party.Version++;
        // Let go, or the call over, while it was being dialled.
        if (party.State is PartyState.Over && await CallBook.FindAsync(work, party.CallId, cancel) is { } call) await Parties.HangUpAsync(work, call, party, cancel);
    }

    private async Task FailedAsync(UnitOfWork work, Guid id, CancellationToken cancel)
    {
        if (work.Find<Party>(id) is { } party && await CallBook.FindAsync(work, party.CallId, cancel) is { } call) await desk.OverAsync(work, call, party, "failed", cancel);
    }
}
