using System.Text.RegularExpressions;

namespace CallCenter.TwilioEmulator.Stories;

/// <summary>What a person in a story keys, by what they have just heard and never by how far the call has come.</summary>
internal static partial class Replies
{
    private const string DemoPin = "2580#";

    /// <summary>Null: nothing was heard yet that this person would answer.</summary>
    public static string? OfCaller(Story story, string heard) =>
        BirthDate().IsMatch(heard) ? story.BirthDate
        : Danger().IsMatch(heard) && One().IsMatch(heard) ? story.Danger
        : ForSomebody().IsMatch(heard) && One().IsMatch(heard) ? "1"
        : SpanishOffer().IsMatch(heard) && One().IsMatch(heard) ? "1"
        : null;

    public static string? OfDoctor(string heard) =>
        Pin().IsMatch(heard) ? DemoPin
        : TakeResponsibility().IsMatch(heard) ? "1"
        : null;

    [GeneratedRegex(@"birth ?date|date of birth", RegexOptions.IgnoreCase)]
    private static partial Regex BirthDate();

    [GeneratedRegex(@"trouble breathing|chest pain", RegexOptions.IgnoreCase)]
    private static partial Regex Danger();

    [GeneratedRegex(@"calling (about|for|on behalf)", RegexOptions.IgnoreCase)]
    private static partial Regex ForSomebody();

    [GeneratedRegex(@"(oprima|marque|presione)( el)? (2|dos)", RegexOptions.IgnoreCase)]
    private static partial Regex SpanishOffer();

    [GeneratedRegex(@"press (1|one)\b", RegexOptions.IgnoreCase)]
    private static partial Regex One();

    [GeneratedRegex(@"\bPIN\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pin();

    [GeneratedRegex(@"take (the )?responsibility", RegexOptions.IgnoreCase)]
    private static partial Regex TakeResponsibility();
}
