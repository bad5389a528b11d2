using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>All findings, and the package where it could be loaded.</summary>
public sealed record Verification(TriagePackage? Package, IReadOnlyList<Finding> Findings)
{
    /// <summary>No finding blocks saving as ready.</summary>
    public bool IsSound => Package is not null && Findings.All(f => f.Severity != Severity.Error);
}

/// <summary>
/// Finds what eyes miss. The same checks run at start-up, on the command line and in the practice's screen.
/// </summary>
public static class TriageVerifier
{
    /// <summary>Verifies files by themselves, on a day.</summary>
    public static Verification Verify(IReadOnlyDictionary<string, string> files, DateOnly? asOf = null) => Verify(files, new VerifierInput { AsOf = asOf });

    /// <param name="files">Name → text, escalation files included; their routes are judged with the scale.</param>
    public static Verification Verify(IReadOnlyDictionary<string, string> files, VerifierInput input)
    {
        var loaded = TriageLoader.Load(files, input.Previous);
        if (loaded.Package is not { } package) return new(null, loaded.Findings);
        var examination = new Examination(package, loaded.Sources);
        foreach (var floor in package.Floors) ConditionChecks.Floor(examination, floor);
        foreach (var protocol in CompiledPackage.Of(package).Protocols)
            if (input.Examines(protocol.Id)) Examine(examination, protocol, input);
        foreach (var protocol in CompiledPackage.Of(package).Protocols.Where(p => input.Examines(p.Id))) InterviewCheck.Run(examination, protocol, input.Callers);
        WordingChecks.AcrossProtocols(examination);
        GateChecks.Run(examination, input);
        PaperChecks.Approvals(examination, input.AsOf);
        HistoryChecks.Run(examination, input.Earlier);
        RouteChecks.Run(examination, files);
        return new(package, [.. loaded.Findings, .. examination.Found]);
    }

    private static void Examine(Examination examination, CompiledProtocol compiled, VerifierInput input)
    {
        var protocol = compiled.Protocol;
        ConditionChecks.Protocol(examination, protocol);
        LadderChecks.Run(examination, compiled);
        foreach (var question in compiled.Questions)
        {
            QuestionChecks.Run(examination, compiled, question);
            WordingChecks.Question(examination, protocol, question.Question);
        }
        TestChecks.Run(examination, protocol);
        AdviceChecks.Run(examination, protocol);
        WordingChecks.Protocol(examination, protocol);
        PaperChecks.Protocol(examination, protocol, input.AsOf);
    }
}
