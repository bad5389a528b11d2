namespace CallCenter.TwilioEmulator.Recordings;

/// <summary>Where a recording's progress is reported.</summary>
internal sealed record RecordingCallback(string Url, string Method, IReadOnlySet<string> Events)
{
    public static RecordingCallback? From(string? url, string? method, IEnumerable<string?> events) =>
        Calls.Reporting.From(url, method, events) is { } r ? new(r.Url, r.Method, r.Events) : null;
}

internal sealed class Recording(string sid, string? callSid, string? conferenceSid, string source, DateTimeOffset startedAt)
{
    public string Sid => sid;

    public string? CallSid => callSid;

    public string? ConferenceSid => conferenceSid;

    /// <summary>DialVerb, Conference, RecordVerb, StartCallRecordingAPI …</summary>
    public string Source => source;

    public DateTimeOffset StartedAt => startedAt;

    public required string Url { get; init; }

    public RecordingCallback? Callback { get; init; }

    /// <summary>dual keeps the two sides of a call apart; a conference is always mono.</summary>
    public int Channels { get; init; } = 1;

    public string Track { get; init; } = "both";

    /// <summary>Deleted: the sound is gone, what is known about it stays for those who ask for it.</summary>
    public bool Deleted { get; set; }

    /// <summary>in-progress, paused, stopped, completed, absent.</summary>
    public string Status { get; set; } = "in-progress";

    public TimeSpan Duration { get; set; }

    public TimeSpan DurationAt(DateTimeOffset now) => Duration + ((now - RunningSince) ?? TimeSpan.Zero);

    /// <summary>Set while sound is being kept.</summary>
    public DateTimeOffset? RunningSince { get; set; } = startedAt;

    public bool Running => Status is "in-progress" or "paused";
}
