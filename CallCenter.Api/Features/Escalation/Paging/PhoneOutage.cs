using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>
/// A network that takes no page is not waited for: the person's other ways are tried at once. When no telephone way is left, nurse and
/// supervisor are told to dial by hand; the pages go on being tried beside that.
/// </summary>
internal sealed class PhoneOutage(EscalationDesk desk, EffectWriter effects, NoteBook notes)
{
    /// <summary>Whether every telephone page of the present attempt waits for a network that does not take it.</summary>
    public static async Task<bool> IsNowAsync(CallCenterDbContext db, EscalationCase escalation, CancellationToken cancel)
    {
        var pages = await OfAttempt(db, escalation).ToListAsync(cancel);
        var phones = pages.Where(p => p.Channel is Channel.Voice or Channel.Sms).ToList();
        return escalation.StillAsks && phones.Count > 0 && phones.All(p => p.State is PageState.Queued && p.Result is not null);
    }

    public async Task MeetAsync(UnitOfWork work, Page page, string code, CancellationToken cancel)
    {
        if (page.State is not PageState.Queued || page.Result is not null || await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is not { } escalation) return;
        (page.Result, page.Version) = (code, page.Version + 1);
        notes.Write(work, escalation, $"{NoteWords.Channel(page.Channel)}: the network does not take the page ({code}); it is tried again.", Deed.Engine with { Evidence = PageDesk.Evidence(page) });
        if (page.Purpose is not PagePurpose.Ask || page.Visit != escalation.Visit || page.Attempt != escalation.Attempt || !escalation.StillAsks) return;
        await OtherWaysAsync(work, escalation, page, await desk.PlanAsync(work, escalation, cancel), cancel);
        await work.Db.SaveChangesAsync(cancel);
        if (await IsNowAsync(work.Db, escalation, cancel))
            await notes.WriteOnCallAsync(work, escalation, "phones-away", "No telephone page gets through. Dial by hand; the numbers are on the screen of the nurse and of the supervisor.", Deed.Engine, cancel);
    }

    private async Task OtherWaysAsync(UnitOfWork work, EscalationCase escalation, Page page, PinnedPlan plan, CancellationToken cancel)
    {
        var pages = await OfAttempt(work.Db, escalation).ToListAsync(cancel);
        foreach (var later in pages.Where(p => p.ContactId == page.ContactId && p.State is PageState.Queued && p.NotBefore > work.Now))
            if (await work.Set<OutboxMessage>().FirstOrDefaultAsync(m => m.Key == later.Key && m.State == OutboxState.Queued, cancel) is { } waiting) waiting.DueAt = work.Now;
        var unused = plan.People.Contact(page.ContactId)?.Destinations.Where(d => d.CanAcknowledge && pages.All(p => p.DestinationId != d.Id)) ?? [];
        foreach (var other in unused)
            await effects.WriteAsync(work, escalation, plan, new EscalationEffect.PagePerson(page.ContactId, other.Id, other.Channel, page.StepId, page.Visit, page.Attempt,
                Instant.FromDateTimeOffset(work.Now), $"{escalation.Id:N}/{page.StepId}-{page.Visit}/{page.Attempt}/{other.Id}"), Deed.Engine, cancel);
    }

    private static IQueryable<Page> OfAttempt(CallCenterDbContext db, EscalationCase escalation) => db.Set<Page>()
        .Where(p => p.EscalationId == escalation.Id && p.Purpose == PagePurpose.Ask && p.Visit == escalation.Visit && p.Attempt == escalation.Attempt);
}
