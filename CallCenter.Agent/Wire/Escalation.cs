namespace CallCenter.Agent.Wire;

/// <summary>An escalation as nurse and supervisor see it. <c>GET /api/escalations?callId=</c>; pushed as <see cref="HubMethods.EscalationChanged"/>.</summary>
/// <param name="State">armed, paging, held, last-resort, acknowledged, closed, cancelled.</param>
/// <param name="Now">What is happening: "Amara Okafor, MD paged by voice, attempt 1".</param>
/// <param name="Next">What happens next: "Ellen Marsh, MD".</param>
public sealed record EscalationView(
    Guid EscalationId, Guid CallId, string PracticeId, string PracticeName, string TimeZone, UrgencyName Urgency, string Disposition, string State,
    DateTimeOffset ArmedAt, DateTimeOffset ClinicalDeadline, bool DeadlinePassed, string Now, string? Next, DateTimeOffset? NextAt,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, IReadOnlyList<EscalationNoteView> Notes);

/// <summary>One line of the escalation note: who was asked how, and what came back.</summary>
public sealed record EscalationNoteView(DateTimeOffset At, string What, string Actor);

/// <summary><c>POST /api/escalations/{id}/acknowledge</c> (supervisor's desk), <c>/cancel</c>, <c>/close</c>: each with a reason.</summary>
public sealed record EscalationCommand(string Reason);
