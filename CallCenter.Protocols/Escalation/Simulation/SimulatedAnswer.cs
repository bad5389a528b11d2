using CallCenter.Protocols.Escalation.Lifecycle;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Simulation;

/// <summary>How a person behaves in a simulation. Nobody listed answers.</summary>
public abstract record SimulatedAnswer(string Person)
{
    /// <summary>Which page to this person is reacted to; 1 is the first.</summary>
    public int AtPage { get; init; } = 1;
    /// <summary>How long after that page.</summary>
    public Duration After { get; init; } = Duration.FromSeconds(30);

    /// <summary>Takes responsibility.</summary>
    public sealed record Takes(string Person) : SimulatedAnswer(Person)
    {
        /// <summary>On the telephone unless said otherwise.</summary>
        public AckHow How { get; init; } = AckHow.Digit;
        /// <summary>Closes it this long after taking it; null = forgets.</summary>
        public Duration? ClosesAfter { get; init; } = Duration.FromMinutes(10);
    }

    /// <summary>Cannot take it.</summary>
    public sealed record Declines(string Person) : SimulatedAnswer(Person)
    {
        /// <summary>A code.</summary>
        public string Reason { get; init; } = "busy";
    }

    /// <summary>Every message to the person fails for good.</summary>
    public sealed record CannotBeReached(string Person) : SimulatedAnswer(Person);
}
