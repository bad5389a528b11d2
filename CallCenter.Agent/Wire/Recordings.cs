namespace CallCenter.Agent.Wire;

/// <summary><c>PUT /api/calls/{id}/recording</c>.</summary>
/// <param name="Status"><c>running</c>, <c>paused</c> or <c>stopped</c>.</param>
/// <param name="CallerAgreed">The nurse asked, and the caller said yes. Needed where one party's knowledge is not enough.</param>
public sealed record RecordingRequest(string Status, bool CallerAgreed);

/// <summary><c>GET /api/calls/{id}/recordings</c>: by reference; the sound is at <c>…/recordings/{recordingId}/sound</c>, for the call's nurse and supervisors, each hearing audited.</summary>
/// <param name="Message">Left by the caller herself.</param>
/// <param name="Segments">What was recorded; between two of them is the gap.</param>
public sealed record RecordingView(Guid RecordingId, string State, string Consent, string States, int? Seconds, IReadOnlyList<RecordedStretch> Segments, bool Message = false);

/// <summary>A stretch that was recorded.</summary>
public sealed record RecordedStretch(DateTimeOffset Start, DateTimeOffset? End);

/// <summary>A message the caller left.</summary>
/// <param name="State"><c>coming</c> (not there yet), <c>ready</c>, or <c>absent</c> (nothing was recorded).</param>
/// <param name="Seconds">Its length, once it is known.</param>
public sealed record MessageView(Guid RecordingId, string State, DateTimeOffset LeftAt, int? Seconds);
