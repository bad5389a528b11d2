namespace CallCenter.Agent.Wire;

/// <summary>A call of this nurse whose note is not signed. <c>GET /api/work/notes</c>, oldest first.</summary>
/// <param name="CallerLabel">As in <see cref="QueueItem"/>: initials and surname, never a number.</param>
public sealed record NoteToSign(Guid CallId, Guid SessionId, string PracticeName, string TimeZone, string CallerLabel, DateTimeOffset EndedAt);
