using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>Whether two wordings ask the same, by the words that carry their meaning.</summary>
internal static partial class SameWords
{
    private const int FewestShared = 3;
    private const double EnoughShared = 0.6;

    private static readonly HashSet<string> Empty =
    [
        .. "a an the is are was were be been do does did has have had can cannot this that it its they them their he she his her you your who which what and or but not no any all some so too very more most than then there here now just only also with without of in on at to from for by after before as if".Split(' '),
    ];

    /// <summary>Letters and digits alone: spacing, case and punctuation do not make another question.</summary>
    public static string Key(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    /// <summary>Most of the shorter one's words are in the other.</summary>
    public static bool Ask(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        var shared = a.Count(b.Contains);
        return shared >= FewestShared && shared >= EnoughShared * Math.Min(a.Count, b.Count) || Key(one) == Key(other);
    }

    private static HashSet<string> Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).Where(w => !Empty.Contains(w))];

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
