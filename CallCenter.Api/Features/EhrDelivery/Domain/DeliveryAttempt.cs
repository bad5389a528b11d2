using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.EhrDelivery.Domain;

/// <summary>The receipt of one attempt: begun, and what came of it. An attempt without an end was cut off.</summary>
public sealed class DeliveryAttempt : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid DeliveryId { get; init; }
    public required string PracticeId { get; init; }
    public int Number { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The state it led to.</summary>
    public DeliveryState? Outcome { get; set; }

    public string? Code { get; set; }

    /// <summary>HTTP status, where there was one.</summary>
    public int? Status { get; set; }
}
