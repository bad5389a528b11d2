namespace CallCenter.TwilioEmulator.Calls;

internal enum CallState
{
    Queued,
    Ringing,
    InProgress,
    Completed,
    Busy,
    NoAnswer,
    Failed,
    Canceled,
}

internal static class CallStateWords
{
    public static string Word(this CallState state) => state switch
    {
        CallState.Queued => "queued",
        CallState.Ringing => "ringing",
        CallState.InProgress => "in-progress",
        CallState.Completed => "completed",
        CallState.Busy => "busy",
        CallState.NoAnswer => "no-answer",
        CallState.Failed => "failed",
        CallState.Canceled => "canceled",
    };

    /// <summary>A final state never changes again, whatever arrives later.</summary>
    public static bool IsFinal(this CallState state) => state > CallState.InProgress;
}
