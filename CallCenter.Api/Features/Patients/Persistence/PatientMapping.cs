using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Patients.Domain;

namespace CallCenter.Api.Features.Patients.Persistence;

internal static class PatientMapping
{
    public static PatientIdentity Identity(this Patient p) => new(
        p.Id, p.PracticeId, p.GivenName, p.FamilyName, p.BirthDate, p.Sex, p.Mrn, p.Language,
        [.. p.Phones.Select(n => n.Number).Order(StringComparer.Ordinal)], p.Address, p.State);

    public static PatientEnrolment Record(this Enrolment e) => new(
        e.Id, e.PatientId, e.PracticeId, e.Program, e.EnrolledOn, e.ConsentAt, e.ConsentMethod, e.RevokedAt,
        e.BillingPractitioner, e.BillingNpi, e.CarePlanOnFile);
}
