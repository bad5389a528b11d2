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
            var sid = mayHaveBeenSent ? (await telephony.DialledAsync(call.CallerNumber, message.DueAt, cancel)).LastOrDefault(l => !l.Ended)?.CallSid : null;
            sid ??= await telephony.DialAsync(call.Line, call.CallerNumber, VoiceLink.Of("voice/call-back", call.Id, call.Visit), new VoiceLink("voice/status"), RingSeconds, detectMachine: false, cancel);
            return OutboxOutcome.Sent(async (work, c) =>
            {
                if (await CallBook.FindAsync(work, action.CallId, c) is { State: CallState.CallBack } known && known.Visit == action.Visit) CallBook.RingsOn(work, known, sid);
            });
        }
        catch (TelephonyException refused) when (refused.Certain)
        {
            return refused.ForGood
                ? OutboxOutcome.Dead(refused.Code, async (work, c) => { if (await CallBook.FindAsync(work, action.CallId, c) is { } known) await book.NotReachedAsync(work, known, refused.Code, c); })
                : OutboxOutcome.Retry(refused.Code, refused.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(5, message.Attempts)));
        }
        catch (TelephonyException lost)
        {
            return OutboxOutcome.Unknown(lost.Code, BeforeAskingAgain);
        }
    }
}
