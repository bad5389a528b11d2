using System.Globalization;
using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>The plain values of the format: words, ids, numbers.</summary>
internal static partial class Scalars
{
    public static string Text(Node node, string key, FindingSink findings)
    {
        if (node is TextNode { Value.Length: > 0 } text)
            return text.Value;
        findings.Error(node.At, node is TextNode ? $"'{key}' is empty." : $"'{key}' must be a single value, not {node.Shape}.", "Write one value.");
        return "";
    }

    public static string Id(Node node, string key, FindingSink findings)
    {
        var text = Text(node, key, findings);
        if (text.Length > 0 && !IdShape().IsMatch(text))
            findings.Error(node.At, $"'{text}' is not a name this format can use for '{key}'.",
                Spelling.HasLookAlike(text)
                    ? "It holds a letter that only looks like an English one: type it again on the keyboard."
                    : "Use small letters, digits and '-' only.");
        return text;
    }

    public static T Word<T>(Node node, string key, FindingSink findings) where T : struct, Enum
    {
        var text = Text(node, key, findings);
        var words = Spelling.Words<T>();
        if (text.Length == 0 || words.TryGetValue(text, out var value) is false)
        {
            if (text.Length > 0)
                findings.Error(node.At, $"'{text}' is not a known '{key}'.", $"{Spelling.DidYouMean(text, words.Keys)}Choose one of: {string.Join(", ", words.Keys)}.");
            return default;
        }
        return value;
    }

    public static int Number(Node node, string key, int least, int most, FindingSink findings)
    {
        var text = Text(node, key, findings);
        if (node is TextNode { Quoted: false } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        findings.Error(node.At, $"'{key}' must be a whole number from {least} to {most}, not '{text}'.", "Write the number in digits, without quotes.");
        return least;
    }

    public static bool YesNo(Node node, string key, FindingSink findings)
    {
        var text = Text(node, key, findings);
        if (text is "true" or "false")
            return text == "true";
        findings.Error(node.At, $"'{key}' must be true or false, not '{text}'.", "Write true or false.");
        return false;
    }

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9])*$")]
    private static partial Regex IdShape();
}
