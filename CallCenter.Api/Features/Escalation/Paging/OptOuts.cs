using System.Text.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Publishing;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>
/// Who has stopped our texts. It is respected: no text goes there until the person texts START. And it alarms: the open escalations'
/// records, the supervisor's page, the practice's office by e-mail. A page that could not be sent is a failed one, so the next way is tried.
/// </summary>
internal sealed class OptOuts(EscalationFiles files, IPractices practices, NoteBook notes, FileWatch watch, ConsolePush push, IAudit audit)
{
    /// <summary>Twilio's code for a text to somebody who texted STOP.</summary>
    public const string StoppedCode = "21610";

    public static Task<bool> HasStoppedAsync(CallCenterDbContext db, string practiceId, string contactId, CancellationToken cancel) =>
        db.Set<TextOptOut>().AnyAsync(o => o.PracticeId == practiceId && o.ContactId == contactId, cancel);

    public async Task StoppedAsync(UnitOfWork work, string practiceId, string contactId, string evidence, CancellationToken cancel)
    {
        if (await work.Set<TextOptOut>().FindAsync([practiceId, contactId], cancel) is not null) return;
        work.Set<TextOptOut>().Add(new TextOptOut { PracticeId = practiceId, ContactId = contactId, StoppedAt = work.Now });
        audit.Write(work, $"contact:{contactId}", practiceId, "contact-stopped-texts", "contact", contactId, evidence);
        await TellAsync(work, practiceId, $"{NameOf(practiceId, contactId)} has stopped our texts. Only voice reaches this person now; the supervisor should arrange another way.", evidence, cancel);
        await work.EnqueueAsync(OutboxMessage.New(OptOutMail.KindName, $"escalation/texts-stopped/{practiceId}/{contactId}/{work.Now.UtcTicks}",
            JsonSerializer.Serialize(new TextsStopped(practiceId), JsonSerializerOptions.Web), work.Now), cancel);
    }

    public async Task StartedAsync(UnitOfWork work, string practiceId, string contactId, string evidence, CancellationToken cancel)
    {
        if (await work.Set<TextOptOut>().FindAsync([practiceId, contactId], cancel) is not { } stopped) return;
        work.Set<TextOptOut>().Remove(stopped);
        audit.Write(work, $"contact:{contactId}", practiceId, "contact-started-texts", "contact", contactId, evidence);
        await TellAsync(work, practiceId, $"{NameOf(practiceId, contactId)} takes our texts again.", evidence, cancel);
    }

    public async Task<IReadOnlyList<TextsStoppedView>> AllAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var views = new List<TextsStoppedView>();
        foreach (var stopped in await db.Set<TextOptOut>().OrderBy(o => o.StoppedAt).ToListAsync(cancel))
            views.Add(new(stopped.PracticeId, (await practices.GetAsync(db, stopped.PracticeId, cancel))?.Name ?? stopped.PracticeId, NameOf(stopped.PracticeId, stopped.ContactId), stopped.StoppedAt));
        return views;
    }

    private string NameOf(string practiceId, string contactId) => files.Newest(practiceId)?.File.Contact(contactId)?.Name ?? contactId;

    private async Task TellAsync(UnitOfWork work, string practiceId, string what, string evidence, CancellationToken cancel)
    {
        var open = await work.Set<EscalationCase>().Where(e => e.PracticeId == practiceId && e.Phase != EscalationPhase.Closed && e.Phase != EscalationPhase.Cancelled).ToListAsync(cancel);
        work.AfterCommit(() =>
        {
            watch.CheckSoon(practiceId);
            push.ToOverseers(practiceId, HubMethods.TextsStoppedChanged, new TextsStoppedChanged(practiceId));
        });
        foreach (var escalation in open) notes.Write(work, escalation, what, Deed.Telephone(evidence));
    }
}

internal sealed record TextsStopped(string PracticeId);

/// <summary>Tells the practice's office, without a name: who it is stands on the supervisor's page.</summary>
internal sealed class OptOutMail(IMail mail, EscalationFiles files, IPractices practices, Database database) : IOutboxHandler
{
    public const string KindName = "escalation.texts-stopped";

    public string Kind => KindName;

    public OutboxAddressee Addressee => OutboxAddressee.Mail;

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var practiceId = JsonSerializer.Deserialize<TextsStopped>(message.Payload, JsonSerializerOptions.Web)!.PracticeId;
        var offices = files.Newest(practiceId)?.File.Contacts.Where(c => c.Role is ContactRole.Office).SelectMany(c => c.Destinations).Where(d => d.Channel is Channel.Email).ToList() ?? [];
        if (!mail.Available || offices.Count == 0) return OutboxOutcome.Dead("no-mail");
        await using var db = database.Read(PracticeScope.Of(practiceId));
        var practice = (await practices.GetAsync(db, practiceId, cancel))?.Name ?? practiceId;
        try
        {
            foreach (var (office, place) in offices.Select((o, i) => (o, i)))
                await mail.SendAsync(office.To, PageWords.TextsStoppedSubject(practice), PageWords.TextsStopped(practice), $"{message.Id:N}.{place}", cancel);
            return OutboxOutcome.Sent();
        }
        catch (MailException failed)
        {
            return failed.ForGood ? OutboxOutcome.Dead(failed.Code) : OutboxOutcome.Retry(failed.Code);
        }
    }
}
