using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>What a package is verified against, beyond its own files.</summary>
public sealed record VerifierInput
{
    /// <summary>The day for which review dates and approvers are judged; without it they are not.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>How many random callers per protocol prove that stopping early loses nothing.</summary>
    public int Callers { get; init; } = 400;

    /// <summary>The protocols to examine; null = all.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    internal bool Examines(string protocol) => Only?.Contains(protocol) != false;

    /// <summary>An earlier load of these files, from which unchanged protocols are taken over.</summary>
    public LoadResult? Previous { get; init; }

    /// <summary>Packages that were in force before, oldest first; without them the history of ids and translations is not judged.</summary>
    public IReadOnlyList<TriagePackage> Earlier { get; init; } = [];
}
