using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>
/// <c>X-Twilio-Signature</c>: HMAC-SHA1 over the URL followed by every parameter, names in ordinal order; a repeated name
/// contributes its distinct values in ordinal order. Over HTTPS the port is left out by voice and kept by messaging, so both are tried.
/// </summary>
public sealed class TwilioSignature(string authToken)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(authToken);

    public bool Matches(Uri publicBase, string pathAndQuery, IEnumerable<KeyValuePair<string, string[]>> form, string? signature)
    {
        if (string.IsNullOrEmpty(signature)) return false;
        Span<byte> given = stackalloc byte[SHA1.HashSizeInBytes + 2];
        if (!Convert.TryFromBase64String(signature, given, out var length) || length != SHA1.HashSizeInBytes) return false;
        var parameters = Parameters(form);
        foreach (var origin in Origins(publicBase))
            if (CryptographicOperations.FixedTimeEquals(given[..length], Sign(origin + pathAndQuery, parameters))) return true;
        return false;
    }

    internal string For(string url, IEnumerable<KeyValuePair<string, string[]>> form) => Convert.ToBase64String(Sign(url, Parameters(form)));

#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1; the algorithm is not ours to choose.
    private byte[] Sign(string url, string parameters) => HMACSHA1.HashData(_key, Encoding.UTF8.GetBytes(url + parameters));
#pragma warning restore CA5350

    private static string Parameters(IEnumerable<KeyValuePair<string, string[]>> form)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in form.OrderBy(p => p.Key, StringComparer.Ordinal))
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(name).Append(value);
        return text.ToString();
    }

    private static IEnumerable<string> Origins(Uri publicBase)
    {
        var prefix = publicBase.AbsolutePath.TrimEnd('/');
        yield return $"{publicBase.Scheme}://{publicBase.Authority}{prefix}";
        if (publicBase.Scheme != Uri.UriSchemeHttps) yield break;
        yield return $"{publicBase.Scheme}://{publicBase.Host}:{publicBase.Port}{prefix}";
        yield return $"{publicBase.Scheme}://{publicBase.Host}{prefix}";
    }
}
