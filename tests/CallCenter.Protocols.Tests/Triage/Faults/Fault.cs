namespace CallCenter.Protocols.Tests.Triage.Faults;

/// <summary>One slip in one file of the real content.</summary>
internal sealed record Fault(string Kind, string File, string What, string Text)
{
    public override string ToString() => $"{Kind} in {File}: {What}";
}

internal enum CaughtBy { Loader, StaticChecks, EmbeddedTests, Comparison, Nothing }
