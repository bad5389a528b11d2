namespace CallCenter.Protocols.Triage.Model;

/// <summary>One level of the scale: what the caller is told to do, and how soon.</summary>
/// <param name="Code">Stable name, such as <c>ed_now</c>.</param>
/// <param name="Rank">Bigger is sooner. Only the rank decides which of two levels is safer.</param>
/// <param name="Within">The promise in words, such as <c>30 min</c>.</param>
/// <param name="Lock">A level that one person alone cannot lower.</param>
/// <param name="IfMissed">The level that takes over when the promise is not kept.</param>
public sealed record Disposition(
    string Code, int Rank, Words Title, string Within, Urgency Urgency, bool Lock, string? IfMissed)
{
    /// <summary>The level an unfinished or broken triage never falls below: a clinician phones back.</summary>
    public const string Cautious = "provider_now";

    /// <summary>The only level at which the caller stays at home with advice.</summary>
    public const string Home = "home";
}
