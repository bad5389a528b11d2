using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>An embedded test, run: the result, and the tiers (or "else") that give it without a raise.</summary>
public sealed record TestOutcome(ProtocolTest Test, string Result, IReadOnlyList<string> HeldBy)
{
    public bool Passed => Result == Test.Expect;
}

/// <summary>Runs the tests that travel with a protocol, on its own ladder without gate, links and floors.</summary>
public static class ProtocolTestRun
{
    public const string HeldByElse = "else";

    public static IReadOnlyList<TestOutcome> Run(TriagePackage package, Protocol protocol) => [.. protocol.Tests.Select(t => Run(package, protocol, t))];

    private static TestOutcome Run(TriagePackage package, Protocol protocol, ProtocolTest test)
    {
        var known = Known(package, test);
        var ranks = protocol.Questions.Select(q => (q.Tier.Go, LadderRules.Question(package, q.Tier, q.Question, known, AnswerIn(test, q.Question.Id)).Rank)).ToList();
        var without = Math.Max(LadderRules.Else(package, protocol, known).Rank, LadderRules.NeverBelow(package, protocol));
        var highest = ranks.Select(r => r.Rank).Append(without).Max();
        var heldBy = ranks.Where(r => r.Rank == highest && r.Rank == package.Rank(r.Go)).Select(r => r.Go).Distinct().ToList();
        if (without == highest) heldBy.Add(HeldByElse);
        return new(test, package.Dispositions.First(d => d.Rank == highest).Code, heldBy);
    }

    private static Answer AnswerIn(ProtocolTest test, string question) =>
        test.Present.Contains(question) ? Answer.Present : test.Unsure.Contains(question) ? Answer.Unsure : Answer.Absent;

    private static Dictionary<string, FactValue> Known(TriagePackage package, ProtocolTest test)
    {
        var known = package.Facts.Where(f => f.Type == FactType.Flag).ToDictionary(f => f.Name, _ => FactValue.Of(false));
        foreach (var (fact, value) in test.Facts)
            if (value is { } v) known[fact] = v;
            else known.Remove(fact);
        return known;
    }
}
