using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage.Properties;

public class GeneratedProtocolsTests
{
    /// <summary>Else the properties would hold for protocols that nobody could publish.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Protocols_written_by_chance_are_sound(int seed) =>
        Assert.Empty(TriageVerifier.Verify(RandomCaller.GeneratedFiles(40, seed), new VerifierInput { Callers = 20 }).Findings.Where(f => f.Severity == Severity.Error).Select(f => f.ToString()));
}
