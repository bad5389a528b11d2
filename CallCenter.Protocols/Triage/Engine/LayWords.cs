using System.Globalization;
using System.Text;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Texts as people say them: case, accents and punctuation do not count.</summary>
internal static class LayWords
{
    /// <summary>Lower-case words with single spaces, also at both ends: " no puede respirar ".</summary>
    public static string Folded(string text)
    {
        var folded = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c is '\'' or '’') continue;
            if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (folded[^1] != ' ') folded.Append(' ');
        }
        if (folded[^1] != ' ') folded.Append(' ');
        return folded.ToString();
    }

    public static bool Contains(string folded, string term) => folded.Contains(Folded(term), StringComparison.Ordinal);
}
