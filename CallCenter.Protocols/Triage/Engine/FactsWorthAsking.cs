using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Unknown facts that could change the result: those that could raise it come first and block signing.</summary>
internal sealed class FactsWorthAsking(CompiledPackage package, SessionLog log)
{
    private readonly Dictionary<string, FactToAsk> _found = [];

    public IReadOnlyList<FactToAsk> Of(Evaluation evaluation)
    {
        var result = evaluation.Protocols.Rank;
        foreach (var floor in evaluation.Floors.InDoubtAbove(result))
            if (Askable(floor.Floor.When).FirstOrDefault() is { } fact)
                _found.TryAdd(fact.Name, new(fact.Name, fact.Ask ?? fact.Title, true, package.Level(floor.To), floor.Floor.Why.Text));
        foreach (var ladder in evaluation.Ladders.All) AddDoubts(ladder, result);
        return [.. _found.Values.OrderByDescending(f => f.MayRaiseTo?.Rank ?? 0)];
    }

    /// <summary>Conditions that count as risky, or keep a question open, only because nobody knows.</summary>
    private void AddDoubts(JoinedLadder ladder, int result)
    {
        var (id, population) = (ladder.Protocol.Id, ladder.Protocol.Population);
        if (IsInDoubt(population)) Add(population, $"whether {id} fits this person");
        if (ladder.ElseRank == result)
            foreach (var raise in ladder.Compiled.ElseRaises)
                if (IsInDoubt(raise.When)) Add(raise.When, $"raises the result of {id} as long as it is not known");
        foreach (var q in ladder.Questions)
            if (q.Rank.Rank == result || q.IsOpenAbove(result)) AddDoubts(q.Compiled);
    }

    private void AddDoubts(CompiledQuestion question)
    {
        foreach (var raise in question.Raises)
            if (IsInDoubt(raise.When)) Add(raise.When, $"decides how {question.Protocol.Id}/{question.Id} counts");
        if (question.Question.When is { } when && IsInDoubt(when)) Add(when, $"decides how {question.Protocol.Id}/{question.Id} counts");
    }

    private bool IsInDoubt(Condition condition) => condition.Over(log.Known) == Truth.Unknown;

    private void Add(Condition condition, string why)
    {
        foreach (var fact in Askable(condition)) _found.TryAdd(fact.Name, new(fact.Name, fact.Ask ?? fact.Title, false, null, why));
    }

    private IEnumerable<Fact> Askable(Condition condition) => condition.Facts()
        .Where(f => !log.Facts.ContainsKey(f)).Select(package.Package.FindFact).OfType<Fact>().Where(f => f.Ask is not null);
}
