using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>E14: an embedded test fails. E15: a rung no test reaches. W06: a limit not tested on both sides.</summary>
internal static class TestChecks
{
    /// <summary>A value within one unit of a limit tests it.</summary>
    private const decimal Near = 1m;

    public static void Run(Examination examination, Protocol protocol)
    {
        var outcomes = ProtocolTestRun.Run(examination.Package, protocol);
        foreach (var failed in outcomes.Where(o => !o.Passed))
            examination.Add("E14", $"{protocol.Id}/test:{failed.Test.Name}", $"The test \"{failed.Test.Name}\" gives {failed.Result}, not {failed.Test.Expect}", "Either the protocol or the test says what is not meant", "Mend the one that is wrong");
        var reached = outcomes.SelectMany(o => o.HeldBy).ToHashSet();
        foreach (var tier in protocol.Ladder.Where(t => !reached.Contains(t.Go)))
            examination.Add("E15", $"{protocol.Id}/tier:{tier.Go}", $"No test reaches the tier {tier.Go}", "An untested rung is a guess", "Add a test whose result this tier gives");
        if (!reached.Contains(ProtocolTestRun.HeldByElse))
            examination.Add("E15", protocol.Id + "/else", "No test reaches else", "The result of finding nothing is a guess", "Add a test in which nothing is present");
        Limits(examination, protocol);
    }

    private static void Limits(Examination examination, Protocol protocol)
    {
        foreach (var (_, question) in protocol.Questions)
            foreach (var test in question.Conditions().SelectMany(c => c.Tests()))
                Limit(examination, protocol, $"{protocol.Id}/{question.Id}", test);
        foreach (var test in protocol.ElseRaises.SelectMany(r => r.When.Tests())) Limit(examination, protocol, protocol.Id + "/else_raise", test);
    }

    private static void Limit(Examination examination, Protocol protocol, string element, FactTest limit)
    {
        if (limit.Literal.Type != FactType.Number || limit.Comparison == Comparison.IsOn) return;
        var values = protocol.Tests.Select(t => t.Facts.GetValueOrDefault(limit.Fact)).OfType<FactValue>()
            .Where(v => Math.Abs(v.Number - limit.Literal.Number) <= Near)
            .Select(v => limit.Over(new Dictionary<string, FactValue> { [limit.Fact] = v })).ToHashSet();
        if (values.Count < 2)
            examination.Add("W06", element, $"The limit {limit} is not tested on both sides", "\">\" for \">=\" and a wrong number pass unseen", $"Add tests with {limit.Fact} at {limit.Literal} and just beside it");
    }
}
