using System.Globalization;

namespace CallCenter.Api.Features.Patients.Demo;

/// <summary>
/// Hands out numbers of 555-01xx, the range kept for fiction. It has 100 numbers an area code; those below 31 belong to the
/// practices' lines, the people of the stories and the on-call clinicians.
/// </summary>
internal sealed class DemoNumbers(string areaCode)
{
    private int _next = 31;

    public string Next() => _next < 100
        ? string.Create(CultureInfo.InvariantCulture, $"+1{areaCode}55501{_next++:00}")
        : throw new InvalidOperationException("The range for fiction is used up: take another area code.");
}
