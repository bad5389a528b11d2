using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.CareManagement;

/// <summary>The nurse says what the call was for. Her own time only; a supervisor may correct anyone's.</summary>
internal sealed class CallTimeLink(ICalls calls, IPatients patients, IPractices practices, IAudit audit, TimeNews news)
{
    public async Task<Outcome<CallTimeView>> LinkAsync(UnitOfWork work, Person person, Guid callId, LinkTimeRequest request, CancellationToken cancel)
    {
        var all = await work.Set<TimeEntry>().Where(e => e.CallId == callId).ToListAsync(cancel);
        if (all.Count == 0) return await SayAsync(work, person, callId, request, cancel);
        var mine = all.Where(e => person.IsSupervisor || e.StaffId == person.StaffId).ToList();
        if (mine.Count == 0 || !MayLink(person))
            return Refusal.Forbidden("not-your-time", "Only the nurse or medical assistant who spent this time, or a supervisor, can say what it was for.");
        if (await RefuseAsync(work, mine[0].PatientId, request, cancel) is { } refusal) return refusal;
        await DecideAsync(work, person.StaffId, mine, request, cancel);
        var practice = mine[0].PracticeId;
        audit.Write(work, person.StaffId, practice, request.NotCareManagement ? "time-not-care-management" : "time-linked", "call", callId,
            $"conditions={request.ConditionIds.Count} care-plan={request.CarePlan} counted={mine.Count(e => e.State is TimeState.Counted)}");
        await news.TellAsync(work, practice, callId, cancel);
        return TimeNews.View(callId, all);
    }

    /// <summary>The call's time has just been proposed: what the nurse said during the call decides it, if it still fits the patient.</summary>
    public async Task ApplySaidAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (await work.Set<CallPurpose>().FirstOrDefaultAsync(p => p.CallId == callId, cancel) is not { } said) return;
        var entries = work.Set<TimeEntry>().Local.Where(e => e.CallId == callId && e.StaffId == said.StaffId).ToList();
        var request = new LinkTimeRequest([.. said.Conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)], said.CarePlan, said.NotCareManagement);
        if (entries.Count == 0 || await RefuseAsync(work, entries[0].PatientId, request, cancel) is not null) return;
        await DecideAsync(work, said.StaffId, entries, request, cancel);
    }

    /// <summary>Said during the call, kept until its time is there.</summary>
    private async Task<Outcome<CallTimeView>> SayAsync(UnitOfWork work, Person person, Guid callId, LinkTimeRequest request, CancellationToken cancel)
    {
        if (await calls.GetAsync(work.Db, callId, cancel) is not { NurseId: { } nurseId } call || call.Ended)
            return Refusal.NotFound("call-time-not-found", "There is no time of yours on this call.");
        if (nurseId != person.StaffId || !MayLink(person))
            return Refusal.Forbidden("not-your-time", "Only the nurse who has the call can say what it was for. After the call a supervisor can correct it.");
        if (await RefuseAsync(work, call.PatientId, request, cancel) is { } refusal) return refusal;
        var said = await work.Set<CallPurpose>().FirstOrDefaultAsync(p => p.CallId == callId, cancel);
        if (said is null) work.Set<CallPurpose>().Add(said = new CallPurpose { CallId = callId, PracticeId = call.PracticeId });
        (said.StaffId, said.SaidAt, said.CarePlan, said.NotCareManagement) = (person.StaffId, work.Now, request.CarePlan, request.NotCareManagement);
        said.Conditions = string.Join(' ', request.ConditionIds.Distinct().Select(id => id.ToString("D")));
        audit.Write(work, person.StaffId, call.PracticeId, "call-purpose-said", "call", callId, $"conditions={request.ConditionIds.Count} care-plan={request.CarePlan} not-ccm={request.NotCareManagement}");
        return new CallTimeView(callId, [], Linked: true);
    }

    private static bool MayLink(Person person) => person.Role is Roles.Nurse or Roles.MedicalAssistant or Roles.Supervisor;

    private async Task<Refusal?> RefuseAsync(UnitOfWork work, Guid? patientId, LinkTimeRequest request, CancellationToken cancel)
    {
        if (request.NotCareManagement)
            return request.ConditionIds.Count > 0 || request.CarePlan
                ? Refusal.Invalid("link-contradicts-itself", "Choose either what the call was for, or that it was not care management.")
                : null;
        if (request.ConditionIds.Count == 0 && !request.CarePlan)
            return Refusal.Invalid("nothing-linked", "Choose at least one condition or the care plan, or say that the call was not care management.");
        if (patientId is not { } patient)
            return Refusal.Conflict("call-without-patient", "No patient has been identified for this call. Identify the patient first.");
        var conditions = (await patients.ConditionsAsync(work.Db, patient, cancel)).Select(c => c.ConditionId).ToHashSet();
        if (!request.ConditionIds.All(conditions.Contains))
            return Refusal.Invalid("unknown-condition", "One of the conditions is not this patient's. Reload the patient's card and choose again.");
        return request.CarePlan && await patients.EnrolmentAsync(work.Db, patient, null, cancel) is not { CarePlanOnFile: true }
            ? Refusal.Invalid("no-care-plan", "No care plan is on file for this patient. Link the call to a condition instead.")
            : null;
    }

    private async Task DecideAsync(UnitOfWork work, Guid staffId, List<TimeEntry> entries, LinkTimeRequest request, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(work.Db, entries[0].PracticeId, cancel) ?? throw new InvalidOperationException("A time entry outside every practice.");
        var enrolment = entries[0].PatientId is { } patient ? await PatientMonths.EnrolmentAsync(patients, work.Db, patient, cancel) : null;
        foreach (var entry in entries.Where(LinkRules.IsOpen))
        {
            if (request.NotCareManagement) LinkRules.NotCareManagement(entry);
            else LinkRules.Link(entry, enrolment, practice.Zone);
            entry.Conditions = string.Join(' ', request.ConditionIds.Distinct().Select(id => id.ToString("D")));
            (entry.CarePlan, entry.LinkedBy, entry.LinkedAt) = (request.CarePlan, staffId, work.Now);
        }
    }
}
