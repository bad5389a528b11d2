namespace CallCenter.Agent.Wire;

/// <summary><c>GET /api/calls/past?days=</c> (1–366), or <c>?call=</c> for one of them: a supervisor's of her practices, a nurse's own; the newest first.</summary>
/// <param name="More">There were more in this time than are shown.</param>
public sealed record PastCalls(int Days, IReadOnlyList<PastCall> Items, bool More);

/// <param name="Waited">From joining the line to a nurse, or to the end; null: never in line.</param>
/// <param name="Talked">From the nurse's first word to the end of the line; null: no nurse spoke.</param>
/// <param name="State">As in <see cref="CallView"/>.</param>
/// <param name="Outcome">What the nurse closed it with.</param>
/// <param name="Sounds">Recordings and messages that there are, heard or not.</param>
public sealed record PastCall(
    Guid CallId, string PracticeId, string PracticeName, string TimeZone, DateTimeOffset StartedAt, UrgencyName Urgency, string State, string Who, string? NurseName,
    TimeSpan? Waited, TimeSpan? Talked, string? EndReason, string? Outcome, bool Outbound, int Sounds);
