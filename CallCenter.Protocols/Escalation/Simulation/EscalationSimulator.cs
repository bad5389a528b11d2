using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Simulation;

/// <summary>
/// Plays an escalation through with the machine that runs the real ones: given an instant, a case and who answers when,
/// the exact line of events. Nothing waits and nothing is sent.
/// </summary>
public static class EscalationSimulator
{
    /// <summary>An escalation nobody answers goes on for ever; a printed one has to stop somewhere.</summary>
    public static readonly Duration DefaultSpan = Duration.FromHours(6);

    /// <summary>Starts at <paramref name="confirmedAt"/>, when the nurse confirms the disposition.</summary>
    public static SimulatedTimeline Run(EscalationFile file, Instant confirmedAt, string disposition, Urgency urgency,
        IReadOnlyList<SimulatedAnswer> answers, Duration? span = null) => Run(file, new LiveRota(file), confirmedAt, disposition, urgency, answers, span);

    /// <summary>The same with a rota that is already laid out.</summary>
    internal static SimulatedTimeline Run(EscalationFile file, LiveRota rota, Instant confirmedAt, string disposition, Urgency urgency,
        IReadOnlyList<SimulatedAnswer> answers, Duration? span)
    {
        var plan = EscalationPlan.For(file, disposition, urgency);
        var run = new SimulatedRun(file, rota, plan, EscalationState.Arm("simulated", plan, disposition, urgency, confirmedAt), answers);
        run.PlayUntil(confirmedAt + (span ?? DefaultSpan));
        return new(run.Entries, run.State, plan);
    }
}
