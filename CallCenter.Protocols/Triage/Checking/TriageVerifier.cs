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
    /// <param name="asOf">The day for which review dates are judged; without it they are not.</param>
    /// <param name="callers">How many random callers per protocol prove that stopping early loses nothing.</param>
    public static Verification Verify(IReadOnlyDictionary<string, string> files, DateOnly? asOf = null, int callers = 400)
    {
        var loaded = TriageLoader.Load(files);
        if (loaded.Package is not { } package) return new(null, loaded.Findings);
        var examination = new Examination(package, loaded.Sources);
        foreach (var floor in package.Floors) ConditionChecks.Floor(examination, floor);
        foreach (var protocol in CompiledPackage.Of(package).Protocols) Examine(examination, protocol, asOf, callers);
        WordingChecks.AcrossProtocols(examination);
        PaperChecks.Approvals(examination, asOf);
        return new(package, [.. loaded.Findings, .. examination.Found]);
    }

    private static void Examine(Examination examination, CompiledProtocol compiled, DateOnly? asOf, int callers)
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
        PaperChecks.Protocol(examination, protocol, asOf);
        InterviewCheck.Run(examination, compiled, callers);
    }
}
