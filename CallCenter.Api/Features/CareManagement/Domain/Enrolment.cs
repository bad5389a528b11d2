using NodaTime;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>What the rules need of a patient's enrolment in a program.</summary>
/// <param name="ConflictingCodes">Codes the same practitioner bills for this patient and month that exclude care management.</param>
public sealed record Enrolment(string Program, DateTimeOffset? ConsentAt, DateTimeOffset? RevokedAt, IReadOnlyList<string> ConflictingCodes)
{
    /// <summary>Consent holds from the moment it was given; a revocation takes effect at the end of its month in the practice's zone.</summary>
    public Stretch? Active(DateTimeZone zone) => ConsentAt is { } from
        ? new Stretch(from, RevokedAt is { } revoked ? Months.Of(revoked, zone).In(zone).End : DateTimeOffset.MaxValue)
        : null;
}
