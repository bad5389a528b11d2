namespace CallCenter.TwilioEmulator.Numbers;

/// <summary>A TwiML application: the voice URL that a browser's leg is sent to.</summary>
internal sealed class TwimlApplication(string sid, DateTimeOffset createdAt)
{
    public string Sid => sid;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public Dictionary<string, string> Settings { get; } = [];

    public string? Setting(string name) => Settings.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
