using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>From one instant to another the same people are on call, perhaps nobody. Sources name the layers, spans and overrides that say so.</summary>
public sealed record OnCallShift(Instant Start, Instant End, IReadOnlyList<string> People, IReadOnlyList<string> Sources)
{
    /// <summary>Is this instant inside? The end is not.</summary>
    public bool Contains(Instant at) => at >= Start && at < End;

    internal bool SamePeople(OnCallShift other) => People.SequenceEqual(other.People);
    internal bool ContinuesAs(OnCallShift other) => End == other.Start && SamePeople(other) && Sources.SequenceEqual(other.Sources);
}
