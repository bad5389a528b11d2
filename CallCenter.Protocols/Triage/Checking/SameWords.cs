using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>A wording by the words that carry its meaning, to tell whether two ask the same.</summary>
internal sealed partial class SameWords(string text)
{
    private const int FewestShared = 3;
    private const double EnoughShared = 0.6;

    private static readonly HashSet<string> Empty =
    [
        .. "a an the is are was were be been do does did has have had can cannot this that it its they them their he she his her you your who which what and or but not no any all some so too very more most than then there here now just only also with without of in on at to from for by after before as if".Split(' '),
    ];

    private readonly string _key = Key(text);
    private readonly HashSet<string> _words = [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).Where(w => !Empty.Contains(w))];

    /// <summary>Letters and digits alone: spacing, case and punctuation do not make another question.</summary>
    public static string Key(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    /// <summary>Most of the shorter one's words are in the other.</summary>
    public bool Ask(SameWords other)
    {
        var shared = _words.Count(other._words.Contains);
        return shared >= FewestShared && shared >= EnoughShared * Math.Min(_words.Count, other._words.Count) || _key == other._key;
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
