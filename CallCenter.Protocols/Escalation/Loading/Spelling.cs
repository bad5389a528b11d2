using System.Text;
using CallCenter.Protocols.Loading;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>How the words of the file relate to the words of the program, and what a misspelt one was meant to be.</summary>
internal static class Spelling
{
    /// <summary>"CallbackNumberOnly" is written callback-number-only, "Offer911ToCaller" offer-911-to-caller.</summary>
    public static string Kebab(string pascal)
    {
        var word = new StringBuilder();
        for (var i = 0; i < pascal.Length; i++)
        {
            var startsPart = char.IsUpper(pascal[i]) || (char.IsDigit(pascal[i]) && !char.IsDigit(pascal[i - 1]));
            if (i > 0 && startsPart)
                word.Append('-');
            word.Append(char.ToLowerInvariant(pascal[i]));
        }
        return word.ToString();
    }

    public static string Word<T>(T value) where T : struct, Enum => Kebab(value.ToString());

    public static IReadOnlyDictionary<string, T> Words<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(Word, v => v, StringComparer.Ordinal);

    public static bool HasLookAlike(string text) => text.Any(c => c > 127);

    /// <summary>A hint for the writer, or nothing when no known word is near.</summary>
    public static string DidYouMean(string written, IEnumerable<string> known)
    {
        var nearest = known.Select(k => (Word: k, Distance: EditDistance.Between(written, k))).OrderBy(x => x.Distance).FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, written.Length / 3) ? $"Did you mean '{nearest.Word}'? " : "";
    }
}
