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
            if (Array.Find(floor.When.Askable, IsNotAsked) is { } fact)
                _found.TryAdd(fact.Name, new(fact.Name, fact.Ask ?? fact.Title, true, package.Level(floor.To), floor.Floor.Why.Text));
        foreach (var ladder in evaluation.Ladders.All) AddDoubts(ladder, result);
        return [.. _found.Values.OrderByDescending(f => f.MayRaiseTo?.Rank ?? 0)];
    }

    /// <summary>Conditions that count as risky, or keep a question open, only because nobody knows.</summary>
    private void AddDoubts(JoinedLadder ladder, int result)
    {
        var (id, population) = (ladder.Protocol.Id, ladder.Compiled.Population);
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
        if (question.When is { } when && IsInDoubt(when)) Add(when, $"decides how {question.Protocol.Id}/{question.Id} counts");
    }

    /// <summary>Not known, and worth a line of its own.</summary>
    private bool IsInDoubt(CompiledCondition condition) => condition.Over(log.Known) == Truth.Unknown
        && Array.Exists(condition.Askable, f => IsNotAsked(f) && !_found.ContainsKey(f.Name));

    private void Add(CompiledCondition condition, string why)
    {
        foreach (var fact in condition.Askable)
            if (IsNotAsked(fact)) _found.TryAdd(fact.Name, new(fact.Name, fact.Ask ?? fact.Title, false, null, why));
    }

    private bool IsNotAsked(Fact fact) => !log.Facts.ContainsKey(fact.Name);
}
