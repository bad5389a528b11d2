using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.CareManagement.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.CareManagement;

/// <summary>A call that was wrapped up proposes its time.</summary>
internal sealed class ProposeCallTime(ICareManagement ledger, CallTimeLink link, IStaff staff) : IListenTo<CallWrappedUp>
{
    public async Task HandleAsync(UnitOfWork work, CallWrappedUp fact, CancellationToken cancel)
    {
        // A call that was handed over is each nurse's for as long as she talked; the after-call work is the last one's.
        foreach (var nurseId in fact.Talk.Select(t => t.NurseId).Append(fact.NurseId).Distinct())
        {
            var nurse = await staff.GetAsync(work.Db, nurseId, cancel)
                ?? throw new InvalidOperationException($"Call {fact.CallId} was wrapped up by someone who is not in scope.");
            var wrapUp = nurseId == fact.NurseId && fact.WrapUpEnd > fact.WrapUpStart ? new CallStretch(fact.WrapUpStart, fact.WrapUpEnd) : null;
            await ledger.ProposeAsync(work, new CallTime(
                fact.CallId, fact.PracticeId, fact.PatientId, nurseId, nurse.SignedName, nurse.Credential,
                [.. fact.Talk.Where(t => t.NurseId == nurseId).Select(t => new CallStretch(t.Start, t.End))], wrapUp, fact.LegSids), cancel);
        }

        await link.ApplySaidAsync(work, fact.CallId, cancel);
    }
}

/// <summary>A signed note proves after-call work.</summary>
internal sealed class KeepSignedNote(TimeLedger ledger) : IListenTo<NoteSigned>
{
    public Task HandleAsync(UnitOfWork work, NoteSigned fact, CancellationToken cancel) => ledger.NoteAsync(work, new SignedNote
    {
        Id = fact.SessionId, PracticeId = fact.PracticeId, CallId = fact.CallId, StaffId = fact.NurseId, SignedAt = fact.SignedAt,
    }, cancel);
}
