namespace CallCenter.Agent.Wire;

/// <summary>
/// A second clinician is asked to agree that a locked level is left. Pushed as <see cref="HubMethods.CoSignChanged"/> to everyone who may
/// answer and to the nurse who asked; <c>GET /api/co-signs</c> lists the open ones this person may answer and her own of the last hour.
/// </summary>
/// <param name="From">Code of the protocol's disposition; <paramref name="To"/> of the one asked for.</param>
/// <param name="Reason">Reason code of the override.</param>
/// <param name="State">open, agreed, refused, expired.</param>
/// <param name="Answer">The second clinician's reason, or why the request expired.</param>
public sealed record CoSignView(
    Guid CoSignId, Guid SessionId, Guid CallId, string PracticeId, string PracticeName, string TimeZone, Guid AskedBy, string AskedByName, DateTimeOffset AskedAt,
    string From, string FromTitle, string To, string ToTitle, string Reason, string Text, string State, string? AnsweredByName, DateTimeOffset? AnsweredAt, string? Answer);

/// <summary><c>POST /api/triage/{id}/co-signs</c></summary>
public sealed record AskCoSignRequest(string To, string Reason, string Text);

/// <summary><c>POST /api/co-signs/{id}/open</c>: the session as the second clinician reads it (audited).</summary>
public sealed record CoSignSession(CoSignView CoSign, TriageSessionView Session, PatientName? Patient);

/// <summary><c>POST /api/co-signs/{id}/answer</c></summary>
/// <param name="Version">Of the session she has read; another one since is refused, so that nobody agrees to what she has not seen.</param>
public sealed record AnswerCoSignRequest(bool Agree, string Reason, int Version);
