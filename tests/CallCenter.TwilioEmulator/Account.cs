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
        settings["Twilio:TwimlAppSid"] ?? "AP00000000000000000000000000000001");

    public bool Knows(string user, string secret) =>
        (user == Sid && Same(secret, AuthToken)) || (user == ApiKeySid && Same(secret, ApiKeySecret));

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
