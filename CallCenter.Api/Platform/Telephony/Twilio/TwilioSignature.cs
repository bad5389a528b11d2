using System.Buffers;
using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, byte[][]> _origins = new(StringComparer.Ordinal);

    public bool Matches(Uri publicBase, string pathAndQuery, IEnumerable<KeyValuePair<string, string[]>> form, string? signature)
    {
        if (string.IsNullOrEmpty(signature)) return false;
        Span<byte> given = stackalloc byte[SHA1.HashSizeInBytes + 2];
        if (!Convert.TryFromBase64String(signature, given, out var length) || length != SHA1.HashSizeInBytes) return false;
        var origins = _origins.GetOrAdd(publicBase.OriginalString, static (_, url) => Origins(url), publicBase);
        var fields = InOrder(form);
        // The parameters are written once; each way of writing the URL is put right in front of them.
        var room = origins.Max(o => o.Length) + Encoding.UTF8.GetMaxByteCount(pathAndQuery.Length);
        var text = ArrayPool<byte>.Shared.Rent(room + MostBytes(fields));
        try
        {
            var end = WriteParameters(fields, text, room);
            var path = room - Encoding.UTF8.GetByteCount(pathAndQuery);
            Encoding.UTF8.GetBytes(pathAndQuery, text.AsSpan(path));
            Span<byte> right = stackalloc byte[SHA1.HashSizeInBytes];
            foreach (var origin in origins)
            {
                origin.CopyTo(text.AsSpan(path - origin.Length));
                Sign(text.AsSpan((path - origin.Length)..end), right);
                if (CryptographicOperations.FixedTimeEquals(given[..length], right)) return true;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    internal string For(string url, IEnumerable<KeyValuePair<string, string[]>> form)
    {
        var fields = InOrder(form);
        var text = new byte[Encoding.UTF8.GetMaxByteCount(url.Length) + MostBytes(fields)];
        var end = WriteParameters(fields, text, Encoding.UTF8.GetBytes(url, text));
        Span<byte> signature = stackalloc byte[SHA1.HashSizeInBytes];
        Sign(text.AsSpan(..end), signature);
        return Convert.ToBase64String(signature);
    }

#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1; the algorithm is not ours to choose.
    private void Sign(ReadOnlySpan<byte> text, Span<byte> signature) => HMACSHA1.HashData(_key, text, signature);
#pragma warning restore CA5350

    private static KeyValuePair<string, string[]>[] InOrder(IEnumerable<KeyValuePair<string, string[]>> form) =>
        form as KeyValuePair<string, string[]>[] is { } sorted && IsSorted(sorted) ? sorted : [.. form.OrderBy(f => f.Key, StringComparer.Ordinal)];

    private static bool IsSorted(KeyValuePair<string, string[]>[] fields)
    {
        for (var i = 1; i < fields.Length; i++)
            if (string.CompareOrdinal(fields[i - 1].Key, fields[i].Key) > 0) return false;
        return true;
    }

    private static int MostBytes(KeyValuePair<string, string[]>[] fields)
    {
        var bytes = 0;
        foreach (var (name, values) in fields)
            foreach (var value in values) bytes += Encoding.UTF8.GetMaxByteCount(name.Length + value.Length);
        return bytes;
    }

    private static int WriteParameters(KeyValuePair<string, string[]>[] fields, byte[] text, int at)
    {
        foreach (var (name, values) in fields)
            foreach (var value in values.Length == 1 ? values : [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])
            {
                at += Encoding.UTF8.GetBytes(name, text.AsSpan(at));
                at += Encoding.UTF8.GetBytes(value, text.AsSpan(at));
            }

        return at;
    }

    /// <summary>The ways to write it: with the host as we write it and as the operator did (case counts), with the port and, where it may be left out, without.</summary>
    private static byte[][] Origins(Uri publicBase)
    {
        var path = publicBase.AbsolutePath.TrimEnd('/');
        List<string> origins = [];
        foreach (var host in new[] { publicBase.Host, HostAsWritten(publicBase) })
        {
            if (publicBase.IsDefaultPort || publicBase.Scheme == Uri.UriSchemeHttps) origins.Add($"{publicBase.Scheme}://{host}{path}");
            origins.Add($"{publicBase.Scheme}://{host}:{publicBase.Port}{path}");
        }

        return [.. origins.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
    }

    private static string HostAsWritten(Uri url)
    {
        var written = url.OriginalString;
        var at = written.IndexOf(url.Host, written.IndexOf("://", StringComparison.Ordinal) + 3, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? url.Host : written.Substring(at, url.Host.Length);
    }
}
