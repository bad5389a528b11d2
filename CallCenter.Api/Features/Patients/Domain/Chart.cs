using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Patients.Domain;

internal sealed class Condition : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }
    public required string Name { get; set; }

    /// <summary>ICD-10-CM.</summary>
    public required string Icd10 { get; set; }
    public bool Chronic { get; set; }
    public DateOnly? Since { get; set; }
}

internal sealed class Medicine : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }
    public required string Name { get; set; }
    public required string Dose { get; set; }

    /// <summary>When the practice last confirmed the entry.</summary>
    public DateOnly AsOf { get; set; }
}

internal sealed class Allergy : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }
    public required string Substance { get; set; }
}

/// <summary>A triage fact the practice wrote down outright, above all a "no" ("takes no blood thinner"), which nothing else can tell.</summary>
internal sealed class RecordedFact : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid PatientId { get; init; }
    public required string PracticeId { get; init; }
    public required string Fact { get; init; }
    public required string Value { get; set; }
    public DateOnly AsOf { get; set; }
}
