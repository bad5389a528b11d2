using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.EhrDelivery.Contracts;

/// <summary>
/// The door to the practice's record. What is queued here is stored in the caller's own transaction (signing), so a signed note
/// and its delivery exist together or not at all; from then on it is in the record with proof, on its way, or in front of a person.
/// </summary>
public interface IEhrDelivery
{
    /// <summary>Queues a signed note and, where the practice's record takes them, the encounter it belongs to. The same note and version again changes nothing.</summary>
    Task QueueNoteAsync(UnitOfWork work, NoteDocument note, CancellationToken cancel);

    /// <summary>Queues the note about an escalation; it does not wait behind the patient's other documents.</summary>
    Task QueueEscalationNoteAsync(UnitOfWork work, NoteDocument note, CancellationToken cancel);

    /// <summary>Queues a copy for information: a fax to <see cref="NoteDocument.FaxTo"/> by files, anything else by the practice's own way.</summary>
    Task QueueCopyAsync(UnitOfWork work, NoteDocument note, CancellationToken cancel);
}

/// <summary>A signed document in neutral form: no record system's words in it.</summary>
/// <param name="NoteId">Ours, stable: the identity of this document in the practice's record.</param>
/// <param name="Version">1, and one more for each correction.</param>
/// <param name="PatientId">Null when the caller was never identified: a person must then choose the chart.</param>
/// <param name="PeriodStart">Clinical time of the call.</param>
public sealed record NoteDocument(
    Guid NoteId, int Version, Guid CallId, string PracticeId, Guid? PatientId, Guid AuthorId, string AuthorName, string AuthorCredential,
    string Title, string Text, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, DateTimeOffset SignedAt, string? DispositionCode)
{
    /// <summary>The number of a fax copy, E.164; null for every other document.</summary>
    public string? FaxTo { get; init; }
}
