using System.Collections.Frozen;

namespace CallCenter.Api.Features.Staff.Contracts;

/// <summary>
/// States where a multistate licence of another member state is good. Only states where the compact is in force, not merely
/// enacted: a state missing here costs a routing choice, a state too many costs a nurse her licence. Check against ncsbn.org
/// before a real patient calls.
/// </summary>
public static class NurseLicensureCompact
{
    private static readonly FrozenSet<string> InForce = (
        "AL AZ AR CO CT DE FL GA ID IN IA KS KY LA ME MD MS MO MT NE NH NJ NM NC ND OH OK PA RI SC SD TN TX UT VT VA WA WV WI WY")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Has(string state) => InForce.Contains(state);
}
