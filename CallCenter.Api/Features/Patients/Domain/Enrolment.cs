using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Patients.Domain;

/// <summary>A patient in a care management program, with the consent it stands on. Time before the consent or after its end never counts.</summary>
internal sealed class Enrolment : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>CCM, PCM, RPM, TCM, APCM.</summary>
    public required string Program { get; init; }
    public DateOnly EnrolledOn { get; init; }
    public DateTimeOffset? ConsentAt { get; set; }

    /// <summary><c>verbal</c> or <c>written</c>.</summary>
    public string? ConsentMethod { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? BillingPractitioner { get; set; }
    public string? BillingNpi { get; set; }
    public bool CarePlanOnFile { get; set; }
}
