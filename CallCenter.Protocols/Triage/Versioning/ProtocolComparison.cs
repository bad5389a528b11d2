using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>One protocol in two versions: every question, else, never_below, population, role and test.</summary>
internal sealed class ProtocolComparison(TriagePackage approved, CompiledProtocol old, TriagePackage candidate, CompiledProtocol now)
{
    private static readonly Answer?[] AnyAnswer = [null, Answer.Absent, Answer.Unsure, Answer.Present];

    public IEnumerable<Lowering> Lowerings() =>
        old.Questions.SelectMany(Question).Concat(Else()).Concat(NeverBelow()).Concat(Population()).Concat(Offers()).Concat(Search()).Concat(Role()).Concat(Tests());

    private List<Lowering> Question(CompiledQuestion was)
    {
        if (now.Find(was.Id) is not { } q) return [new(old.Id, was.Id, "always", Answer.Present, was.Level.Code, "nothing", "the question is removed")];
        if (FactSpace.Of(approved, [.. was.Question.Conditions(), .. q.Question.Conditions()]) is not { } space)
            return [TooMany(was.Id, was.Level.Code)];
        var found = new List<Lowering>(Link(was, q.Question));
        var seen = new HashSet<(Answer?, int, int)>();
        foreach (var known in space)
            foreach (var answer in AnyAnswer)
            {
                var (before, after) = (LadderRules.Question(was, known, answer), LadderRules.Question(q, known, answer));
                // An open question counts by what a yes would be worth: one that is no longer asked is lowered too.
                var (from, to) = before.Standing == Standing.Open ? (before.RankOfYes, Math.Max(after.Rank, after.RankOfYes)) : (before.Rank, after.Rank);
                if (to < from && seen.Add((answer, from, to)))
                    found.Add(new(old.Id, was.Id, FactSpace.Shown(known), answer, Code(approved, from), Code(candidate, to), "the question counts for less"));
            }
        return found;
    }

    private IEnumerable<Lowering> Link(CompiledQuestion compiled, Question q)
    {
        var (was, level) = (compiled.Question, compiled.Level.Code);
        if (was.Link is not null && q.Link != was.Link)
            yield return new(old.Id, was.Id, "always", Answer.Present, level, level, $"the link to {was.Link} is gone");
        if (was.Do is not null && q.Do != was.Do)
            yield return new(old.Id, was.Id, "always", Answer.Present, level, level, $"the action {was.Do} is gone");
    }

    private IEnumerable<Lowering> Else()
    {
        if (FactSpace.Of(approved, old.Protocol.ElseConditions().Concat(now.Protocol.ElseConditions())) is not { } space)
        {
            yield return TooMany("else", old.Protocol.Else);
            yield break;
        }

        var seen = new HashSet<(int, int)>();
        foreach (var known in space)
            if (LadderRules.Else(old, known).Rank is var from && LadderRules.Else(now, known).Rank is var to && to < from && seen.Add((from, to)))
                yield return new(old.Id, "else", FactSpace.Shown(known), null, Code(approved, from), Code(candidate, to), "finding nothing gives less");
    }

    private IEnumerable<Lowering> NeverBelow()
    {
        if (now.NeverBelow < old.NeverBelow)
            yield return new(old.Id, "never_below", "always", null, old.Protocol.NeverBelow ?? "nothing", now.Protocol.NeverBelow ?? "nothing", "the protocol's own floor holds less");
    }

    private IEnumerable<Lowering> Population()
    {
        var (was, isNow) = (old.Protocol.Population, now.Protocol.Population);
        if (FactSpace.Of(approved, [was, isNow]) is not { } space) yield return TooMany("population", "offered");
        else if (space.FirstOrDefault(known => was.Over(known) != Truth.No && isNow.Over(known) == Truth.No) is { } excluded)
            yield return new(old.Id, "population", FactSpace.Shown(excluded), null, "offered", "not offered", "the protocol is for fewer people");
    }

    /// <summary>A protocol that is offered later, or not at all, asks its questions of fewer callers.</summary>
    private IEnumerable<Lowering> Offers()
    {
        if (old.Protocol.Status != ProtocolStatus.Retired && now.Protocol.Status == ProtocolStatus.Retired)
            yield return new(old.Id, "status", "always", null, "offered", "retired", "the protocol is no longer offered");
        if (old.Protocol.OfferWhen is not { } was) yield break;
        if (FactSpace.Of(approved, now.Protocol.OfferWhen is { } isNow ? [was, isNow] : [was]) is not { } space) yield return TooMany("offer_when", "suggested first");
        else if (space.FirstOrDefault(known => was.Over(known) == Truth.Yes && now.Protocol.OfferWhen?.Over(known) != Truth.Yes) is { } passed)
            yield return new(old.Id, "offer_when", FactSpace.Shown(passed), null, "suggested first", "found by its words only", "the protocol is suggested to fewer people");
    }

    private IEnumerable<Lowering> Search() =>
        from terms in old.Protocol.Search.ByLanguage
        let lost = terms.Value.Except(now.Protocol.Search.In(terms.Key), StringComparer.OrdinalIgnoreCase).ToList()
        where lost.Count > 0
        select new Lowering(old.Id, "search", string.Join(", ", lost.Select(term => $"\"{term}\"")) + " is said", null, "found", "not found", "the protocol is found by fewer words");

    private IEnumerable<Lowering> Role()
    {
        if (old.Protocol.IsGate && !now.Protocol.IsGate) yield return new(old.Id, "role", "always", null, "gate", "none", "it is no longer asked first on every call");
    }

    /// <summary>A test is what proves a result; one that is gone, or expects less, proves less.</summary>
    private IEnumerable<Lowering> Tests()
    {
        foreach (var was in old.Protocol.Tests)
            if (now.Protocol.Tests.FirstOrDefault(t => t.Name == was.Name)?.Expect is var expect && (expect is null || candidate.Rank(expect) < approved.Rank(was.Expect)))
                yield return new(old.Id, "test:" + was.Name, "tested", null, was.Expect, expect ?? "nothing", "the test is gone or expects less");
    }

    /// <summary>What cannot be compared is not taken for the same: a person has to look.</summary>
    private Lowering TooMany(string rule, string was) => new(old.Id, rule, "unknown", null, was, "unknown", "too many facts to compare");

    private static string Code(TriagePackage package, int rank) => package.Dispositions.FirstOrDefault(d => d.Rank == rank)?.Code ?? "nothing";
}
