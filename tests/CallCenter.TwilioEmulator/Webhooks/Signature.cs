using System.Security.Cryptography;
using System.Text;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>
/// X-Twilio-Signature: HMAC-SHA1 over the URL followed by every form parameter, sorted by name; of a repeated
/// name the distinct values, sorted, each preceded by the name.
/// </summary>
internal static class Signature
{
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in form
            .Distinct()
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

        return Sign(authToken, text.ToString());
    }

    /// <summary>
    /// The URL as it is signed: never the fragment or user:password; over HTTPS a voice URL also loses its port,
    /// over HTTP it keeps it. The text is cut, not parsed, so that its case and escaping stay as configured.
    /// </summary>
    public static string SignedUrl(string url, bool voice)
    {
        var text = url.Split('#', 2)[0];
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var authorityEnd = text.AsSpan(schemeEnd).IndexOfAny('/', '?');
        authorityEnd = authorityEnd < 0 ? text.Length : schemeEnd + authorityEnd;
        var authority = text[schemeEnd..authorityEnd];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        if (voice && text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            var colon = authority.LastIndexOf(':');
            authority = colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
        }

        return text[..schemeEnd] + authority + text[authorityEnd..];
    }

    private static string Sign(string authToken, string text)
    {
#pragma warning disable CA5350 // Twilio's contract is HMAC-SHA1.
        var mac = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
        return Convert.ToBase64String(mac);
    }
}
