using System.Collections.Frozen;
using System.Globalization;

namespace CallCenter.Api.Features.Staff.Contracts;

/// <summary>
/// States where a multistate licence of another member state is good, each with the first day it is. Only where the compact is in force, not
/// merely enacted, and where it came in parts (New Jersey, Washington, Pennsylvania) the day of the last part: a state missing here costs a
/// routing choice, a state too many costs a nurse her licence. Check against ncsbn.org before a real patient calls.
/// </summary>
public static class NurseLicensureCompact
{
    private static readonly FrozenDictionary<string, DateOnly> InForceSince = """
        2018-01-19 AZ AR CO DE FL GA ID IA KY ME MD MS MO MT NE NH NM NC ND OK SC SD TN TX UT VA WV WI WY
        2019-07-01 KS LA
        2020-01-01 AL
        2020-07-01 IN
        2021-11-15 NJ
        2022-02-01 VT
        2023-01-01 OH
        2024-01-01 RI
        2024-01-31 WA
        2025-07-07 PA
        2025-10-01 CT
        """.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(words => words[1..].Select(state => (State: state, Since: DateOnly.ParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture))))
        .ToFrozenDictionary(x => x.State, x => x.Since, StringComparer.Ordinal);

    public static bool Has(string state, DateOnly on) => InForceSince.TryGetValue(state, out var since) && since <= on;

    public static IEnumerable<string> MembersOn(DateOnly on) => InForceSince.Where(s => s.Value <= on).Select(s => s.Key);
}
