using System.Globalization;

namespace CallCenter.Protocols.Loading;

/// <summary>
/// Characters that a reviewer cannot see: what is approved must be what is read. A character that turns the direction of the text shows
/// another sentence than the one a nurse reads aloud; a replaced one is the trace of a file that was not saved as UTF-8.
/// </summary>
internal static class HiddenText
{
    public static YamlFault? In(string text) => At(text, (all, i) => IsHidden(all[i]) && !(i == 0 && all[i] == ByteOrderMark)) is { } place
        ? new(YamlFaultKind.Unreadable, place.Line, place.Column, text[place.Offset] == Replacement
            ? "a character here was not saved as UTF-8"
            : string.Create(CultureInfo.InvariantCulture, $"the invisible character U+{(int)text[place.Offset]:X4} stands here"))
        : null;

    /// <summary>The first tab among the spaces that begin a line.</summary>
    public static YamlFault? TabIn(string text) => At(text, (all, i) => all[i] == '\t' && all.AsSpan(LineStart(all, i), i - LineStart(all, i)).Trim(' ').IsEmpty) is { } place
        ? new(YamlFaultKind.Unreadable, place.Line, place.Column, "a tab stands in the indentation, use spaces")
        : null;

    private const char ByteOrderMark = '\uFEFF', Replacement = '\uFFFD';

    private static bool IsHidden(char c) => c is Replacement or ByteOrderMark or '\u200B' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069')
        || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\u0085'));

    private static (int Offset, int Line, int Column)? At(string text, Func<string, int, bool> found)
    {
        for (var i = 0; i < text.Length; i++)
            if (found(text, i)) return (i, 1 + text.AsSpan(0, i).Count('\n'), 1 + i - LineStart(text, i));
        return null;
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
}
