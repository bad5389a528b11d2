using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>An expression as a nurse reads it: <c>age_years >= 18</c> is "age at least 18 years".</summary>
public static class ConditionWords
{
    /// <summary>English words; titles and units of the facts as the package names them.</summary>
    public static string Of(TriagePackage package, Condition condition) => condition switch
    {
        AllOf all => $"{Inner(package, all.Left)} and {Inner(package, all.Right)}",
        AnyOf any => $"{Inner(package, any.Left)} or {Inner(package, any.Right)}",
        Not { Inner: FactTest { Comparison: Comparison.IsOn } test } => $"no {Title(package, test)}",
        Not not => $"not ({Of(package, not.Inner)})",
        FactTest { Comparison: Comparison.IsOn } test => Title(package, test),
        FactTest test => $"{Title(package, test)} {Compared(test.Comparison)} {test.Literal} {package.FindFact(test.Fact)?.Unit}".TrimEnd(),
        _ => condition.ToString(),
    };

    private static string Inner(TriagePackage package, Condition condition) =>
        condition is AnyOf or AllOf ? $"({Of(package, condition)})" : Of(package, condition);

    // In the middle of a sentence: "Age" is "age", but "ICD" and "SGLT2" stay.
    private static string Title(TriagePackage package, FactTest test)
    {
        var title = package.FindFact(test.Fact)?.Title.Text ?? test.Fact;
        return title.Length > 1 && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
    }

    private static string Compared(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => "at least",
        Comparison.AtMost => "at most",
        Comparison.Above => "above",
        Comparison.Below => "below",
        Comparison.IsNot => "other than",
        _ => "is",
    };
}
