using CallCenter.Api.Features.EhrDelivery.Contracts;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.EhrDelivery;

/// <summary>Renders a document once and stores it with its way, in the transaction of whoever signed it.</summary>
internal sealed class DeliveryQueue(IPractices practices, IPatients patients, DeliveryDispatch dispatch) : IEhrDelivery
{
    public Task QueueNoteAsync(UnitOfWork work, NoteDocument note, CancellationToken cancel) => QueueAsync(work, note, DeliveryKind.Note, cancel);

    public Task QueueEscalationNoteAsync(UnitOfWork work, NoteDocument note, CancellationToken cancel) => QueueAsync(work, note, DeliveryKind.EscalationNote, cancel);

    public Task QueueCopyAsync(UnitOfWork work, NoteDocument note, CancellationToken cancel) => QueueAsync(work, note, DeliveryKind.Copy, cancel);

    private async Task QueueAsync(UnitOfWork work, NoteDocument note, DeliveryKind kind, CancellationToken cancel)
    {
        if (await FindAsync(work, note.PracticeId, kind, Key(kind, note.NoteId), note.Version, cancel) is not null) return;
        var practice = await practices.GetAsync(work.Db, note.PracticeId, cancel)
            ?? throw new InvalidOperationException($"A note of call {note.CallId} names a practice that is not in scope.");
        var patient = note.PatientId is { } id ? await patients.GetAsync(work.Db, id, cancel) : null;
        var document = new RenderedDocument(note, practice.Name, practice.TimeZone, patient is null ? null : Identity(patient));
        if (practice.Ehr.FhirBaseUrl is null || note.FaxTo is not null)
            await dispatch.SendAsync(work, Add(work, document, kind, note.NoteId, DeliveryRoute.Files, null), cancel);
        else
            await QueueForFhirAsync(work, document, kind, cancel);
    }

    private async Task QueueForFhirAsync(UnitOfWork work, RenderedDocument document, DeliveryKind kind, CancellationToken cancel)
    {
        if (document.Patient is null)
        {
            Add(work, document, kind, document.Note.NoteId, DeliveryRoute.Fhir, null).NeedPerson(DeliveryReason.CallerNotIdentified);
            return;
        }

        var encounter = await EncounterAsync(work, document, kind, cancel);
        var note = Add(work, document, kind, document.Note.NoteId, DeliveryRoute.Fhir, encounter.Id);
        if (encounter.IsFiled) await dispatch.SendAsync(work, note, cancel);
        else note.WaitForOther(DeliveryReason.WaitsForEncounter);
    }

    /// <summary>The call's one encounter: the first document of a call brings it, later ones refer to it.</summary>
    private async Task<Delivery> EncounterAsync(UnitOfWork work, RenderedDocument document, DeliveryKind bringer, CancellationToken cancel)
    {
        var callId = document.Note.CallId;
        if (await FindAsync(work, document.Note.PracticeId, DeliveryKind.Encounter, Key(DeliveryKind.Encounter, callId), 1, cancel) is { } known) return known;
        // The encounter says when and who, not what was said: it carries no text.
        var bare = document with { Note = document.Note with { Text = "", Title = "", Version = 1 } };
        var encounter = Add(work, bare, DeliveryKind.Encounter, callId, DeliveryRoute.Fhir, null);
        await dispatch.SendAsync(work, encounter, cancel, urgent: bringer is DeliveryKind.EscalationNote);
        return encounter;
    }

    private static Delivery Add(UnitOfWork work, RenderedDocument document, DeliveryKind kind, Guid subject, DeliveryRoute route, Guid? dependsOn)
    {
        var payload = document.ToJson();
        var delivery = Delivery.Queue(new NewDelivery(
            Guid.CreateVersion7(work.Now), document.Note.PracticeId, document.Note.PatientId, document.Note.CallId, kind, Key(kind, subject),
            document.Note.Version, route, payload, RenderedDocument.Hash(payload), dependsOn), work.Now);
        work.Set<Delivery>().Add(delivery);
        return delivery;
    }

    private static async Task<Delivery?> FindAsync(UnitOfWork work, string practice, DeliveryKind kind, string key, int version, CancellationToken cancel) =>
        work.Set<Delivery>().Local.FirstOrDefault(d => d.PracticeId == practice && d.Kind == kind && d.BusinessKey == key && d.DocumentVersion == version)
        ?? await work.Set<Delivery>().FirstOrDefaultAsync(d => d.PracticeId == practice && d.Kind == kind && d.BusinessKey == key && d.DocumentVersion == version, cancel);

    private static string Key(DeliveryKind kind, Guid id) => $"{DeliveryWords.Name(kind)}:{id:N}";

    private static ChartIdentity Identity(PatientIdentity patient) =>
        new(patient.PatientId, patient.Mrn, patient.GivenName, patient.FamilyName, patient.BirthDate, patient.Sex);
}
