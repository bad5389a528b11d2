using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Practices.Contracts;

namespace CallCenter.Api.Features.Patients.Demo;

/// <summary>Writes an invented chart, sentence by sentence.</summary>
internal sealed class PatientDraft
{
    private readonly DateTimeOffset _now;
    private readonly DateOnly _today;

    public PatientDraft(DateTimeOffset now, string practice, string mrn, string sex, string given, string family, DateOnly born)
    {
        _now = now;
        _today = DateOnly.FromDateTime(now.UtcDateTime);
        Patient = new Patient
        {
            Id = DemoIds.Of($"patient/{mrn}"),
            PracticeId = practice,
            Mrn = mrn,
            Sex = sex,
            GivenName = given,
            FamilyName = family,
            BirthDate = born,
            Language = "en-US",
        };
    }

    public Patient Patient { get; }

    public PatientDraft LivesAt(string address, string state)
    {
        (Patient.Address, Patient.State) = (address, state);
        return this;
    }

    public PatientDraft Speaks(string language)
    {
        Patient.Language = language;
        return this;
    }

    public PatientDraft RingsFrom(string number)
    {
        Patient.Phones.Add(new PatientPhone { Id = Id("phone", number), PatientId = Patient.Id, PracticeId = Patient.PracticeId, Number = number });
        return this;
    }

    public PatientDraft CaredForBy(string name, string relation, string phone, bool mayBeSpokenTo)
    {
        Patient.Caregivers.Add(new Caregiver
        {
            Id = Id("caregiver", name),
            PatientId = Patient.Id,
            PracticeId = Patient.PracticeId,
            Name = name,
            Relation = relation,
            Phone = phone,
            MayBeSpokenTo = mayBeSpokenTo,
        });
        return this;
    }

    public PatientDraft Has(DemoIllness illness, int years)
    {
        Patient.Conditions.Add(new Condition
        {
            Id = Id("condition", illness.Icd10),
            PatientId = Patient.Id,
            PracticeId = Patient.PracticeId,
            Name = illness.Name,
            Icd10 = illness.Icd10,
            Chronic = illness.Chronic,
            Since = _today.AddYears(-years).AddDays(-years * 11),
        });
        foreach (var (name, dose) in illness.Medicines) Takes(name, dose, 12 + years);
        return this;
    }

    public PatientDraft Takes(string name, string dose, int confirmedDaysAgo)
    {
        if (Patient.Medicines.Exists(m => m.Name == name)) return this;
        Patient.Medicines.Add(new Medicine
        {
            Id = Id("medicine", name),
            PatientId = Patient.Id,
            PracticeId = Patient.PracticeId,
            Name = name,
            Dose = dose,
            AsOf = _today.AddDays(-confirmedDaysAgo),
        });
        return this;
    }

    public PatientDraft AllergicTo(string substance)
    {
        Patient.Allergies.Add(new Allergy { Id = Id("allergy", substance), PatientId = Patient.Id, PracticeId = Patient.PracticeId, Substance = substance });
        return this;
    }

    public PatientDraft Recorded(string fact, string value, int daysAgo)
    {
        Patient.RecordedFacts.Add(new RecordedFact
        {
            Id = Id("fact", fact),
            PatientId = Patient.Id,
            PracticeId = Patient.PracticeId,
            Fact = fact,
            Value = value,
            AsOf = _today.AddDays(-daysAgo),
        });
        return this;
    }

    /// <param name="consentDaysAgo">Null: enrolled, but nobody has asked for consent yet.</param>
    public PatientDraft Enrolled(int daysAgo, int? consentDaysAgo, int? revokedDaysAgo = null, bool carePlan = true)
    {
        var (billing, npi) = DemoPatients.BillingOf(Patient.PracticeId);
        Patient.Enrolments.Add(new Enrolment
        {
            Id = Id("enrolment", "CCM"),
            PatientId = Patient.Id,
            PracticeId = Patient.PracticeId,
            Program = "CCM",
            EnrolledOn = _today.AddDays(-daysAgo),
            ConsentAt = consentDaysAgo is { } consent ? _now.AddDays(-consent) : null,
            ConsentMethod = consentDaysAgo is null ? null : daysAgo % 2 == 0 ? "verbal" : "written",
            RevokedAt = revokedDaysAgo is { } revoked ? _now.AddDays(-revoked) : null,
            BillingPractitioner = billing,
            BillingNpi = npi,
            CarePlanOnFile = carePlan,
        });
        return this;
    }

    private Guid Id(string kind, string what) => DemoIds.Of($"{kind}/{Patient.Mrn}/{what}");
}
