using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Practices.Contracts;

namespace CallCenter.Api.Features.Patients.Endpoints;

internal static class PatientCards
{
    /// <summary>The card without its month and earlier calls, which are other slices'.</summary>
    public static PatientCard Of(Patient p, PracticeProfile practice, DateOnly today) => new(
        p.Id, practice.Id, practice.Name, practice.TimeZone, p.Name, p.BirthDate, Ages.On(p.BirthDate, today), p.Sex, p.Mrn, p.Language,
        [.. p.Phones.Select(n => n.Number).Order(StringComparer.Ordinal)], p.Address, p.State,
        [.. p.Conditions.OrderByDescending(c => c.Chronic).ThenBy(c => c.Name, StringComparer.Ordinal).Select(View)],
        [.. p.Medicines.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => new MedicineView(m.Name, m.Dose, m.AsOf))],
        [.. p.Allergies.Select(a => a.Substance).Order(StringComparer.Ordinal)],
        [.. p.Caregivers.OrderByDescending(c => c.MayBeSpokenTo).ThenBy(c => c.Name, StringComparer.Ordinal).Select(View)],
        ChartFacts.Of(p, today), practice.Directions, p.Enrolments.MaxBy(e => e.EnrolledOn) is { } e ? View(e) : null, null, []);

    private static ConditionView View(Condition c) => new(c.Id, c.Name, c.Icd10, c.Chronic, c.Since);

    private static CaregiverView View(Caregiver c) => new(c.Id, c.Name, c.Relation, c.Phone, c.MayBeSpokenTo);

    private static EnrolmentView View(Enrolment e) => new(e.Program, e.EnrolledOn, e.ConsentAt, e.RevokedAt, e.BillingPractitioner, e.CarePlanOnFile);
}
