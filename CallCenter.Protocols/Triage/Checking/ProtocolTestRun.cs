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

    public static IReadOnlyList<TestOutcome> Run(TriagePackage package, Protocol protocol) =>
        CompiledPackage.Of(package) is var compiled && compiled.Find(protocol.Id) is { } found ? [.. protocol.Tests.Select(t => Run(compiled, found, t))] : [];

    private static TestOutcome Run(CompiledPackage package, CompiledProtocol protocol, ProtocolTest test)
    {
        var known = Known(package.Package, test);
        var ranks = Array.ConvertAll(protocol.Questions, q => (q.Level, LadderRules.Question(q, known, AnswerIn(test, q.Id)).Rank));
        var without = LadderRules.NothingFound(protocol, known);
        var highest = ranks.Select(r => r.Rank).Append(without).Max();
        var heldBy = ranks.Where(r => r.Rank == highest && r.Rank == r.Level.Rank).Select(r => r.Level.Code).Distinct().ToList();
        if (without == highest) heldBy.Add(HeldByElse);
        return new(test, package.Level(highest).Code, heldBy);
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
