namespace CallCenter.Agent.Wire;

/// <summary>One document on its way into the practice's record. <c>GET /api/calls/{callId}/deliveries</c>, <c>GET /api/deliveries?state=needs-person</c>.</summary>
/// <param name="Kind">note, escalation-note, encounter.</param>
/// <param name="State">queued, sending, acknowledged, confirmed, unknown, failed, needs-person, voided.</param>
/// <param name="Proof">Receipt: the record's own id, or the file's name and digest.</param>
public sealed record DeliveryView(
    Guid DeliveryId, Guid CallId, string PracticeId, string PracticeName, string Kind, string Route, string State, int Attempts,
    DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, string? ReasonCode, string? Reason, string? Proof, DateTimeOffset? AcknowledgedAt);
