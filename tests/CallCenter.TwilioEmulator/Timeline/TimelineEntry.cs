namespace CallCenter.TwilioEmulator.Timeline;

/// <summary>One exchange between Twilio (us) and the application, or a remark about one.</summary>
internal sealed record TimelineEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>webhook (we call them), rest (they call us), note (a remark of the emulator).</summary>
    public required string Direction { get; init; }

    public string Method { get; init; } = "";

    public string Path { get; init; } = "";

    /// <summary>What the webhook was for: twiml, status, conference …</summary>
    public string Purpose { get; init; } = "";

    public int? Status { get; init; }

    public double? Ms { get; init; }

    public string? CallSid { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    public string? Answer { get; init; }
}
