using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Queues;

/// <summary>A caller who waits in a queue.</summary>
internal sealed class Member(CallQueue queue, Call call, DateTimeOffset enqueuedAt)
{
    public CallQueue Queue => queue;

    public Call Call => call;

    public DateTimeOffset EnqueuedAt => enqueuedAt;

    /// <summary>Set by whoever takes the caller out to talk to him (Dial Queue).</summary>
    public TaskCompletionSource<Bridge> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool HeldForBridge { get; set; }

    public int Position => queue.PositionOf(this);
}
