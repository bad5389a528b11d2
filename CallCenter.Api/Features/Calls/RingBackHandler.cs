using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>Rings a caller back. After a lost answer the network is asked first whether her telephone rings already.</summary>
public sealed class RingBackHandler(Database database, ITelephony telephony, CallBook book) : IOutboxHandler
{
    private const int RingSeconds = 30;
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromSeconds(20);

    public string Kind => CallActions.RingBack;

    public OutboxAddressee Addressee => OutboxAddressee.LiveCall;

    public TimeSpan Lease => TimeSpan.FromSeconds(15);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var action = JsonSerializer.Deserialize<CallAction>(message.Payload, JsonSerializerOptions.Web)!;
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        // She may have called again, or the try is long over.
        if (await db.Set<Call>().FirstOrDefaultAsync(c => c.Id == action.CallId, cancel) is not { State: CallState.CallBack } call || call.Visit != action.Visit) return OutboxOutcome.Sent();
        try
        {
            // Her telephone has told us already that it rings, or how that ended.
            if (mayHaveBeenSent && await db.Set<Leg>().AnyAsync(l => l.CallId == call.Id && l.Role == LegRole.Caller && l.StartedAt > message.CreatedAt, cancel)) return OutboxOutcome.Sent();
            var sid = mayHaveBeenSent ? await FoundAsync(db, call, message.CreatedAt, cancel) : null;
            sid ??= await telephony.DialAsync(call.Line, call.CallerNumber, VoiceLink.Of("voice/call-back", call.Id, call.Visit), VoiceLink.Of("voice/status", call.Id, call.Visit), RingSeconds, detectMachine: false, cancel);
            return OutboxOutcome.Sent(async (work, c) =>
            {
                if (await CallBook.FindAsync(work, action.CallId, c) is { State: CallState.CallBack } known && known.Visit == action.Visit) CallBook.RingsOn(work, known, sid);
            });
        }
        catch (TelephonyException refused) when (refused.Certain)
        {
            return refused.ForGood
                ? OutboxOutcome.Dead(refused.Code, async (work, c) => { if (await CallBook.FindAsync(work, action.CallId, c) is { } known) await book.NotReachedAsync(work, known, refused.Code, c); })
                : OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(Math.Min(5, message.Attempts))));
        }
        catch (TelephonyException lost)
        {
            return OutboxOutcome.Unknown(lost.Code, BeforeAskingAgain);
        }
    }

    /// <summary>The newest call to her since this try was asked for, whatever attempt made it, that is nobody else's.</summary>
    private async Task<string?> FoundAsync(CallCenterDbContext db, Call call, DateTimeOffset asked, CancellationToken cancel)
    {
        var sids = (await telephony.DialledAsync(call.CallerNumber, asked, cancel)).Where(l => !l.Ended).Select(l => l.CallSid).ToList();
        var legs = await db.Set<Leg>().Where(l => sids.Contains(l.CallSid)).Select(l => l.CallSid).ToListAsync(cancel);
        var parties = await db.Set<Party>().Where(p => p.CallSid != null && sids.Contains(p.CallSid)).Select(p => p.CallSid!).ToListAsync(cancel);
        return sids.Except(legs).Except(parties).LastOrDefault();
    }
}
