using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>A check that could not be run, and what it lacks.</summary>
public sealed record NotRun(string Code, string Needs);

/// <summary>What was found, and what could not be looked at.</summary>
public sealed record Verification(IReadOnlyList<Finding> Findings, IReadOnlyList<NotRun> NotRun)
{
    /// <summary>Such a file is not published.</summary>
    public bool HasErrors => Findings.Any(f => f.Severity == Severity.Error);
}

/// <summary>Proves what can be proved about a practice's file before anybody depends on it.</summary>
public static class EscalationVerifier
{
    /// <summary>Runs every check on the time from <paramref name="horizonStart"/> on. A file that loads is assumed (C15).</summary>
    public static Verification Verify(EscalationFile file, RegistrySnapshot registry, Instant horizonStart)
    {
        var context = new CheckContext(file, registry, horizonStart);
        var findings = Checks.All.Where(c => c.CanRun(registry)).SelectMany(c => c.Run(context))
            .OrderBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Code, StringComparer.Ordinal);
        return new([.. findings], [.. Checks.All.Where(c => !c.CanRun(registry)).Select(c => new NotRun(c.Code, c.Needs))]);
    }
}
