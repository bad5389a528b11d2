using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class ShippedContentTests
{
    private static readonly Verification Verified = TriageVerifier.Verify(Shipped.Files, new DateOnly(2026, 11, 23));

    [Fact]
    public void The_shipped_package_loads_without_a_finding() => Assert.Empty(Shipped.Loaded.Findings.Select(f => f.ToString()));

    [Fact]
    public void The_verifier_finds_nothing_in_the_shipped_package() => Assert.Empty(Verified.Findings.Select(f => f.ToString()));

    [Fact]
    public void Every_shipped_protocol_is_a_draft_that_nobody_may_use_on_a_real_call() =>
        Assert.All(Shipped.Package.Protocols, p => Assert.True(p.Status == ProtocolStatus.Draft && !Shipped.Package.UsableOutsideDevelopment(p.Id)));
}
