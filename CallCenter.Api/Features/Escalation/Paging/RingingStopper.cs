using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>
/// Stops a telephone that still rings when nobody is needed any more. Who has picked up by then goes on: the network leaves an answered call
/// alone, and she hears who has it. A courtesy: an answer that is lost is asked for twice more, then the telephone rings out by itself.
/// </summary>
internal sealed class RingingStopper(ITelephony telephony, Database database) : IOutboxHandler
{
    public const string KindName = "escalation.stop-ringing";

    /// <summary>No telephone rings that long, also not behind the network's own queue.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int MostAttempts = 3;

    public string Kind => KindName;

    public OutboxAddressee Addressee => OutboxAddressee.Person;

    public static bool MayRing(Page page, DateTimeOffset now) =>
        page is { Channel: Channel.Voice, ProviderSid: not null, State: PageState.Sent or PageState.Cancelled } && page.SentAt > now - Longest;

    public static Task EnqueueAsync(UnitOfWork work, Page page, CancellationToken cancel) => work.EnqueueAsync(
        OutboxMessage.New(KindName, $"escalation/stop-ringing/{page.Id:N}", PageToSend.Payload(page), work.Now, rank: OutboxMessage.AfterEveryPage), cancel);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = PageToSend.IdIn(message);
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.Set<Page>().FirstOrDefaultAsync(p => p.Id == id, cancel) is not { ProviderSid: { } sid } page || !MayRing(page, message.CreatedAt)) return OutboxOutcome.Sent();
        try
        {
            await telephony.StopRingingAsync(sid, cancel);
            return OutboxOutcome.Sent();
        }
        catch (TelephonyException refused)
        {
            return refused.ForGood || message.Attempts >= MostAttempts ? OutboxOutcome.Sent() : OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(2)));
        }
    }
}
