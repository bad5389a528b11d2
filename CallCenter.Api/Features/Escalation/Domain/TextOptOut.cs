using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>A contact of a practice who has stopped our texts and not started them again.</summary>
public sealed class TextOptOut : IBelongsToPractice
{
    public required string PracticeId { get; init; }
    public required string ContactId { get; init; }
    public DateTimeOffset StoppedAt { get; init; }
}
