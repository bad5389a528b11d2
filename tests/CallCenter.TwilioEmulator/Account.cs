using System.Security.Cryptography;
using System.Text;

namespace CallCenter.TwilioEmulator;

/// <summary>The one account of this stand-in. Same configuration names as the product, same demo values.</summary>
internal sealed record Account(string Sid, string AuthToken, string ApiKeySid, string ApiKeySecret, string TwimlAppSid)
{
    public static Account From(IConfiguration settings) => new(
        settings["Twilio:AccountSid"] ?? "AC00000000000000000000000000000001",
        settings["Twilio:AuthToken"] ?? "demo-auth-token-not-a-secret",
        settings["Twilio:ApiKeySid"] ?? "SK00000000000000000000000000000001",
        settings["Twilio:ApiKeySecret"] ?? "demo-api-key-secret-not-a-secret-000",
        settings["Twilio:TwimlAppSid"] ?? "AP00000000000000000000000000000001")
    {
        MediaIsPublic = settings.GetValue<bool>("Emulator:PublicMedia"),
    };

    /// <summary>Twilio gives a recording to anyone who has its address, until the account's switch is on.</summary>
    public bool MediaIsPublic { get; private init; }

    /// <summary>
    /// Credentials that could be real must not even come near: a demo account's SIDs are zeros and a number, its secrets
    /// say what they are. A real token is 32 hex digits, a real key secret 32 letters and digits.
    /// </summary>
    public bool IsDemo => new[] { Sid, ApiKeySid, TwimlAppSid }.All(sid => sid.Length == 34 && sid[2..18].All(c => c == '0'))
        && new[] { AuthToken, ApiKeySecret }.All(secret => secret.Contains('-', StringComparison.Ordinal));

    public bool Knows(string user, string secret) =>
        (user == Sid && Same(secret, AuthToken)) || (user == ApiKeySid && Same(secret, ApiKeySecret));

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
