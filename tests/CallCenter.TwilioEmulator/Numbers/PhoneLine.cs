namespace CallCenter.TwilioEmulator.Numbers;

/// <summary>A number of the account and where its calls and messages go.</summary>
internal sealed class PhoneLine(string sid, string number, DateTimeOffset createdAt)
{
    public string Sid => sid;

    public string Number => number;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    /// <summary>VoiceUrl, VoiceMethod, VoiceFallbackUrl, StatusCallback, SmsUrl … under Twilio's own names.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public string? Setting(string name) => Settings.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
