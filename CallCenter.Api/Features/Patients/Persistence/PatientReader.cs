using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Patients.Persistence;

internal sealed class PatientReader : IPatients
{
    public async Task<IReadOnlyList<CallerCandidate>> FindByPhoneAsync(CallCenterDbContext db, string practiceId, string number, CancellationToken cancel)
    {
        var patients = await WithPhones(db).Include(p => p.Caregivers)
            .Where(p => p.PracticeId == practiceId && (p.Phones.Any(n => n.Number == number) || p.Caregivers.Any(c => c.Phone == number)))
            .OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ToListAsync(cancel);
        var own = patients.Where(p => p.Phones.Any(n => n.Number == number))
            .Select(p => new CallerCandidate(p.Identity(), null, p.Name, null, MayBeSpokenTo: true));
        var caregivers = patients.SelectMany(p => p.Caregivers.Where(c => c.Phone == number).OrderBy(c => c.Name)
            .Select(c => new CallerCandidate(p.Identity(), c.Id, c.Name, c.Relation, c.MayBeSpokenTo)));
        return [.. own, .. caregivers];
    }

    public IReadOnlyList<CallerCandidate> MatchBirthDate(IEnumerable<CallerCandidate> candidates, DateOnly birthDate) =>
        [.. candidates.Where(c => c.Patient.BirthDate == birthDate)];

    public async Task<IReadOnlyList<PatientIdentity>> FindByBirthDateAsync(CallCenterDbContext db, string practiceId, DateOnly birthDate, CancellationToken cancel)
    {
        var patients = await WithPhones(db).Where(p => p.PracticeId == practiceId && p.BirthDate == birthDate)
            .OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ToListAsync(cancel);
        return [.. patients.Select(p => p.Identity())];
    }

    public async Task<PatientIdentity?> GetAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel) =>
        (await WithPhones(db).FirstOrDefaultAsync(p => p.Id == patientId, cancel))?.Identity();

    public async Task<IReadOnlyList<KnownNumber>> KnownNumbersAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel)
    {
        if (await WithPhones(db).Include(p => p.Caregivers).FirstOrDefaultAsync(p => p.Id == patientId, cancel) is not { } patient) return [];
        var own = patient.Phones.OrderBy(p => p.Number, StringComparer.Ordinal).Select(p => new KnownNumber("the patient's telephone", p.Number));
        var others = patient.Caregivers.Where(c => c.MayBeSpokenTo).OrderBy(c => c.Phone, StringComparer.Ordinal).Select(c => new KnownNumber($"the {c.Relation}'s telephone", c.Phone));
        return [.. own.Concat(others).DistinctBy(n => n.Number)];
    }

    public async Task<IReadOnlyDictionary<Guid, PatientName>> NamesAsync(
        CallCenterDbContext db, IReadOnlyCollection<Guid> patientIds, CancellationToken cancel)
    {
        var patients = await db.Set<Patient>().AsNoTracking().Where(p => patientIds.Contains(p.Id)).ToListAsync(cancel);
        return patients.ToDictionary(p => p.Id, p => new PatientName(p.Id, p.Name, p.BirthDate, p.Mrn));
    }

    public async Task<IReadOnlyList<ChartFact>> ChartFactsAsync(CallCenterDbContext db, Guid patientId, DateOnly asOf, CancellationToken cancel)
    {
        var patient = await db.Set<Patient>().AsNoTracking().AsSplitQuery()
            .Include(p => p.Conditions).Include(p => p.Medicines).Include(p => p.RecordedFacts).FirstOrDefaultAsync(p => p.Id == patientId, cancel);
        return patient is null ? [] : ChartFacts.Of(patient, asOf);
    }

    public async Task<IReadOnlyList<PatientCondition>> ConditionsAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel) =>
        await db.Set<Condition>().Where(c => c.PatientId == patientId).OrderByDescending(c => c.Chronic).ThenBy(c => c.Name)
            .Select(c => new PatientCondition(c.Id, c.Name, c.Icd10, c.Chronic, c.Since)).ToListAsync(cancel);

    public async Task<ChartBackground?> BackgroundAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel)
    {
        var patient = await db.Set<Patient>().AsNoTracking().AsSplitQuery()
            .Include(p => p.Conditions).Include(p => p.Medicines).Include(p => p.Allergies).FirstOrDefaultAsync(p => p.Id == patientId, cancel);
        return patient is null ? null : new(
            [.. patient.Conditions.OrderByDescending(c => c.Chronic).ThenBy(c => c.Name, StringComparer.Ordinal).Select(c => c.Name)],
            [.. patient.Medicines.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name} {m.Dose}".TrimEnd())],
            [.. patient.Allergies.Select(a => a.Substance).Order(StringComparer.Ordinal)]);
    }

    public async Task<PatientEnrolment?> EnrolmentAsync(CallCenterDbContext db, Guid patientId, string? program, CancellationToken cancel)
    {
        var enrolments = db.Set<Enrolment>().AsNoTracking().Where(e => e.PatientId == patientId && (program == null || e.Program == program));
        return (await enrolments.OrderByDescending(e => e.EnrolledOn).ThenBy(e => e.Id).FirstOrDefaultAsync(cancel))?.Record();
    }

    private static IQueryable<Patient> WithPhones(CallCenterDbContext db) =>
        db.Set<Patient>().AsNoTracking().Include(p => p.Phones).AsSplitQuery();
}
