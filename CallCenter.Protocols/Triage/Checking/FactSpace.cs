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

    /// <summary>The combinations, made one by one as they are looked at, or null when there are too many to prove anything.</summary>
    public static IEnumerable<Dictionary<string, FactValue>>? Of(TriagePackage package, IEnumerable<Condition> conditions, bool withUnknown = true)
    {
        var axes = conditions.SelectMany(c => c.Tests()).GroupBy(t => t.Fact)
            .Select(g => (Fact: g.Key, Values: Values(package, g.Key, [.. g], withUnknown))).ToArray();
        return axes.Aggregate(1L, (n, axis) => Math.Min(Largest + 1L, n * axis.Values.Count)) > Largest ? null : Combinations(axes);
    }

    /// <summary>Counts through the axes like an odometer.</summary>
    private static IEnumerable<Dictionary<string, FactValue>> Combinations((string Fact, List<FactValue?> Values)[] axes)
    {
        var at = new int[axes.Length];
        for (var more = true; more;)
        {
            var known = new Dictionary<string, FactValue>(axes.Length);
            for (var i = 0; i < axes.Length; i++)
                if (axes[i].Values[at[i]] is { } value) known[axes[i].Fact] = value;
            yield return known;
            var wheel = 0;
            while (wheel < at.Length && ++at[wheel] == axes[wheel].Values.Count) at[wheel++] = 0;
            more = wheel < at.Length;
        }
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
