using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>
/// A fax or a record message, when its time has come: written down as the record stands then and handed to delivery in one transaction. From
/// there on it is in the record with proof, on its way, or in front of a person.
/// </summary>
internal sealed class CopyToDelivery(EscalationDesk desk, EscalationDocument document, NoteBook notes) : IOutboxHandler
{
    public const string KindName = "escalation.copy";

    public string Kind => KindName;

    public OutboxAddressee Addressee => OutboxAddressee.Record;

    public Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = PageToSend.IdIn(message);
        return Task.FromResult(OutboxOutcome.Sent((work, c) => HandOverAsync(work, id, c)));
    }

    private async Task HandOverAsync(UnitOfWork work, Guid id, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, id, cancel) is not { State: PageState.Queued } page || await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is not { } escalation) return;
        var plan = await desk.PlanAsync(work, escalation, cancel);
        var to = AddressOf(plan, page);
        (page.State, page.SentAt, page.EndedAt, page.Result, page.Version) = (to is null ? PageState.Failed : PageState.Sent, work.Now, work.Now, to is null ? "no-address" : "to-delivery", page.Version + 1);
        var name = plan.NameOf(page.ContactId);
        notes.Write(work, escalation, to is null ? $"The copy for {name} has no address any more. Tell them by hand." : $"The copy for {name} by {NoteWords.Channel(page.Channel)} is with delivery.",
            Deed.Engine with { Evidence = $"page={page.Id:N}" });
        if (to is not null) await document.QueueCopyAsync(work, escalation, plan, page, to, cancel);
    }

    /// <summary>Of today's file, and only for a contact who may know it all.</summary>
    private static Destination? AddressOf(PinnedPlan plan, Page page) => plan.People.Contact(page.ContactId) is { Phi: PhiLevel.Full } contact
        ? contact.Destinations.FirstOrDefault(d => d.Id == page.DestinationId) : null;
}
