using System.Diagnostics;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Tests.Triage.Properties;
using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;
using NodaTime;

namespace CallCenter.Bench.Engine;

/// <summary>Loading and verifying, the first time in a fresh process.</summary>
internal static class Verifying
{
    public static object Measure(string config)
    {
        var shipped = Config.Read(config);
        var (verification, verifyShipped) = Timed(() => TriageVerifier.Verify(shipped));
        var generated = GeneratedProtocols.Files(1000, 20261123);
        foreach (var (name, text) in shipped.Where(f => !f.Key.Contains('/'))) generated[name] = text;
        generated["danger-words.yaml"] = "schema: triage-danger-words/1\nversion: \"1.0.0\"\nwords: []\n";
        var (loaded, load) = Timed(() => TriageLoader.Load(generated));
        var (_, loadUnchanged) = Timed(() => TriageLoader.Load(generated, loaded));
        generated["triage/p0500.yaml"] += "\n# looked at again\n";
        var (_, loadOneChanged) = Timed(() => TriageLoader.Load(generated, loaded));
        var (thousand, verifyThousand) = Timed(() => TriageVerifier.Verify(generated, new VerifierInput { Previous = loaded }));
        var (practices, verifyPractices) = Timed(() => Practices(shipped));
        if (practices > 0) throw new InvalidOperationException("the practices' files that are measured must be clean");
        if (!verification.IsSound || !thousand.IsSound) throw new InvalidOperationException("what is measured must be sound");
        return new { shipped = shipped.Count, verifyShippedMs = verifyShipped, protocols = thousand.Package?.Protocols.Count, loadMs = load, loadUnchangedMs = loadUnchanged, loadOneChangedMs = loadOneChanged, verifyThousandMs = load + verifyThousand, verifyPracticesMs = verifyPractices };
    }

    /// <summary>Five hundred practices' escalation files, loaded and checked over twelve months: a check looks half a year ahead and more.</summary>
    private static int Practices(Dictionary<string, string> shipped)
    {
        var examples = shipped.Where(f => f.Key.StartsWith("escalation/", StringComparison.Ordinal) && f.Key.EndsWith("/escalation.yaml", StringComparison.Ordinal)).Select(f => f.Value).ToList();
        return Enumerable.Range(0, 500).AsParallel().Sum(n => EscalationFileLoader.Load($"practice-{n}.yaml", examples[n % examples.Count]).File is { } file
            ? Enumerable.Range(0, 2).Sum(half => EscalationVerifier.Verify(file, RegistrySnapshot.Empty, Instant.FromUtc(2026, 11, 24, 8, 0) + Duration.FromDays(182 * half)).Findings.Count(f => f.Severity is Severity.Error))
            : 1);
    }

    private static (T Made, double Milliseconds) Timed<T>(Func<T> make)
    {
        var start = Stopwatch.GetTimestamp();
        var made = make();
        return (made, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
