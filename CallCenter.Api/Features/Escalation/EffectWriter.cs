using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation;

/// <summary>Writes what the machine decided: pages with their outbox messages, timers, lines of the record. Nothing leaves before the commit.</summary>
internal sealed class EffectWriter(NoteBook notes, PageLinks links, IMail mail, IAudit audit)
{
    public const string TimerOwner = "escalation";

    public Task WriteAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, EscalationEffect effect, Deed deed, CancellationToken cancel) => effect switch
    {
        EscalationEffect.WriteNote note => NoteAsync(work, escalation, plan, note.Note, deed, cancel),
        EscalationEffect.PagePerson page => PageAsync(work, escalation, plan, page, cancel),
        EscalationEffect.SendCopy copy => CopyAsync(work, escalation, plan, copy, cancel),
        EscalationEffect.SetTimer timer => SetTimerAsync(work, escalation, timer, cancel),
        EscalationEffect.CancelTimers => CancelTimersAsync(work, escalation, cancel),
        EscalationEffect.CancelUnsentPages unsent => CancelUnsentAsync(work, escalation, unsent.ContactId, cancel),
        EscalationEffect.TellOthersTaken taken => TellOthersAsync(work, escalation, plan, taken.TakenBy, cancel),
        EscalationEffect.TellNurse tell => notes.WriteOnCallAsync(work, escalation, "escalation-notice", NoteWords.Notice(tell.Notice, tell.Prompts), Deed.Engine, cancel),
        EscalationEffect.AlarmSupervisor => Line(work, escalation, "The alarm on the supervisor's desk is on."),
        EscalationEffect.ClearAlarm => Line(work, escalation, "The alarm on the supervisor's desk is off."),
        EscalationEffect.ReopenAt reopen => Line(work, escalation, $"Open again from '{reopen.StepId ?? "the beginning"}'."),
        _ => throw new InvalidOperationException($"Nothing is known about the effect {effect.GetType().Name}."),
    };

    public static Task SetTimerAsync(UnitOfWork work, EscalationCase escalation, EscalationEffect.SetTimer timer, CancellationToken cancel) =>
        work.SetTimerAsync(TimerOwner, escalation.Id, timer.Kind.ToString(), timer.Due.ToDateTimeOffset(), timer.Version, escalation.Rank, cancel);

    // Saved before the new set is written: a row that is only marked as removed would be found again and stay removed.
    private static async Task CancelTimersAsync(UnitOfWork work, EscalationCase escalation, CancellationToken cancel)
    {
        await work.CancelTimersAsync(TimerOwner, escalation.Id, cancel);
        await work.Db.SaveChangesAsync(cancel);
    }

    private Task Line(UnitOfWork work, EscalationCase escalation, string what)
    {
        notes.Write(work, escalation, what, Deed.Engine);
        return Task.CompletedTask;
    }

    private async Task NoteAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, EscalationNote note, Deed deed, CancellationToken cancel)
    {
        var name = note.Person is { } person ? await notes.NameAsync(work.Db, plan, person, cancel) : "";
        var what = NoteWords.Note(note, _ => name);
        if (note.Kind is not NoteKind.Moved)
        {
            notes.Write(work, escalation, what, deed);
            return;
        }

        await notes.WriteOnCallAsync(work, escalation, $"escalation-{NoteWords.State(note.To)}", what, deed, cancel);
        audit.Write(work, AuditActor.Engine, escalation.PracticeId, $"escalation-{NoteWords.State(note.To)}", "escalation", escalation.Id.ToString("D"),
            $"from={note.From} trigger={note.Trigger} version={note.Version}");
    }

    private async Task PageAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, EscalationEffect.PagePerson asked, CancellationToken cancel)
    {
        var page = NewPage(work, escalation, PagePurpose.Ask, asked.Channel, asked.ContactId, asked.DestinationId, asked.StepId, asked.Visit, asked.Attempt,
            asked.NotBefore.ToDateTimeOffset(), asked.IdempotencyKey);
        notes.Write(work, escalation, $"{plan.NameOf(asked.ContactId)} is asked by {NoteWords.Channel(asked.Channel)}, step '{asked.StepId}', attempt {asked.Attempt}.",
            Deed.Engine with { Evidence = $"page={page.Id:N} destination={asked.DestinationId}" });
        await SendAsync(work, escalation, page, cancel);
    }

    private async Task CopyAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, EscalationEffect.SendCopy copy, CancellationToken cancel)
    {
        var to = plan.NameOf(copy.ContactId);
        // A fax and a record message carry the whole note: only to a contact who may know it all.
        var whole = copy.Channel is Channel.Fax or Channel.Ehr && plan.People.Contact(copy.ContactId)?.Phi is PhiLevel.Full;
        if (!whole && copy.Channel is not Channel.Sms && !(copy.Channel is Channel.Email && mail.Available))
        {
            notes.Write(work, escalation, $"A copy for {to} by {NoteWords.Channel(copy.Channel)} cannot be sent from here. Tell them by hand.", Deed.Engine);
            return;
        }

        var page = NewPage(work, escalation, PagePurpose.Copy, copy.Channel, copy.ContactId, copy.DestinationId, "copy", 0, 1, copy.NotBefore.ToDateTimeOffset(), copy.IdempotencyKey);
        notes.Write(work, escalation, whole ? $"A copy for {to} by {NoteWords.Channel(copy.Channel)} goes to delivery, {When(work, copy.NotBefore, escalation)}." : $"A copy without detail goes to {to} by {NoteWords.Channel(copy.Channel)}.", Deed.Engine with { Evidence = $"page={page.Id:N}" });
        await SendAsync(work, escalation, page, cancel);
    }

    private static string When(UnitOfWork work, Instant notBefore, EscalationCase escalation) =>
        notBefore.ToDateTimeOffset() <= work.Now ? "now" : PracticeClock.Local(notBefore.ToDateTimeOffset(), escalation.TimeZone);

    /// <summary>By text, to everybody who was asked and reached.</summary>
    private async Task TellOthersAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, string takenBy, CancellationToken cancel)
    {
        await work.Db.SaveChangesAsync(cancel);
        var asked = await work.Set<Page>().Where(p => p.EscalationId == escalation.Id && p.Purpose == PagePurpose.Ask && p.State != PageState.Cancelled && p.ContactId != takenBy)
            .Select(p => p.ContactId).Distinct().ToListAsync(cancel);
        foreach (var contact in asked.Select(plan.People.Contact).OfType<Contact>())
            if (contact.Destinations.FirstOrDefault(d => d.Channel is Channel.Sms) is { } destination)
                await SendAsync(work, escalation, NewPage(work, escalation, PagePurpose.Notice, Channel.Sms, contact.Id, destination.Id, "taken", escalation.Visit, escalation.Attempt,
                    work.Now, $"{escalation.Id:N}/taken-{escalation.StateVersion}/{destination.Id}"), cancel);
    }

    /// <summary>What has not left stays here; when nobody is needed any more, what already rings is stopped too.</summary>
    private static async Task CancelUnsentAsync(UnitOfWork work, EscalationCase escalation, string? contactId, CancellationToken cancel)
    {
        var unsent = await work.Set<Page>().Where(p => p.EscalationId == escalation.Id && p.Purpose == PagePurpose.Ask && p.State == PageState.Queued
            && (contactId == null || p.ContactId == contactId)).ToListAsync(cancel);
        foreach (var page in unsent.Where(p => p.State is PageState.Queued))
            (page.State, page.EndedAt, page.LinkSecret, page.Version) = (PageState.Cancelled, work.Now, null, page.Version + 1);
        // Who is paged while a nurse does the asking may still take it.
        if (escalation.StillAsks || escalation.AskedByHand) return;
        var rung = await work.Set<Page>().Where(p => p.EscalationId == escalation.Id && p.Purpose == PagePurpose.Ask && p.State == PageState.Sent).ToListAsync(cancel);
        foreach (var page in rung.Where(p => p.State is PageState.Sent && RingingStopper.MayRing(p, work.Now))) await RingingStopper.EnqueueAsync(work, page, cancel);
    }

    private Page NewPage(UnitOfWork work, EscalationCase escalation, PagePurpose purpose, Channel channel, string contactId, string destinationId, string stepId,
        int visit, int attempt, DateTimeOffset notBefore, string key)
    {
        var link = purpose is PagePurpose.Ask && channel is Channel.Sms ? links.New() : null;
        // An alarm on a desk of ours needs nobody to carry it.
        var onDesk = channel is Channel.Workstation or Channel.Inbox;
        var page = new Page
        {
            Id = Guid.CreateVersion7(work.Now), EscalationId = escalation.Id, PracticeId = escalation.PracticeId, Key = "escalation/" + key, Purpose = purpose, Channel = channel,
            ContactId = contactId, DestinationId = destinationId, StepId = stepId, Visit = visit, Attempt = attempt, CreatedAt = work.Now, NotBefore = notBefore,
            State = onDesk ? PageState.Sent : PageState.Queued, SentAt = onDesk ? work.Now : null, LinkHash = link?.Hash, LinkSecret = link?.Secret,
        };
        work.Set<Page>().Add(page);
        return page;
    }

    private static Task SendAsync(UnitOfWork work, EscalationCase escalation, Page page, CancellationToken cancel) => page.Channel switch
    {
        Channel.Voice => EnqueueAsync(work, escalation, page, VoicePageSender.KindName, cancel),
        Channel.Sms => EnqueueAsync(work, escalation, page, SmsPageSender.KindName, cancel),
        Channel.Email => EnqueueAsync(work, escalation, page, MailPageSender.KindName, cancel),
        Channel.Fax or Channel.Ehr => EnqueueAsync(work, escalation, page, CopyToDelivery.KindName, cancel),
        Channel.Inbox or Channel.Workstation or Channel.Pager => Task.CompletedTask,
    };

    private static Task EnqueueAsync(UnitOfWork work, EscalationCase escalation, Page page, string kind, CancellationToken cancel) => work.EnqueueAsync(
        OutboxMessage.New(kind, page.Key, PageToSend.Payload(page), work.Now, dueAt: page.NotBefore, rank: escalation.Rank), cancel);
}
