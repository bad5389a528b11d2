using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Conferences;

/// <summary>One leg in a conference and everything that may differ from leg to leg.</summary>
internal sealed class Participant(Call call, string? label, DateTimeOffset joinedAt)
{
    public Call Call => call;

    public string? Label => label;

    public DateTimeOffset JoinedAt { get; } = joinedAt;

    public DateTimeOffset UpdatedAt { get; set; } = joinedAt;

    public bool Muted { get; set; }

    public bool Hold { get; set; }

    public bool Coaching { get; set; }

    public string? CallSidToCoach { get; set; }

    public bool StartOnEnter { get; init; } = true;

    public bool EndOnExit { get; set; }

    public string Beep { get; init; } = "true";

    /// <summary>Set when REST has decided otherwise since.</summary>
    public bool? BeepOnExit { get; set; }

    public Destination? Wait { get; set; }

    public bool SilentWait { get; set; }

    /// <summary>Dialled by REST and not answered yet: listed, not yet in the room.</summary>
    public bool Joined { get; set; }

    public long QueueTimeMs { get; init; }

    public string Status { get; set; } = "queued";

    /// <summary>Completes with the reason when the leg is out of the room, however that came about.</summary>
    public TaskCompletionSource<string> Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wait music, hold music: whatever plays to this leg alone.</summary>
    public CancellationTokenSource? Background { get; set; }

    /// <summary>A coach is heard by the one she coaches and by nobody else.</summary>
    public bool IsHeardBy(Participant other) => other != this && !Muted && !Hold && !other.Hold && (!Coaching || other.Call.Sid == CallSidToCoach);

    /// <summary>Held while the leg hears at least one other person.</summary>
    public IDisposable? Company { get; set; }
}
