using System.Collections.Frozen;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>Who must agree before a call is recorded.</summary>
public enum ConsentRule { OneParty, AllParties }

/// <summary>
/// Recording consent by state, as dated data with its sources. Only states where one party's knowledge is known to suffice are listed as such; where the
/// law is unclear, divided between telephone and other talk, or not known, everybody must agree. Counsel checks the table before a real call is recorded.
/// </summary>
public static class RecordingRules
{
    /// <summary>When the table was last gone through.</summary>
    public static readonly DateOnly AsOf = new(2026, 11, 28);

    /// <summary>Everybody must agree, and the statute that says so.</summary>
    public static readonly FrozenDictionary<string, string> AllParties = Table(
        "CA Penal Code § 632", "DE 11 Del. C. § 1335(a)(4)", "FL Stat. § 934.03(2)(d)", "IL 720 ILCS 5/14-2", "MA Gen. Laws ch. 272 § 99", "MD Cts. & Jud. Proc. § 10-402(c)(3)",
        "MT Code § 45-8-213(1)(c)", "NH Rev. Stat. § 570-A:2", "PA 18 Pa.C.S. § 5704(4)", "WA RCW 9.73.030");

    /// <summary>Read in more than one way: everybody must agree here too. With the reason.</summary>
    public static readonly FrozenDictionary<string, string> Unclear = Table(
        "CT Gen. Stat. § 52-570d: all parties by telephone in civil law", "MI Comp. Laws § 750.539c: all parties by its words, one by a court's reading", "NV Rev. Stat. § 200.620: all parties by wire, as the courts read it",
        "OR Rev. Stat. § 165.540: one party by telephone, all face to face", "VT: no statute, divided decisions");

    /// <summary>One party's knowledge is enough: 18 U.S.C. § 2511(2)(d) and the state's own law ask for no more.</summary>
    private static readonly FrozenSet<string> OneParty =
        "AL AK AR AZ CO DC GA HI IA ID IN KS KY LA ME MN MO MS NC ND NE NJ NM NY OH OK RI SC SD TN TX UT VA WI WV WY".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The strictest of all ends; an end nobody knows counts as the strictest.</summary>
    public static ConsentRule Of(params IEnumerable<string?> ends) => ends.All(state => state is not null && OneParty.Contains(state)) ? ConsentRule.OneParty : ConsentRule.AllParties;

    private static FrozenDictionary<string, string> Table(params string[] entries) => entries.ToFrozenDictionary(e => e[..2], e => e[2..].TrimStart(' ', ':'), StringComparer.Ordinal);
}
