namespace CallCenter.Agent.Wire;

/// <summary>Everything the nurse sees at one glance. <c>GET /api/patients/{id}</c> (each opening is audited).</summary>
public sealed record PatientCard(
    Guid PatientId, string PracticeId, string PracticeName, string TimeZone, string Name, DateOnly BirthDate, int AgeYears, string Sex, string Mrn,
    string Language, IReadOnlyList<string> Phones, string? Address, string? State,
    IReadOnlyList<ConditionView> Conditions, IReadOnlyList<MedicineView> Medicines, IReadOnlyList<string> Allergies,
    IReadOnlyList<CaregiverView> Caregivers, IReadOnlyList<ChartFact> Facts, string? PracticeDirections,
    EnrolmentView? Enrolment, MonthView? Month, IReadOnlyList<EarlierCall> EarlierCalls);

/// <param name="Icd10">ICD-10-CM code.</param>
public sealed record ConditionView(Guid ConditionId, string Name, string Icd10, bool Chronic, DateOnly? Since);
public sealed record MedicineView(string Name, string Dose, DateOnly AsOf);
public sealed record CaregiverView(Guid CaregiverId, string Name, string Relation, string Phone, bool MayBeSpokenTo);

/// <summary>A triage fact the chart knows: <paramref name="Value"/> as text (<c>true</c>, <c>78</c>, <c>f</c>), with its source and date.</summary>
public sealed record ChartFact(string Fact, string Value, string Source, DateOnly? AsOf);

/// <param name="Program">CCM, PCM, RPM, TCM, APCM.</param>
public sealed record EnrolmentView(string Program, DateOnly EnrolledOn, DateTimeOffset? ConsentAt, DateTimeOffset? RevokedAt, string? BillingPractitioner, bool CarePlanOnFile);
public sealed record EarlierCall(Guid CallId, DateTimeOffset At, string Summary, string? Disposition);
