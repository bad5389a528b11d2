using System.Text.Json;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>Outbox payload: everything else is read when it leaves, the address too.</summary>
internal sealed record PageToSend(Guid PageId)
{
    public static string Payload(Page page) => JsonSerializer.Serialize(new PageToSend(page.Id), JsonSerializerOptions.Web);

    public static Guid IdIn(OutboxMessage message) => JsonSerializer.Deserialize<PageToSend>(message.Payload, JsonSerializerOptions.Web)!.PageId;
}

/// <summary>A page ready to leave: from which line, to which number of today's file.</summary>
internal sealed record ReadyPage(Page Page, PracticeProfile Practice, string From, string To, bool Superseded);

/// <summary>
/// Hands one page to the network. When an answer was lost the network is asked first what it has; only if it knows nothing, twenty
/// seconds later, the page goes out again: a duplicate call is better than none.
/// </summary>
internal abstract class PageSender(string kind, Database database, PinnedPlans plans, IPractices practices, PageDesk desk, PhoneOutage outage, OptOuts optOuts, NoteBook notes) : IOutboxHandler
{
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromSeconds(20);
    /// <summary>An account with too many requests under way is no outage yet.</summary>
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(10);

    private const int BusyTries = 5;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45)];

    public string Kind { get; } = kind;

    public virtual OutboxAddressee Addressee => OutboxAddressee.Person;

    /// <summary>A little more than a request to the network may take: a page cut off by a dead process is taken up that soon.</summary>
    public TimeSpan Lease => TimeSpan.FromSeconds(12);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = PageToSend.IdIn(message);
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.Set<Page>().FirstOrDefaultAsync(p => p.Id == id, cancel) is not { State: PageState.Queued } page) return OutboxOutcome.Sent();
        if (await ReadyAsync(db, page, cancel) is not { } ready)
            return OutboxOutcome.Dead("no-address", (work, c) => EndAsync(work, id, PageState.Failed, "no-address", c));
        if (page.Channel is Channel.Sms && await OptOuts.HasStoppedAsync(db, page.PracticeId, page.ContactId, cancel))
            return OutboxOutcome.Dead("texts-stopped", (work, c) => EndAsync(work, id, PageState.Failed, "texts-stopped", c));
        if (ready.Superseded) return OutboxOutcome.Sent((work, c) => CancelAsync(work, id, c));
        try
        {
            var sid = mayHaveBeenSent ? await FoundAsync(db, ready, cancel) : null;
            var again = mayHaveBeenSent && sid is null;
            sid ??= await HandOverAsync(ready, cancel);
            return OutboxOutcome.Sent((work, c) => RecordAsync(work, id, sid, again, c));
        }
        catch (TelephonyException refused)
        {
            return refused.Certain ? Refused(message, id, refused.Code, refused.ForGood, refused.Pause(message.Attempts, PauseAfter(message)), refused.TooMany) : OutboxOutcome.Unknown(refused.Code, BeforeAskingAgain);
        }
        catch (MailException refused)
        {
            return refused.Certain ? Refused(message, id, refused.Code, refused.ForGood, PauseAfter(message), tooMany: false) : OutboxOutcome.Unknown(refused.Code, BeforeAskingAgain);
        }
    }

    protected abstract Task<string> HandOverAsync(ReadyPage ready, CancellationToken cancel);

    /// <summary>Whether <see cref="CandidatesAsync"/> can only name this very page, not another one to the same destination.</summary>
    protected abstract bool IsExact(Page page);

    /// <summary>What the network has already that may be this page.</summary>
    protected abstract Task<IReadOnlyList<string>> CandidatesAsync(ReadyPage ready, DateTimeOffset since, CancellationToken cancel);

    private static TimeSpan PauseAfter(OutboxMessage message) => Pauses[Math.Min(message.Attempts, Pauses.Length) - 1];

    private OutboxOutcome Refused(OutboxMessage message, Guid id, string code, bool forGood, TimeSpan after, bool tooMany) => forGood
        ? OutboxOutcome.Dead(code, (work, c) => EndAsync(work, id, PageState.Failed, code, c))
        : OutboxOutcome.Retry(code, after) with { Apply = (work, c) => AwayAsync(work, id, code, tooMany && message.Attempts < BusyTries, c) };

    private async Task AwayAsync(UnitOfWork work, Guid id, string code, bool maybeOnlyBusy, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, id, cancel) is { } page && !(maybeOnlyBusy && work.Now - page.NotBefore < BusyFor)) await outage.MeetAsync(work, page, code, cancel);
    }

    private async Task<ReadyPage?> ReadyAsync(CallCenterDbContext db, Page page, CancellationToken cancel)
    {
        if (await db.Set<EscalationCase>().FirstOrDefaultAsync(e => e.Id == page.EscalationId, cancel) is not { } escalation) return null;
        var practice = await practices.KnownAsync(PracticeScope.Everything(ScopeBypass.Schedule), page.PracticeId, cancel);
        var plan = await plans.OfAsync(db, escalation, cancel);
        var to = plan.People.Contact(page.ContactId)?.Destinations.FirstOrDefault(d => d.Id == page.DestinationId)?.To;
        if (practice is null || practice.Lines.Count == 0 || to is null) return null;
        // After an outage only the newest attempt goes out: ten calls at once help nobody.
        var superseded = page.Purpose is PagePurpose.Ask && (!escalation.StillAsks || page.Visit != escalation.Visit || page.Attempt < escalation.Attempt);
        return new(page, practice, practice.Lines[0], to, superseded);
    }

    private async Task<string?> FoundAsync(CallCenterDbContext db, ReadyPage ready, CancellationToken cancel)
    {
        var candidates = await CandidatesAsync(ready, ready.Page.NotBefore, cancel);
        return await SentAlready.FindAsync(db, candidates, ready.Page.PracticeId, ready.Page.DestinationId, IsExact(ready.Page), cancel);
    }

    private async Task RecordAsync(UnitOfWork work, Guid id, string sid, bool again, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, id, cancel) is not { } page) return;
        PageDesk.Sent(work, page, sid);
        // Called off while it was being handed over.
        if (page.State is PageState.Cancelled && RingingStopper.MayRing(page, work.Now)) await RingingStopper.EnqueueAsync(work, page, cancel);
        if (again) await NoteAsync(work, id, "An earlier hand-over to the network was never confirmed; the page was sent again.", cancel);
    }

    private async Task NoteAsync(UnitOfWork work, Guid id, string what, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, id, cancel) is { } page && await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is { } escalation)
            notes.Write(work, escalation, what, Deed.Engine with { Evidence = PageDesk.Evidence(page) });
    }

    private async Task EndAsync(UnitOfWork work, Guid id, PageState state, string result, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, id, cancel) is not { } page) return;
        // The provider knows of a STOP that never reached us.
        if (result.EndsWith(OptOuts.StoppedCode, StringComparison.Ordinal)) await optOuts.StoppedAsync(work, page.PracticeId, page.ContactId, result, cancel);
        await desk.EndedAsync(work, page, state, result, cancel);
    }

    private static async Task CancelAsync(UnitOfWork work, Guid id, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, id, cancel) is { State: PageState.Queued } page)
            (page.State, page.Result, page.EndedAt, page.LinkSecret, page.Version) = (PageState.Cancelled, "superseded", work.Now, null, page.Version + 1);
    }
}
