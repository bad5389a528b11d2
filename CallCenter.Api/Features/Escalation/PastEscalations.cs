using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation;

/// <summary>What became of a practice's escalations, and how long people took to take them. One that needed no answer is no escalation here.</summary>
internal sealed class PastEscalations(PinnedPlans plans, IPractices practices, NoteBook notes, TimeProvider clock)
{
    private const int MostShown = 200;

    public async Task<EscalationHistory> OfAsync(CallCenterDbContext db, int days, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().AddDays(-days);
        var all = await db.Set<EscalationCase>().Where(e => e.ArmedAt >= since && (e.TakenBy != null || e.Phase == EscalationPhase.Cancelled))
            .OrderByDescending(e => e.ArmedAt).ToListAsync(cancel);
        var ended = all.Where(e => e.IsTaken || e.Phase is EscalationPhase.Cancelled).ToList();
        var names = new Dictionary<string, string>();
        foreach (var practice in ended.Select(e => e.PracticeId).Distinct())
            names[practice] = (await practices.GetAsync(db, practice, cancel))?.Name ?? practice;
        var items = new List<EndedEscalation>();
        foreach (var escalation in ended.Take(MostShown)) items.Add(await ItemAsync(db, escalation, names, cancel));
        return new(days, [.. ended.GroupBy(e => e.PracticeId).Select(g => Sum(g.Key, names[g.Key], [.. g])).OrderBy(p => p.PracticeName)], items);
    }

    private static PracticeEscalations Sum(string id, string name, IReadOnlyList<EscalationCase> all)
    {
        var times = all.Select(e => e.TakenAfter).OfType<TimeSpan>().Order().ToList();
        return new(id, name, all.Count, times.Count, all.Count(e => e.Phase is EscalationPhase.Cancelled), all.Count(e => e.DeadlinePassed), Share(times, 0.5), Share(times, 0.9));
    }

    /// <summary>The smallest time within which at least this share was taken: a time that really was, never one in between.</summary>
    private static TimeSpan? Share(List<TimeSpan> ordered, double share) => ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(share * ordered.Count) - 1];

    private async Task<EndedEscalation> ItemAsync(CallCenterDbContext db, EscalationCase escalation, Dictionary<string, string> names, CancellationToken cancel)
    {
        var plan = await plans.OfAsync(db, escalation, cancel);
        return new(escalation.Id, escalation.CallId, escalation.PracticeId, names[escalation.PracticeId], escalation.TimeZone, DispositionWords.Urgency(escalation.Urgency),
            DispositionWords.Title(escalation.Disposition), NoteWords.State(escalation.Phase), escalation.ArmedAt, escalation.DeadlinePassed,
            escalation is { IsTaken: true, TakenBy: { } by } ? await notes.NameAsync(db, plan, by, cancel) : null, escalation.TakenAfter, escalation.Outcome);
    }
}
