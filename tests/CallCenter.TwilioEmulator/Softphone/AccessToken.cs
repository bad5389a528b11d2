using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CallCenter.TwilioEmulator.Softphone;

/// <summary>Twilio's access token: a JWT signed with the API key's secret, checked as the voice edge checks it.</summary>
internal sealed record AccessToken(string Identity, string ApplicationSid, DateTimeOffset Expires)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static AccessToken Read(string? token, Account account, DateTimeOffset now)
    {
        var parts = (token ?? "").Split('.');
        if (parts.Length != 3 || Json(parts[0]) is not { } header || Json(parts[1]) is not { } claims)
        {
            throw new SoftphoneError(20101, "AccessTokenInvalid");
        }

        CheckHeader(header);
        CheckSignature(parts, account);
        var expires = CheckTimes(claims, now);
        CheckIssuer(claims, account);
        var grants = claims.TryGetProperty("grants", out var given) ? given : default;
        var identity = Text(grants, "identity");
        if (identity is null || !identity.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || identity.Length > 121)
        {
            throw new SoftphoneError(31204, "JWT is invalid: identity must be letters, digits and underscores");
        }

        var application = Text(Property(Property(grants, "voice"), "outgoing"), "application_sid");
        return new(identity, application ?? throw new SoftphoneError(31201, "No grant for outgoing calls"), expires);
    }

    private static void CheckHeader(JsonElement header)
    {
        if (Text(header, "alg") != "HS256" || Text(header, "typ") != "JWT" || Text(header, "cty") != "twilio-fpa;v=1")
        {
            throw new SoftphoneError(20101, "AccessTokenInvalid: header");
        }
    }

    private static void CheckSignature(string[] parts, Account account)
    {
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(account.ApiKeySecret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        if (Bytes(parts[2]) is not { } given || !CryptographicOperations.FixedTimeEquals(expected, given))
        {
            throw new SoftphoneError(20101, "AccessTokenInvalid: signature");
        }
    }

    private static DateTimeOffset CheckTimes(JsonElement claims, DateTimeOffset now)
    {
        if (Moment(claims, "exp") is not { } expires)
        {
            throw new SoftphoneError(31204, "JWT is invalid: exp");
        }

        if (expires <= now)
        {
            throw new SoftphoneError(20104, "AccessTokenExpired");
        }

        if (Moment(claims, "nbf") > now)
        {
            throw new SoftphoneError(31204, "JWT is invalid: not valid yet");
        }

        return expires - (Moment(claims, "iat") ?? Moment(claims, "nbf") ?? now) <= Longest
            ? expires
            : throw new SoftphoneError(31207, "The expiration of the token is too far away");
    }

    private static void CheckIssuer(JsonElement claims, Account account)
    {
        if (Text(claims, "iss") != account.ApiKeySid || Text(claims, "sub") != account.Sid)
        {
            throw new SoftphoneError(31203, "No valid account");
        }
    }

    private static JsonElement? Json(string part)
    {
        try
        {
            return Bytes(part) is { } bytes && JsonDocument.Parse(bytes).RootElement is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string part)
    {
        try
        {
            return System.Buffers.Text.Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonElement Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static DateTimeOffset? Moment(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 253_402_300_799))
            : null;
}
