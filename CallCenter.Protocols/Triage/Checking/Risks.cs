using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>Pairs of fact combinations that differ in one risk only: off, and on.</summary>
internal static class Risks
{
    public static IEnumerable<(IReadOnlyDictionary<string, FactValue> Off, IReadOnlyDictionary<string, FactValue> On, string Risk)> Pairs(TriagePackage package, IReadOnlyList<Condition> conditions)
    {
        var risks = conditions.SelectMany(c => c.Facts()).Distinct().Where(f => package.FindFact(f)?.RiskUp == true).ToList();
        if (risks.Count == 0 || FactSpace.Of(package, conditions) is not { } space) yield break;
        foreach (var risk in risks)
            foreach (var off in space.Where(s => s.TryGetValue(risk, out var value) && !value.IsOn))
                yield return (off, new Dictionary<string, FactValue>(off) { [risk] = FactValue.Of(true) }, risk);
    }
}
