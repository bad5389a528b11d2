using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>One protocol in two versions: every question, else, never_below, population and role.</summary>
internal sealed class ProtocolComparison(TriagePackage approved, Protocol old, TriagePackage candidate, Protocol now)
{
    private static readonly Answer?[] AnyAnswer = [null, Answer.Absent, Answer.Unsure, Answer.Present];

    public IEnumerable<Lowering> Lowerings() =>
        old.Questions.SelectMany(q => Question(q.Tier, q.Question)).Concat(Else()).Concat(NeverBelow()).Concat(Population()).Concat(Role());

    private List<Lowering> Question(Tier tier, Question was)
    {
        var (nowTier, q) = now.Questions.FirstOrDefault(n => n.Question.Id == was.Id);
        if (q is null) return [new(old.Id, was.Id, "always", Answer.Present, tier.Go, "nothing", "the question is removed")];
        if (FactSpace.Of(approved, [.. was.Conditions(), .. q.Conditions()]) is not { } space)
            return [new(old.Id, was.Id, "unknown", null, tier.Go, "unknown", "too many facts to compare")];
        var found = new List<Lowering>(Link(was, q, tier));
        var seen = new HashSet<(Answer?, int, int)>();
        foreach (var known in space)
            foreach (var answer in AnyAnswer)
            {
                var (before, after) = (LadderRules.Question(approved, tier, was, known, answer), LadderRules.Question(candidate, nowTier, q, known, answer));
                // An open question counts by what a yes would be worth: one that is no longer asked is lowered too.
                var (from, to) = before.Standing == Standing.Open ? (before.RankOfYes, Math.Max(after.Rank, after.RankOfYes)) : (before.Rank, after.Rank);
                if (to < from && seen.Add((answer, from, to)))
                    found.Add(new(old.Id, was.Id, FactSpace.Shown(known), answer, Code(approved, from), Code(candidate, to), "the question counts for less"));
            }
        return found;
    }

    private IEnumerable<Lowering> Link(Question was, Question q, Tier tier)
    {
        if (was.Link is not null && q.Link != was.Link)
            yield return new(old.Id, was.Id, "always", Answer.Present, tier.Go, tier.Go, $"the link to {was.Link} is gone");
        if (was.Do is not null && q.Do != was.Do)
            yield return new(old.Id, was.Id, "always", Answer.Present, tier.Go, tier.Go, $"the action {was.Do} is gone");
    }

    private IEnumerable<Lowering> Else()
    {
        var conditions = old.ElseRaises.Concat(now.ElseRaises).Select(r => r.When);
        var seen = new HashSet<(int, int)>();
        foreach (var known in FactSpace.Of(approved, conditions) ?? [])
            if (LadderRules.Else(approved, old, known).Rank is var from && LadderRules.Else(candidate, now, known).Rank is var to && to < from && seen.Add((from, to)))
                yield return new(old.Id, "else", FactSpace.Shown(known), null, Code(approved, from), Code(candidate, to), "finding nothing gives less");
    }

    private IEnumerable<Lowering> NeverBelow()
    {
        if (LadderRules.NeverBelow(candidate, now) < LadderRules.NeverBelow(approved, old))
            yield return new(old.Id, "never_below", "always", null, old.NeverBelow ?? "nothing", now.NeverBelow ?? "nothing", "the protocol's own floor holds less");
    }

    private IEnumerable<Lowering> Population()
    {
        foreach (var known in FactSpace.Of(approved, [old.Population, now.Population]) ?? [])
            if (old.Population.Over(known) != Truth.No && now.Population.Over(known) == Truth.No)
            {
                yield return new(old.Id, "population", FactSpace.Shown(known), null, "offered", "not offered", "the protocol is for fewer people");
                break;
            }
    }

    private IEnumerable<Lowering> Role()
    {
        if (old.IsGate && !now.IsGate) yield return new(old.Id, "role", "always", null, "gate", "none", "it is no longer asked first on every call");
    }

    private static string Code(TriagePackage package, int rank) => package.Dispositions.FirstOrDefault(d => d.Rank == rank)?.Code ?? "nothing";
}
