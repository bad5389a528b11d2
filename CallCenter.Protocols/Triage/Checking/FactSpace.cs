using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>
/// Every combination of facts that conditions can tell apart: flags on, off and unknown; numbers at, just
/// below and just above each limit, and at both ends. A question depends on a handful of facts, so this is
/// exhaustive and small, and because a result is a maximum it covers every whole call.
/// </summary>
internal static class FactSpace
{
    private const int Largest = 60_000;
    private const decimal Step = 0.1m;

    /// <summary>The combinations, or null when there are too many to prove anything.</summary>
    public static IReadOnlyList<Dictionary<string, FactValue>>? Of(TriagePackage package, IEnumerable<Condition> conditions, bool withUnknown = true)
    {
        var axes = conditions.SelectMany(c => c.Tests()).GroupBy(t => t.Fact)
            .Select(g => (Fact: g.Key, Values: Values(package, g.Key, [.. g], withUnknown))).ToList();
        if (axes.Aggregate(1L, (n, axis) => Math.Min(Largest + 1L, n * axis.Values.Count)) > Largest) return null;
        var combinations = new List<Dictionary<string, FactValue>> { new() };
        foreach (var (fact, values) in axes)
            combinations = [.. from c in combinations from v in values select With(c, fact, v)];
        return combinations;
    }

    private static Dictionary<string, FactValue> With(Dictionary<string, FactValue> known, string fact, FactValue? value)
    {
        var next = new Dictionary<string, FactValue>(known);
        if (value is { } v) next[fact] = v;
        return next;
    }

    private static List<FactValue?> Values(TriagePackage package, string name, IReadOnlyList<FactTest> tests, bool withUnknown)
    {
        if (package.FindFact(name) is not { } fact) return [null];
        IEnumerable<FactValue> known = fact.Type switch
        {
            FactType.Flag => [FactValue.Of(false), FactValue.Of(true)],
            FactType.Choice => fact.Choices.Select(FactValue.Of),
            FactType.Number => tests.SelectMany(t => Around(t.Literal.Number)).Append(fact.Min ?? 0).Append(fact.Max ?? 0)
                .Where(n => n >= fact.Min && n <= fact.Max).Distinct().Order().Select(FactValue.Of),
        };
        return [.. known.Select(v => (FactValue?)v), .. withUnknown ? [null] : Array.Empty<FactValue?>()];
    }

    private static decimal[] Around(decimal limit) => [limit - Step, limit, limit + Step];

    /// <summary>A combination as words, for a finding.</summary>
    public static string Shown(IReadOnlyDictionary<string, FactValue> known) =>
        known.Count == 0 ? "nothing known" : string.Join(", ", known.Select(k => $"{k.Key} = {k.Value}"));
}
