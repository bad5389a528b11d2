using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Patients.Domain;

/// <summary>A patient of one practice, as much of her chart as a nurse needs on the telephone.</summary>
internal sealed class Patient : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public required string GivenName { get; set; }
    public required string FamilyName { get; set; }
    public DateOnly BirthDate { get; set; }

    /// <summary><c>f</c>, <c>m</c> or <c>other</c>, as the triage facts spell it.</summary>
    public required string Sex { get; set; }

    public required string Mrn { get; set; }

    /// <summary>BCP-47, as the phone menu knows it: <c>en-US</c>, <c>es-US</c>.</summary>
    public required string Language { get; set; }

    public string? Address { get; set; }

    /// <summary>Two letters: decides which licence a nurse needs.</summary>
    public string? State { get; set; }

    public List<PatientPhone> Phones { get; } = [];
    public List<Caregiver> Caregivers { get; } = [];
    public List<Condition> Conditions { get; } = [];
    public List<Medicine> Medicines { get; } = [];
    public List<Allergy> Allergies { get; } = [];
    public List<RecordedFact> RecordedFacts { get; } = [];
    public List<Enrolment> Enrolments { get; } = [];

    public string Name => $"{GivenName} {FamilyName}";
}

internal sealed class PatientPhone : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }
    public required string Number { get; init; }
}

/// <summary>Someone who rings for the patient.</summary>
internal sealed class Caregiver : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }
    public required string Name { get; set; }
    public required string Relation { get; set; }
    public required string Phone { get; set; }

    /// <summary>The patient has allowed it on record.</summary>
    public bool MayBeSpokenTo { get; set; }
}
