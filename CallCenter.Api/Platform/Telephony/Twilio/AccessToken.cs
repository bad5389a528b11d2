using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>A softphone's access token: a JWT signed with the API key's secret, with a grant to connect to our TwiML application and nothing else.</summary>
public sealed class AccessToken(TwilioOptions options)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <param name="identity">Letters, digits and underscores only; never a name.</param>
    public string For(string identity, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var header = new { alg = "HS256", typ = "JWT", cty = "twilio-fpa;v=1" };
        var payload = new
        {
            jti = $"{options.ApiKeySid}-{seconds}",
            iss = options.ApiKeySid,
            sub = options.AccountSid,
            iat = seconds,
            exp = now.Add(Lifetime).ToUnixTimeSeconds(),
            grants = new { identity, voice = new { outgoing = new { application_sid = options.TwimlAppSid } } },
        };
        var signed = $"{Part(header)}.{Part(payload)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ApiKeySecret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url(signature)}";
    }

    private static string Part(object value) => Base64Url(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
