using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>The Flesch–Kincaid school grade of an English text; syllables are counted by vowel groups.</summary>
internal static partial class Readability
{
    public static double Grade(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).ToList();
        if (words.Count == 0) return 0;
        var sentences = Math.Max(1, SentenceEnd().Count(text.Trim()));
        return 0.39 * words.Count / sentences + 11.8 * words.Sum(Syllables) / words.Count - 15.59;
    }

    public static int WordCount(string text) => Word().Count(text);

    private static int Syllables(string word)
    {
        var groups = VowelGroup().Count(word);
        if (word.Length > 3 && word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal)) groups--;
        if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) && word[^3] is not ('t' or 'd')) groups--;
        return Math.Max(1, groups);
    }

    [GeneratedRegex(@"[\p{L}][\p{L}'’-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.!?]+(\s|$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("[aeiouy]+")]
    private static partial Regex VowelGroup();
}
