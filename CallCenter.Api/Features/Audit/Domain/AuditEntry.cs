using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Audit.Domain;

/// <summary>Who did what to which record, when. Written in the transaction of the deed, never changed. Ids and codes only: no personal text.</summary>
internal sealed class AuditEntry : IBelongsToPractice
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>A staff id, or one of the actors that are no person: <c>engine</c>, <c>caller</c>, <c>twilio</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Empty for what belongs to no practice (a sign-in).</summary>
    public required string PracticeId { get; init; }

    public required string Verb { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public string? Detail { get; init; }
}
