namespace CallCenter.Api.Features.Patients.Contracts;

/// <summary>Who a patient is, for matching, notes and the EHR.</summary>
/// <param name="Sex"><c>f</c>, <c>m</c> or <c>other</c>.</param>
/// <param name="Language">BCP-47: <c>en-US</c>, <c>es-US</c>.</param>
/// <param name="Phones">E.164.</param>
/// <param name="State">Two letters; null when the chart does not say.</param>
public sealed record PatientIdentity(
    Guid PatientId, string PracticeId, string GivenName, string FamilyName, DateOnly BirthDate, string Sex, string Mrn,
    string Language, IReadOnlyList<string> Phones, string? Address, string? State)
{
    public string Name => $"{GivenName} {FamilyName}";
}

/// <summary>Someone a caller's number could belong to: the patient, or a caregiver of that patient.</summary>
/// <param name="CaregiverId">Null when the number is the patient's own.</param>
/// <param name="CallerName">The patient's or the caregiver's name.</param>
/// <param name="Relation">Of a caregiver: <c>husband</c>.</param>
/// <param name="MayBeSpokenTo">Always true for the patient; for a caregiver only when the patient allowed it on record.</param>
public sealed record CallerCandidate(PatientIdentity Patient, Guid? CaregiverId, string CallerName, string? Relation, bool MayBeSpokenTo)
{
    public bool IsPatient => CaregiverId is null;
}

/// <param name="Label">Whose telephone it is, without a name: <c>the patient's telephone</c>, <c>the husband's telephone</c>.</param>
/// <param name="Number">E.164.</param>
public sealed record KnownNumber(string Label, string Number);

/// <param name="Icd10">ICD-10-CM.</param>
public sealed record PatientCondition(Guid ConditionId, string Name, string Icd10, bool Chronic, DateOnly? Since);

/// <summary>The chart in three lists, as people read it: <c>Warfarin 5 mg daily</c>.</summary>
public sealed record ChartBackground(IReadOnlyList<string> Conditions, IReadOnlyList<string> Medicines, IReadOnlyList<string> Allergies);

/// <summary>A patient's place in a program and the consent it stands on.</summary>
/// <param name="ConsentMethod"><c>verbal</c> or <c>written</c>.</param>
public sealed record PatientEnrolment(
    Guid EnrolmentId, Guid PatientId, string PracticeId, string Program, DateOnly EnrolledOn, DateTimeOffset? ConsentAt, string? ConsentMethod,
    DateTimeOffset? RevokedAt, string? BillingPractitioner, string? BillingNpi, bool CarePlanOnFile)
{
    /// <summary>Consent given at or before this instant and not revoked by then.</summary>
    public bool ConsentActiveAt(DateTimeOffset instant) => ConsentAt <= instant && !(RevokedAt <= instant);
}
