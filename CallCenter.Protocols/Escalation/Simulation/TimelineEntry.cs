using CallCenter.Protocols.Escalation.Lifecycle;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Simulation;

/// <summary>One line of a simulated escalation: a note of the machine, or something it caused.</summary>
public sealed record TimelineEntry(Instant At, ZonedDateTime Local, Duration SinceConfirmed, string What, EscalationPhase Phase, EscalationEffect Effect)
{
    /// <summary>As people read it.</summary>
    public override string ToString() =>
        $"{Local.ToString("ddd uuuu-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)}  +{(int)SinceConfirmed.TotalMinutes,3}:{SinceConfirmed.Seconds:00}  {What}";
}

/// <summary>Everything that would happen. Ended is false when the time looked at was over first; then it was still asking.</summary>
public sealed record SimulatedTimeline(IReadOnlyList<TimelineEntry> Entries, EscalationState Final, EscalationPlan Plan)
{
    /// <summary>Closed or cancelled within the time looked at.</summary>
    public bool Ended => Final.Phase.IsOver();
    /// <summary>The machine's own notes.</summary>
    public IReadOnlyList<EscalationNote> Notes => [.. Entries.Select(e => e.Effect).OfType<EscalationEffect.WriteNote>().Select(e => e.Note)];
}
