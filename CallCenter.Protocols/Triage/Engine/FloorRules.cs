using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>
/// The practice's floors over the known facts, and the facts worth asking. A risk that was asked and is
/// still not known counts as on here: not knowing is not "no".
/// </summary>
internal sealed class FloorRules
{
    private readonly TriagePackage _package;
    private readonly SessionLog _log;
    private readonly Dictionary<string, FactValue> _cautious;

    public FloorRules(TriagePackage package, SessionLog log)
    {
        (_package, _log, _cautious) = (package, log, new(log.Known));
        foreach (var fact in package.Facts)
            if (fact.RiskUp && log.IsNotKnown(fact.Name)) _cautious[fact.Name] = FactValue.Of(true);
        Applied = [.. package.Floors.Where(f => f.When.Over(_cautious) == Truth.Yes)];
        Highest = Applied.Count == 0 ? 0 : Applied.Max(f => package.Rank(f.To));
    }

    public IReadOnlyList<Floor> Applied { get; }
    public int Highest { get; }

    /// <summary>Unknown facts that could change the result: those that could raise it come first and block signing.</summary>
    public IReadOnlyList<FactToAsk> FactsToAsk(int result, Ladders ladders)
    {
        var found = new Dictionary<string, FactToAsk>();
        foreach (var floor in _package.Floors.Where(f => _package.Rank(f.To) > result && f.When.Over(_cautious) == Truth.Unknown))
            if (Askable(floor.When).FirstOrDefault() is { } fact)
                found.TryAdd(fact.Name, new(fact.Name, fact.Ask ?? fact.Title, true, _package.Disposition(floor.To), floor.Why.Text));
        foreach (var ladder in ladders.All)
            foreach (var (condition, why) in Doubts(ladder, result))
                foreach (var fact in Askable(condition))
                    found.TryAdd(fact.Name, new(fact.Name, fact.Ask ?? fact.Title, false, null, why));
        return [.. found.Values.OrderByDescending(f => f.MayRaiseTo?.Rank ?? 0)];
    }

    private IEnumerable<Fact> Askable(Condition condition) => condition.Facts()
        .Where(f => !_log.Facts.ContainsKey(f)).Select(_package.FindFact).OfType<Fact>().Where(f => f.Ask is not null);

    /// <summary>Conditions that count as risky, or keep a question open, only because nobody knows.</summary>
    private IEnumerable<(Condition, string Why)> Doubts(JoinedLadder ladder, int result)
    {
        var p = ladder.Protocol;
        if (p.Population.Over(_log.Known) == Truth.Unknown) yield return (p.Population, $"whether {p.Id} fits this person");
        foreach (var raise in p.ElseRaises.Where(r => r.When.Over(_log.Known) == Truth.Unknown && ladder.ElseRank == result))
            yield return (raise.When, $"raises the result of {p.Id} as long as it is not known");
        foreach (var q in ladder.Questions.Where(q => q.Rank.Rank == result || q.IsOpenAbove(result)))
            foreach (var condition in q.Question.Raises.Select(r => r.When).Append(q.Question.When).OfType<Condition>().Where(c => c.Over(_log.Known) == Truth.Unknown))
                yield return (condition, $"decides how {p.Id}/{q.Question.Id} counts");
    }
}
