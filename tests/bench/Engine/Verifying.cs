using System.Diagnostics;
using CallCenter.Protocols.Tests.Triage.Properties;
using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;

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
        if (!verification.IsSound || !thousand.IsSound) throw new InvalidOperationException("what is measured must be sound");
        return new { shipped = shipped.Count, verifyShippedMs = verifyShipped, protocols = thousand.Package?.Protocols.Count, loadMs = load, loadUnchangedMs = loadUnchanged, loadOneChangedMs = loadOneChanged, verifyThousandMs = load + verifyThousand };
    }

    private static (T Made, double Milliseconds) Timed<T>(Func<T> make)
    {
        var start = Stopwatch.GetTimestamp();
        var made = make();
        return (made, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
