using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Staff.Domain;

/// <summary>The PIN by which an on-call clinician proves who she is on the telephone; only its hash is kept.</summary>
internal sealed class ClinicianPin : IBelongsToPractice
{
    public required string PracticeId { get; init; }

    /// <summary>The contact of the practice's escalation file: <c>dr-okafor</c>.</summary>
    public required string ContactId { get; init; }
    public required string Hash { get; set; }
}

/// <summary>Something of this installation that only Development needs: the demo password.</summary>
internal sealed class DevelopmentSetting
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}
