using CallCenter.Agent.Wire;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.CareManagement;

/// <summary>A patient's month, worked out from her entries each time it is asked for: there is no second set of figures to go wrong.</summary>
internal sealed class PatientMonths(IPatients patients, IPractices practices, TimeProvider clock) : IPatientMonth
{
    public async Task<MonthView?> CurrentAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel) =>
        await patients.EnrolmentAsync(db, patientId, null, cancel) is null ? null : await OfAsync(db, patientId, null, cancel);

    /// <summary>Null: no such patient in scope.</summary>
    public async Task<MonthView?> OfAsync(CallCenterDbContext db, Guid patientId, YearMonth? wanted, CancellationToken cancel)
    {
        if (await patients.GetAsync(db, patientId, cancel) is not { } patient) return null;
        if (await practices.GetAsync(db, patient.PracticeId, cancel) is not { } practice) return null;
        var month = wanted ?? Months.Of(clock.GetUtcNow(), practice.Zone);
        var enrolment = await EnrolmentAsync(patients, db, patientId, cancel);
        var entries = await EntriesAsync(db, patientId, month.In(practice.Zone), cancel);
        var result = MonthCalculator.Evaluate(entries, enrolment, month, practice.Zone, CcmRules.Current);
        return new MonthView(
            patientId, patient.Name, Months.Write(month), enrolment?.Program ?? CcmRules.Program, practice.TimeZone, result.Counted, result.Proposed, result.ToNext,
            [.. result.Earned.Select(e => new EarnedCode(e.Code, e.Units, e.Why))], [.. entries.Select(TimeNews.View)], result.Findings);
    }

    public static async Task<Enrolment?> EnrolmentAsync(IPatients patients, CallCenterDbContext db, Guid patientId, CancellationToken cancel) =>
        await patients.EnrolmentAsync(db, patientId, null, cancel) is { } known
            ? new Enrolment(known.Program, known.ConsentAt, known.RevokedAt, [])
            : null;

    private static Task<List<TimeEntry>> EntriesAsync(CallCenterDbContext db, Guid patientId, Stretch window, CancellationToken cancel)
    {
        var (from, to) = (window.Start, window.End);
        return db.Set<TimeEntry>().Where(e => e.PatientId == patientId && e.Start < to && e.End > from).OrderBy(e => e.Start).ThenBy(e => e.Id).ToListAsync(cancel);
    }
}
