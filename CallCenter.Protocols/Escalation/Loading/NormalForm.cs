using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>
/// The text without what does not matter: key order, comments, quoting, layout. Two files with the same normal form say
/// the same, so its hash is the identity of a version.
/// </summary>
internal static class NormalForm
{
    public static string Hash(Node root)
    {
        var text = new StringBuilder();
        Write(root, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Write(Node node, StringBuilder text)
    {
        switch (node)
        {
            case MapNode map:
                text.Append('{');
                foreach (var (key, value) in map.Entries.OrderBy(e => e.Key.Value, StringComparer.Ordinal))
                {
                    Write(key, text);
                    Write(value, text);
                }
                text.Append('}');
                break;
            case ListNode list:
                text.Append('[');
                foreach (var item in list.Items)
                    Write(item, text);
                text.Append(']');
                break;
            case TextNode scalar:
                text.Append('"').Append(JsonEncodedText.Encode(scalar.Value)).Append("\",");
                break;
        }
    }
}
