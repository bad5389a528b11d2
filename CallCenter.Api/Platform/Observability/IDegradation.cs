namespace CallCenter.Api.Platform.Observability;

/// <summary>A part that still works, but not as it should: <c>/health/ready</c> stays 200 and says so.</summary>
public interface IDegradation
{
    /// <summary>What is wrong and what to do, without personal data; null when nothing is.</summary>
    string? Degraded { get; }
}
