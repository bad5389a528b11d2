using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CallCenter.TwilioEmulator.Tests.Harness;

/// <summary>Writes access tokens as Twilio's libraries do, and wrong in every way a test needs.</summary>
public static class Tokens
{
    public static string Nurse(
        string identity = "nurse_1a2b", TimeSpan? life = null, string secret = "demo-api-key-secret-not-a-secret-000",
        string content = "twilio-fpa;v=1", string issuer = "SK00000000000000000000000000000001",
        string? application = "AP00000000000000000000000000000001", string algorithm = "HS256")
    {
        var now = TestEmulator.Start.ToUnixTimeSeconds();
        object voice = application is null ? new { } : new { outgoing = new { application_sid = application } };
        var header = Part(new { alg = algorithm, typ = "JWT", cty = content });
        var claims = Part(new
        {
            jti = $"{issuer}-{now}",
            iss = issuer,
            sub = TestEmulator.AccountSid,
            iat = now,
            exp = now + (long)(life ?? TimeSpan.FromHours(1)).TotalSeconds,
            grants = new { identity, voice },
        });
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{claims}"));
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
