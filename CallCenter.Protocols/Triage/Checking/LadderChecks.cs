using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>What must hold for a whole ladder: E07, E09, E17, E19.</summary>
internal static class LadderChecks
{
    public static void Run(Examination examination, CompiledProtocol compiled)
    {
        var (package, protocol) = (examination.Package, compiled.Protocol);
        Else(examination, protocol, package);
        ElseRisk(examination, compiled, package);
        if (!package.Disposition(protocol.Ladder[0].Go).Lock)
            examination.Add("E17", protocol.Id, $"{protocol.Id} has no 911 tier", "Every complaint has a form that kills", "Add a tier for the level that cannot be lowered");
    }

    private static void Else(Examination examination, Protocol protocol, TriagePackage package)
    {
        var lowest = protocol.Ladder[^1].Go;
        if (package.Rank(protocol.Else) > package.Rank(lowest))
            examination.Add("E07", protocol.Id + "/else", $"else ({protocol.Else}) is more urgent than the lowest tier ({lowest})", "Finding something would then give less than finding nothing", "Lower else, or remove the tier");
        if (protocol.NeverBelow is { } floor && package.Rank(floor) > package.Rank(lowest))
            examination.Add("E07", protocol.Id + "/never_below", $"never_below ({floor}) is more urgent than the lowest tier ({lowest})", "The tier could never be a result", "Lower never_below, or remove the tier");
        foreach (var raise in protocol.ElseRaises.Where(r => package.Rank(r.To) <= package.Rank(protocol.Else)))
            examination.Add("E19", protocol.Id + "/else_raise", $"The raise to {raise.To} does not raise {protocol.Else}", "A risk that changes nothing is a slip", "Name a more urgent level, or remove the raise");
    }

    private static void ElseRisk(Examination examination, CompiledProtocol protocol, TriagePackage package)
    {
        if (examination.Space(protocol.Id + "/else_raise", "else", protocol.Protocol.ElseConditions()) is null) return;
        foreach (var (off, on, risk) in Risks.Pairs(package, [.. protocol.Protocol.ElseConditions()]))
            if (LadderRules.Else(protocol, on).Rank < LadderRules.Else(protocol, off).Rank)
                examination.Add("E09", protocol.Id + "/else_raise", $"Turning {risk} on lowers else", "A risk may raise a result and must never lower one", "Turn the condition around, or remove the \"not\"");
    }

    /// <summary>Some answers end at home: by else, a tier, a raise, or a doubt that keeps it, unless the protocol never ends that low.</summary>
    public static bool HomeIsReachable(TriagePackage package, Protocol protocol) =>
        package.FindDisposition(Disposition.Home) is { } home && Results(protocol).Contains(home.Code)
        && (protocol.NeverBelow is not { } floor || package.Rank(floor) <= home.Rank);

    private static IEnumerable<string?> Results(Protocol protocol) =>
        [protocol.Else, protocol.NeverBelow, .. protocol.ElseRaises.Select(r => r.To), .. protocol.Ladder.Select(t => t.Go), .. protocol.Questions.Select(q => q.Question.Unknown.AtLeast)];
}
