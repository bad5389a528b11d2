using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Triage;

/// <summary>Where the server's log came out otherwise than what this console had shown. It stays on the screen until the nurse has read it.</summary>
/// <param name="Here">The result as this console had it.</param>
/// <param name="There">The result of the server's log, which holds from now on.</param>
/// <param name="NotTaken">Her entries that have no effect any more, in the order they were given.</param>
public sealed record ServerDiffers(Disposition Here, Disposition There, IReadOnlyList<NotTaken> NotTaken)
{
    /// <summary>The caller may already have heard the more urgent one.</summary>
    public bool IsLower => There.Rank < Here.Rank;
}

/// <param name="Why">The server's reason, a sentence.</param>
public sealed record NotTaken(TriageEvent Entry, string Why);
