using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.CareManagement;

/// <summary>The nurse says what the call was for. Her own time only; a supervisor may correct anyone's.</summary>
internal sealed class CallTimeLink(IPatients patients, IPractices practices, IAudit audit, TimeNews news)
{
    public async Task<Outcome<CallTimeView>> LinkAsync(UnitOfWork work, Person person, Guid callId, LinkTimeRequest request, CancellationToken cancel)
    {
        var all = await work.Set<TimeEntry>().Where(e => e.CallId == callId).ToListAsync(cancel);
        if (all.Count == 0) return Refusal.NotFound("call-time-not-found", "No time has been proposed for this call yet. It appears when the call is wrapped up.");
        var mine = all.Where(e => person.IsSupervisor || e.StaffId == person.StaffId).ToList();
        if (mine.Count == 0 || !MayLink(person))
            return Refusal.Forbidden("not-your-time", "Only the nurse or medical assistant who spent this time, or a supervisor, can say what it was for.");
        if (await RefuseAsync(work, mine, request, cancel) is { } refusal) return refusal;
        await DecideAsync(work, person, mine, request, cancel);
        var practice = mine[0].PracticeId;
        audit.Write(work, person.StaffId, practice, request.NotCareManagement ? "time-not-care-management" : "time-linked", "call", callId,
            $"conditions={request.ConditionIds.Count} care-plan={request.CarePlan} counted={mine.Count(e => e.State is TimeState.Counted)}");
        await news.TellAsync(work, practice, callId, cancel);
        return TimeNews.View(callId, all);
    }

    private static bool MayLink(Person person) => person.Role is Roles.Nurse or Roles.MedicalAssistant or Roles.Supervisor;

    private async Task<Refusal?> RefuseAsync(UnitOfWork work, List<TimeEntry> entries, LinkTimeRequest request, CancellationToken cancel)
    {
        if (request.NotCareManagement)
            return request.ConditionIds.Count > 0 || request.CarePlan
                ? Refusal.Invalid("link-contradicts-itself", "Choose either what the call was for, or that it was not care management.")
                : null;
        if (request.ConditionIds.Count == 0 && !request.CarePlan)
            return Refusal.Invalid("nothing-linked", "Choose at least one condition or the care plan, or say that the call was not care management.");
        if (entries[0].PatientId is not { } patient)
            return Refusal.Conflict("call-without-patient", "No patient has been identified for this call. Identify the patient first.");
        var conditions = (await patients.ConditionsAsync(work.Db, patient, cancel)).Select(c => c.ConditionId).ToHashSet();
        if (!request.ConditionIds.All(conditions.Contains))
            return Refusal.Invalid("unknown-condition", "One of the conditions is not this patient's. Reload the patient's card and choose again.");
        return request.CarePlan && await patients.EnrolmentAsync(work.Db, patient, null, cancel) is not { CarePlanOnFile: true }
            ? Refusal.Invalid("no-care-plan", "No care plan is on file for this patient. Link the call to a condition instead.")
            : null;
    }

    private async Task DecideAsync(UnitOfWork work, Person person, List<TimeEntry> entries, LinkTimeRequest request, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(work.Db, entries[0].PracticeId, cancel) ?? throw new InvalidOperationException("A time entry outside every practice.");
        var enrolment = entries[0].PatientId is { } patient ? await PatientMonths.EnrolmentAsync(patients, work.Db, patient, cancel) : null;
        foreach (var entry in entries.Where(LinkRules.IsOpen))
        {
            if (request.NotCareManagement) LinkRules.NotCareManagement(entry);
            else LinkRules.Link(entry, enrolment, practice.Zone);
            entry.Conditions = string.Join(' ', request.ConditionIds.Distinct().Select(id => id.ToString("D")));
            (entry.CarePlan, entry.LinkedBy, entry.LinkedAt) = (request.CarePlan, person.StaffId, work.Now);
        }
    }
}
