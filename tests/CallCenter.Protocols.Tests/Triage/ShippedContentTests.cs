namespace CallCenter.Protocols.Tests.Triage;

public class ShippedContentTests
{
    [Fact]
    public void The_shipped_package_loads_without_a_finding() => Assert.Empty(Shipped.Loaded.Findings.Select(f => f.ToString()));

    [Fact]
    public void Every_shipped_protocol_is_a_draft_that_nobody_may_use_on_a_real_call() =>
        Assert.All(Shipped.Package.Protocols, p => Assert.False(Shipped.Package.UsableOutsideDevelopment(p.Id)));
}
