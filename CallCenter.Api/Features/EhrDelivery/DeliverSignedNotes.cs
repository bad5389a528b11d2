using CallCenter.Api.Features.EhrDelivery.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.EhrDelivery;

/// <summary>A signed note goes to the practice's record: queued in the transaction that signs it.</summary>
internal sealed class DeliverSignedNotes(IEhrDelivery delivery, IStaff staff) : IListenTo<NoteSigned>
{
    public async Task HandleAsync(UnitOfWork work, NoteSigned fact, CancellationToken cancel)
    {
        var nurse = await staff.GetAsync(work.Db, fact.NurseId, cancel)
            ?? throw new InvalidOperationException($"The note of session {fact.SessionId} was signed by someone who is not in scope.");
        await delivery.QueueNoteAsync(work, new NoteDocument(
            fact.SessionId, 1, fact.CallId, fact.PracticeId, fact.PatientId, fact.NurseId, nurse.Name, nurse.Credential,
            "Nurse triage telephone note", fact.Text, fact.CallStartedAt, fact.CallEndedAt ?? fact.SignedAt, fact.SignedAt, fact.DispositionCode), cancel);
    }
}
