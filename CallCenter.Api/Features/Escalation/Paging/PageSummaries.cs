using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>The little that a proven contact is told, never more than the practice's file lets that contact know. Each telling is audited.</summary>
internal sealed class PageSummaries(IPatients patients, IPractices practices, ICalls calls, IAudit audit)
{
    public async Task<PageSummary> TellAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, string contactId, CancellationToken cancel)
    {
        var phi = plan.People.Contact(contactId)?.Phi ?? PhiLevel.None;
        var callBack = phi is PhiLevel.None ? null : await CallBackAsync(work, escalation, cancel);
        if (phi is PhiLevel.None or PhiLevel.CallbackNumberOnly) return new(null, null, callBack);
        audit.Write(work, $"contact:{contactId}", escalation.PracticeId, "page-summary-told", escalation.PatientId is null ? "escalation" : "patient",
            (escalation.PatientId ?? escalation.Id).ToString("D"), $"escalation={escalation.Id:N}");
        return new(await AgeAsync(work, escalation, cancel), DispositionWords.Title(escalation.Disposition), callBack);
    }

    private async Task<string?> CallBackAsync(UnitOfWork work, EscalationCase escalation, CancellationToken cancel) =>
        (await calls.GetAsync(work.Db, escalation.CallId, cancel))?.CallerNumber is { } number && number.StartsWith('+') ? number : null;

    private async Task<int?> AgeAsync(UnitOfWork work, EscalationCase escalation, CancellationToken cancel)
    {
        if (escalation.PatientId is not { } id || await patients.GetAsync(work.Db, id, cancel) is not { } patient
            || await practices.GetAsync(work.Db, escalation.PracticeId, cancel) is not { } practice) return null;
        var today = practice.DateAt(work.Now);
        var age = today.Year - patient.BirthDate.Year;
        return today < patient.BirthDate.AddYears(age) ? age - 1 : age;
    }
}
