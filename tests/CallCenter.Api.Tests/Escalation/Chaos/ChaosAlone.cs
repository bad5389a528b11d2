namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <summary>Several processes of the product at once: they run when no other test does, or two cores would measure the tests and not the product.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ChaosAlone
{
    public const string Name = "chaos";
}
