using System.Text.Json;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>What our configuration needs at the account, said once: for the demo's lines, for <c>telephony check</c> and for <c>telephony provision</c>.</summary>
public sealed class AccountSettings(TwilioUrls urls)
{
    /// <summary>The TwiML application through which softphones pull themselves in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Application =>
    [
        new("VoiceUrl", urls.Instruction(new VoiceLink("client"))), new("VoiceMethod", "POST"),
        new("VoiceFallbackUrl", urls.Fallback()), new("VoiceFallbackMethod", "POST"),
        new("StatusCallback", urls.Callback(new VoiceLink("voice/status"))), new("StatusCallbackMethod", "POST"),
    ];

    /// <summary>A practice's number. An application on it would take the place of its URLs.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Number =>
    [
        new("VoiceApplicationSid", ""), new("VoiceUrl", urls.Instruction(new VoiceLink("voice/inbound"))), new("VoiceMethod", "POST"),
        new("VoiceFallbackUrl", urls.Fallback()), new("VoiceFallbackMethod", "POST"),
        new("StatusCallback", urls.Callback(new VoiceLink("voice/status"))), new("StatusCallbackMethod", "POST"),
        new("SmsApplicationSid", ""), new("SmsUrl", urls.Callback(new VoiceLink("sms/inbound"))), new("SmsMethod", "POST"),
    ];

    /// <summary>A setting as the network's answers spell it: <c>VoiceUrl</c> is <c>voice_url</c>.</summary>
    public static string Field(string setting) => JsonNamingPolicy.SnakeCaseLower.ConvertName(setting);

    public static string Value(JsonElement resource, string setting) =>
        resource.TryGetProperty(Field(setting), out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
