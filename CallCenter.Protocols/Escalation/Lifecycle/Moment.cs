using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>All that a decision may look at.</summary>
internal sealed record Moment(EscalationPlan Plan, EscalationState State, Instant Now, LiveRota Rota)
{
    /// <summary>The clock ran out and this is the first we see of it, perhaps after a restart.</summary>
    public bool DeadlineReached => Plan.AnswerRequired && !State.Where.DeadlinePassed && Now >= State.Where.Deadline;

    public IReadOnlyList<Contact> Recipients(IEnumerable<Notify> targets) =>
        [.. targets.SelectMany(t => Rota.Recipients(t.Kind, t.Target, Now)
            .Where(c => c.Reach(t.Via).Any(d => d.CanAcknowledge)))
            .DistinctBy(c => c.Id)];
}
