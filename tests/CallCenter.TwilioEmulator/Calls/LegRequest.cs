using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Everything that decides how an outbound leg is dialled.</summary>
internal sealed record LegRequest(string From, string To, string Direction)
{
    public Call? Parent { get; init; }

    public Reporting? Reporting { get; init; }

    public Destination? Fallback { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Enable or DetectMessageEnd; null: nobody asks who answered.</summary>
    public string? MachineDetection { get; init; }

    public TimeSpan DetectionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public Reporting? AsyncDetection { get; init; }

    public string? SendDigits { get; init; }
}
