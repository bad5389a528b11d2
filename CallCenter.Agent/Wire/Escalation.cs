namespace CallCenter.Agent.Wire;

/// <summary>An escalation as nurse and supervisor see it. <c>GET /api/escalations?callId=</c>; pushed as <see cref="HubMethods.EscalationChanged"/>.</summary>
/// <param name="State">armed, paging, held, last-resort, asking (a person asks by hand), acknowledged, closed, cancelled.</param>
/// <param name="Now">What is happening: "Amara Okafor, MD paged by voice, attempt 1".</param>
/// <param name="Next">What happens next: "Ellen Marsh, MD".</param>
public sealed record EscalationView(
    Guid EscalationId, Guid CallId, string PracticeId, string PracticeName, string TimeZone, UrgencyName Urgency, string Disposition, string State,
    DateTimeOffset ArmedAt, DateTimeOffset ClinicalDeadline, bool DeadlinePassed, string Now, string? Next, DateTimeOffset? NextAt,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, IReadOnlyList<EscalationNoteView> Notes)
{
    /// <summary>When the people of <see cref="Now"/> were asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Where the nurse may go, in the order of the practice's protocol; empty when nobody is asked any more.</summary>
    public IReadOnlyList<EscalationStepView> Steps { get; init; } = [];

    /// <summary>Who can take responsibility, those to be asked first at the top; empty when it is over.</summary>
    public IReadOnlyList<EscalationPersonView> People { get; init; } = [];

    /// <summary>The telephone network takes no page at the moment: dial the people by hand.</summary>
    public bool PhonesAway { get; init; }
}

/// <summary>One line of the escalation note: who was asked how, and what came back.</summary>
public sealed record EscalationNoteView(DateTimeOffset At, string What, string Actor);

/// <param name="Who">Whom it would ask at this moment.</param>
public sealed record EscalationStepView(string StepId, string Who, bool IsCurrent);

/// <param name="Number">E.164, to be dialled by hand; null when the practice's file has none.</param>
public sealed record EscalationPersonView(string ContactId, string Name, string? Number);

/// <summary><c>POST /api/escalations/{id}/acknowledge</c> (supervisor's desk), <c>/cancel</c>, <c>/close</c>, <c>/note</c>: each with a reason or a text.</summary>
public sealed record EscalationCommand(string Reason);

/// <summary><c>POST /api/escalations/{id}/jump</c>.</summary>
/// <param name="StepId">One of <see cref="EscalationView.Steps"/>.</param>
public sealed record EscalationJump(string StepId, string Reason);

/// <summary><c>POST /api/escalations/{id}/take-over</c>: a person was reached by hand and has it, or whoever says so does the asking now.</summary>
/// <param name="ContactId">Who has it; null: the one who asks by hand.</param>
public sealed record EscalationTakeOver(string? ContactId, string Reason);

/// <summary><c>GET /api/escalations/history?days=</c>: what became of them, for the practices of the one who asks.</summary>
/// <param name="Items">The newest first.</param>
public sealed record EscalationHistory(int Days, IReadOnlyList<PracticeEscalations> Practices, IReadOnlyList<EndedEscalation> Items);

/// <param name="Median">Half of those taken were taken within this time of the nurse's decision; null when none was.</param>
/// <param name="Ninety">Nine of ten were.</param>
public sealed record PracticeEscalations(string PracticeId, string PracticeName, int Count, int Taken, int CalledOff, int PastDeadline, TimeSpan? Median, TimeSpan? Ninety);

/// <param name="State">acknowledged, closed or cancelled.</param>
public sealed record EndedEscalation(
    Guid EscalationId, Guid CallId, string PracticeId, string PracticeName, string TimeZone, UrgencyName Urgency, string Disposition, string State,
    DateTimeOffset ArmedAt, bool PastDeadline, string? TakenBy, TimeSpan? TakenAfter, string? Outcome);

/// <summary><c>GET /api/escalations/texts-stopped</c>: a contact whom no text reaches, because she stopped them.</summary>
public sealed record TextsStoppedView(string PracticeId, string PracticeName, string Name, DateTimeOffset StoppedAt);

/// <summary>Pushed as <see cref="HubMethods.TextsStoppedChanged"/>: somebody of the practice has stopped our texts, or takes them again. Ask anew.</summary>
public sealed record TextsStoppedChanged(string PracticeId);
