using System.Collections.Frozen;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>The state named in words about a place: "Austin, TX", "her daughter's in Ohio".</summary>
public static class States
{
    private static readonly FrozenDictionary<string, string> Codes = (
        "Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,District of Columbia DC,Florida FL,Georgia GA,Hawaii HI,"
        + "Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,"
        + "Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,"
        + "Oregon OR,Pennsylvania PA,Rhode Island RI,South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,"
        + "West Virginia WV,Wisconsin WI,Wyoming WY").Split(',').ToFrozenDictionary(s => s[..^3], s => s[^2..], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Home = ["home", "at home", "en casa", "en su casa"];

    private static readonly FrozenSet<string> Short = Codes.Values.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null when none or more than one is named: then the place is not known. Codes count in capitals only ("in", "me" and "or" are words).</summary>
    public static string? In(string place)
    {
        var words = place.Split([' ', ',', '.', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var text = $" {string.Join(' ', words)} ";
        var named = words.Where(Short.Contains).Concat(Codes.Where(c => Names(text, c.Key)).Select(c => c.Value)).ToHashSet();
        if (Names(text, "West Virginia")) named.Remove("VA");
        // "New York, NY 10001" and "Washington, DC" name one place.
        if (named.Contains("DC")) named.Remove("WA");
        return named.Count == 1 ? named.First() : null;
    }

    /// <summary>"At home", with or without the address: the chart says in which state that is. At somebody else's it is not known.</summary>
    public static bool IsHome(string place) => Home.Any(h => place.Trim() is var said && said.StartsWith(h, StringComparison.OrdinalIgnoreCase) && (said.Length == h.Length || ",.;(".Contains(said[h.Length])));

    private static bool Names(string text, string state) => text.Contains($" {state} ", StringComparison.OrdinalIgnoreCase);
}
