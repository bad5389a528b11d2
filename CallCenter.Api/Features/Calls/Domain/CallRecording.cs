using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls.Domain;

public enum RecordingState { Asked, Running, Paused, Ended, Ready, Absent }

/// <summary>A recording of a call, by reference: the sound stays where the network keeps it and is fetched with our credentials only.</summary>
public sealed class CallRecording : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>The leg that is recorded: the caller's.</summary>
    public required string CallSid { get; init; }
    public string? RecordingSid { get; set; }
    public RecordingState State { get; set; }

    /// <summary><c>announced</c> (one party's knowledge is enough at both ends) or <c>caller agreed</c>.</summary>
    public required string Consent { get; init; }

    /// <summary>Both ends' states as they were judged; <c>?</c> = not known.</summary>
    public required string States { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public int? Seconds { get; set; }

    /// <summary>Nurse or rule wants it paused, whatever the network has done so far.</summary>
    public bool PauseWanted { get; set; }
    public long Version { get; set; }

    public bool IsOpen => State is RecordingState.Asked or RecordingState.Running or RecordingState.Paused;
}

/// <summary>A stretch that was recorded. What lies between two of them is the gap.</summary>
public sealed class RecordingSegment : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid RecordingId { get; init; }
    public required string PracticeId { get; init; }
    public DateTimeOffset Start { get; init; }
    public DateTimeOffset? End { get; set; }
}
