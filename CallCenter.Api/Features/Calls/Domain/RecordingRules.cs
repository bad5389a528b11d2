using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>Who must agree before a call is recorded.</summary>
public enum ConsentRule { OneParty, AllParties }

/// <summary>
/// Recording consent by state. Only states where one party's knowledge is known to suffice are listed as such; where the law is unclear, divided
/// between telephone and other talk, or not checked, everybody must agree. Counsel checks the table before a real call is recorded.
/// </summary>
public static partial class RecordingRules
{
    /// <summary>When the table was last gone through.</summary>
    public static readonly DateOnly AsOf = new(2026, 11, 28);

    private static readonly FrozenSet<string> OneParty = Set("AL AK AR AZ CO DC GA HI IA ID IN KS KY LA ME MN MO MS NC ND NE NJ NM NY OH OK RI SC SD TN TX UT VA WI WV WY");

    /// <summary>Everybody must agree.</summary>
    public static readonly FrozenSet<string> AllParties = Set("CA DE FL IL MA MD MT NH PA WA");

    /// <summary>Read in more than one way: everybody must agree here too.</summary>
    public static readonly FrozenSet<string> Unclear = Set("CT MI NV OR VT");

    /// <summary>The stricter of both ends; an end nobody knows counts as the strictest.</summary>
    public static ConsentRule Of(string? callerState, string? nurseState) =>
        callerState is not null && nurseState is not null && OneParty.Contains(callerState) && OneParty.Contains(nurseState) ? ConsentRule.OneParty : ConsentRule.AllParties;

    /// <summary>Where the caller is now: what the nurse wrote down, else where the patient lives. Words that name no state make it unknown.</summary>
    public static string? CallerState(string? patientIsAt, string? livesIn) =>
        string.IsNullOrWhiteSpace(patientIsAt) ? livesIn : State().Matches(patientIsAt).Select(m => m.Value).LastOrDefault(s => OneParty.Contains(s) || AllParties.Contains(s) || Unclear.Contains(s));

    private static FrozenSet<string> Set(string states) => states.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\b[A-Z]{2}\b")]
    private static partial Regex State();
}
