using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>That, by whom and when a call's note was signed: the proof after-call work needs. The words stay where they were signed.</summary>
public sealed class SignedNote : IBelongsToPractice
{
    /// <summary>The triage session's id.</summary>
    public Guid Id { get; init; }

    public required string PracticeId { get; init; }
    public Guid CallId { get; init; }
    public Guid StaffId { get; init; }
    public DateTimeOffset SignedAt { get; init; }
}
