namespace CallCenter.Agent.Wire;

/// <summary><c>POST /api/calls/{callId}/triage</c> opens (or returns) the call's session; <c>GET /api/triage/{id}</c> reads it.</summary>
/// <param name="PackageDigest">Fetch the package once by <c>GET /api/triage/packages/{digest}</c> (immutable, cache for ever).</param>
/// <param name="EventsJson">The session's log, in order, as <c>TriageEventJson</c> of the Protocols library writes it.</param>
/// <param name="Version">Number of events the server holds.</param>
/// <param name="State">gate, assessing, disposition-reached, told, signed, paused, handed-over, recalled.</param>
public sealed record TriageSessionView(
    Guid SessionId, Guid CallId, Guid? PatientId, string PackageDigest, int Version, string State, string EventsJson, string DraftNote, string? SignedNote);

/// <summary><c>POST /api/triage/{id}/events</c>: the nurse's events in the order they happened; repeats (same event id) are no-ops.</summary>
public sealed record TriageEventsRequest(string EventsJson);

/// <summary>What the server made of them. It has the last word: on any refusal the console shows why and re-evaluates from <see cref="Session"/>.</summary>
public sealed record TriageEventsResult(int Accepted, IReadOnlyList<TriageRefusal> Refused, TriageSessionView Session);
public sealed record TriageRefusal(Guid EventId, string Code, string What);

/// <summary><c>PUT /api/triage/{id}/draft</c>: the nurse's free words, saved from the first pause in typing.</summary>
public sealed record DraftRequest(string Text);

/// <summary><c>GET /api/triage/{id}/note</c>: the note as it would be signed now, and what is still missing.</summary>
public sealed record NotePreview(string Text, IReadOnlyList<string> Missing);

/// <summary><c>POST /api/triage/{id}/sign</c>: seals the session and releases the note to the practice's record.</summary>
public sealed record SignNoteRequest(string FreeText);
