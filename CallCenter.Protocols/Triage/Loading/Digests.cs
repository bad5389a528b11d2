using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>
/// SHA-256 over canonical bytes: UTF-8 without a byte order mark, lines ended by a line feed. A parsed object
/// would hide what a reviewer read, such as a comment; line endings are the checkout's, not the author's.
/// </summary>
public static class Digests
{
    public static string OfText(string text) => Hex(SHA256.HashData(Canonical(text)));

    public static string OfFiles(IEnumerable<KeyValuePair<string, string>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{OfText(text)}\n"));
        return Hex(hash.GetHashAndReset());
    }

    private static byte[] Canonical(string text) => Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
