using CallCenter.Agent.Wire;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>The browser's telephone: the voice SDK, or in Development the emulator's own script.</summary>
public sealed class Softphones(AccessToken tokens, TwilioOptions options) : ISoftphones
{
    private const string Sounds = "https://media.twiliocdn.com https://sdk.twilio.com";

    public SoftphoneToken TokenFor(string identity, DateTimeOffset now) => new(
        tokens.For(identity, now), identity, now + AccessToken.Lifetime, now + (AccessToken.Lifetime * 0.75),
        options.Emulated ? "emulator" : "twilio", options.Emulated ? new Uri(options.ApiBaseUrl, "softphone.js").ToString() : null);

    public SoftphoneOrigins Origins { get; } = new(
        Emulator(options),
        $"https://eventgw.twilio.com wss://voice-js.roaming.twilio.com {Sounds} {Emulator(options)} {Emulator(options).Replace("http", "ws", StringComparison.Ordinal)}".Trim(),
        Sounds);

    private static string Emulator(TwilioOptions options) => options.Emulated ? options.ApiBaseUrl.GetLeftPart(UriPartial.Authority) : "";
}
