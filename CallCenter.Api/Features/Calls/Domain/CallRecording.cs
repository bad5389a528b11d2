using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls.Domain;

public enum RecordingState { Asked, Running, Paused, Ended, Ready, Absent }

/// <summary>
/// A recording of a call, or the message a caller left, by reference: the sound stays where the network keeps it and is fetched with our credentials only.
/// </summary>
public sealed class CallRecording : IBelongsToPractice
{
    public const string InProgress = "in-progress", Pause = "paused", Stop = "stopped";
    public const string Announced = "announced", Agreed = "caller agreed", LeftByCaller = "left by the caller";

    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>The caller's own message, not a talk with a nurse.</summary>
    public bool IsMessage { get; init; }

    /// <summary>The leg that is recorded: the caller's.</summary>
    public required string CallSid { get; init; }
    public string? RecordingSid { get; set; }

    /// <summary>As the network has confirmed it.</summary>
    public RecordingState State { get; set; }

    /// <summary><see cref="Announced"/> (one party's knowledge is enough at both ends), <see cref="Agreed"/> or <see cref="LeftByCaller"/>.</summary>
    public required string Consent { get; init; }

    /// <summary>Both ends' states as they were judged; <c>?</c> = not known.</summary>
    public required string States { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public int? Seconds { get; set; }

    /// <summary>What we asked of the network last, in its words; <see cref="State"/> follows when it has answered.</summary>
    public string Wanted { get; set; } = InProgress;

    /// <summary>She wants it paused, whoever talks with whom.</summary>
    public bool PausedByNurse { get; set; }

    /// <summary>Ended at the caller's word: never again in this call unless she agrees anew.</summary>
    public bool Withdrawn { get; set; }
    public long Version { get; set; }

    /// <summary>Can still be paused, go on, or be ended.</summary>
    public bool IsOpen => !IsMessage && EndedAt is null && Wanted != Stop && IsRunning;

    private bool IsRunning => State is RecordingState.Asked or RecordingState.Running or RecordingState.Paused;

    /// <summary>The network has said what came of it.</summary>
    public bool IsSettled => State is RecordingState.Ready or RecordingState.Absent;
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
