using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation;

/// <summary>How far behind the escalations are, from their rows alone: it needs no worker, no host and no file.</summary>
/// <param name="Open">Not over: still asked, asked by hand, or taken and to be closed.</param>
/// <param name="Overdue">Of these, with something that should have happened and has not.</param>
/// <param name="Oldest">How long the longest of these has waited; zero when there is none.</param>
internal sealed record OverdueEscalations(int Open, int Overdue, TimeSpan Oldest)
{
    public static OverdueEscalations In(CallCenterDbContext db, DateTimeOffset now)
    {
        var open = db.Set<EscalationCase>().Where(e => e.Phase != EscalationPhase.Closed && e.Phase != EscalationPhase.Cancelled).ToList();
        var timers = db.Set<DurableTimer>().Where(t => t.Owner == EffectWriter.TimerOwner).ToList().ToLookup(t => t.OwnerId);
        var unsent = db.Set<Page>().Where(p => p.Purpose == PagePurpose.Ask && p.State == PageState.Queued && p.NotBefore < now).ToList().ToLookup(p => p.EscalationId);
        var waits = open.Select(e => Waits(e, [.. timers[e.Id]], unsent[e.Id], now)).Where(w => w > TimeSpan.Zero).ToList();
        return new(open.Count, waits.Count, waits.Count == 0 ? TimeSpan.Zero : waits.Max());
    }

    private static TimeSpan Waits(EscalationCase escalation, IReadOnlyList<DurableTimer> timers, IEnumerable<Page> unsent, DateTimeOffset now)
    {
        var since = timers.Select(t => t.DueAt - Postponed(t.Failures)).ToList();
        if (escalation.StillAsks || escalation.AskedByHand)
        {
            if (!escalation.DeadlinePassed) since.Add(escalation.ClinicalDeadline);
            // Nothing would ever happen by itself: overdue since the last thing that did.
            if (timers.Count == 0) since.Add(escalation.TakenAt ?? escalation.AttemptAt ?? escalation.ArmedAt);
        }

        if (escalation.StillAsks) since.AddRange(unsent.Where(p => p.Visit == escalation.Visit && p.Attempt == escalation.Attempt).Select(p => p.NotBefore));
        return since.Count == 0 ? TimeSpan.Zero : now - since.Min();
    }

    /// <summary>A timer that fails again and again is put off each time; it was due before that.</summary>
    private static TimeSpan Postponed(int failures) => TimeSpan.FromSeconds(Enumerable.Range(1, failures).Sum(n => TimerLoop.Pause(n).TotalSeconds));
}
