using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation;

internal sealed record ShownEscalation(Guid NurseId, EscalationView View);

/// <summary>An escalation as the console shows it: what happens now, what comes next and when, from the machine's own state.</summary>
internal sealed class EscalationViews(PinnedPlans plans, IPractices practices, NoteBook notes, TimeProvider clock)
{
    public async Task<ShownEscalation?> ForAsync(CallCenterDbContext db, Guid id, CancellationToken cancel) =>
        await db.Set<EscalationCase>().FirstOrDefaultAsync(e => e.Id == id, cancel) is { } escalation
            ? new(escalation.NurseId, await ViewAsync(db, escalation, cancel))
            : null;

    public async Task<IReadOnlyList<EscalationView>> OfCallAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        await ViewsAsync(db, await db.Set<EscalationCase>().Where(e => e.CallId == callId).OrderBy(e => e.ArmedAt).ToListAsync(cancel), cancel);

    /// <summary>All that is not over: those past their clinical deadline first, then by deadline; the taken ones last.</summary>
    public async Task<IReadOnlyList<EscalationView>> OpenAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var open = await db.Set<EscalationCase>().Where(e => e.Phase != EscalationPhase.Closed && e.Phase != EscalationPhase.Cancelled).ToListAsync(cancel);
        return await ViewsAsync(db, open.OrderByDescending(e => e.StillAsks || e.AskedByHand).ThenByDescending(e => e.DeadlinePassed).ThenBy(e => e.ClinicalDeadline), cancel);
    }

    public async Task<EscalationView> ViewAsync(CallCenterDbContext db, EscalationCase escalation, CancellationToken cancel)
    {
        var plan = await plans.OfAsync(db, escalation, cancel);
        var practice = await practices.GetAsync(db, escalation.PracticeId, cancel);
        var takenBy = escalation.TakenBy is { } by ? await notes.NameAsync(db, plan, by, cancel) : null;
        var (next, nextAt) = Next(escalation, plan);
        var lines = await NoteBook.LinesAsync(db, escalation.Id, cancel);
        return new EscalationView(
            escalation.Id, escalation.CallId, escalation.PracticeId, practice?.Name ?? escalation.PracticeId, escalation.TimeZone, DispositionWords.Urgency(escalation.Urgency),
            DispositionWords.Title(escalation.Disposition), escalation.AskedByHand ? "asking" : NoteWords.State(escalation.Phase), escalation.ArmedAt, escalation.ClinicalDeadline, escalation.DeadlinePassed,
            await NowAsync(db, escalation, plan, takenBy, cancel), next, nextAt,
            escalation.IsTaken ? takenBy : null, escalation.IsTaken ? escalation.TakenAt : null, [.. lines.Select(l => new EscalationNoteView(l.At, l.What, l.Actor))])
        {
            AskedAt = escalation.AskedByHand ? escalation.TakenAt : escalation.Phase is EscalationPhase.Paging or EscalationPhase.LastResort ? escalation.AttemptAt : null,
            Steps = escalation.Phase.IsOpen() || escalation.AskedByHand ? Steps(escalation, plan) : [],
            People = escalation.Phase.IsOver() ? [] : People(escalation, plan),
            PhonesAway = await PhoneOutage.IsNowAsync(db, escalation, cancel),
        };
    }

    /// <summary>Responsibility is a clinician's, or the supervisor's until she has found one.</summary>
    public static bool CanTake(Contact? contact) => contact?.Role is ContactRole.Physician or ContactRole.Np or ContactRole.Pa or ContactRole.Supervisor;

    private List<EscalationStepView> Steps(EscalationCase escalation, PinnedPlan plan)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return
        [
            .. plan.Plan.Steps.DistinctBy(s => s.StepId).Select(s => new EscalationStepView(s.StepId, Step(plan, s.Index, now), s.StepId == escalation.StepId)),
            new(EscalationPlan.LastResortStep, Step(plan, plan.Plan.Steps.Count, now), escalation.Phase is EscalationPhase.LastResort),
        ];
    }

    /// <summary>Those being asked, then those of the steps still to come, then all others who could take it.</summary>
    private List<EscalationPersonView> People(EscalationCase escalation, PinnedPlan plan)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var walk = plan.Plan.Steps.Skip(Math.Max(0, escalation.StepIndex)).SelectMany(s => s.Page.Notify).Concat(plan.Plan.LastResort.Notify)
            .SelectMany(t => plan.Rota.Recipients(t.Kind, t.Target, now));
        return [.. walk.Concat(plan.People.Contacts).Where(CanTake).DistinctBy(c => c.Id)
            .Select(c => new EscalationPersonView(c.Id, c.Name, c.Destinations.FirstOrDefault(d => d.Channel is Channel.Voice)?.To))];
    }

    private async Task<IReadOnlyList<EscalationView>> ViewsAsync(CallCenterDbContext db, IEnumerable<EscalationCase> escalations, CancellationToken cancel)
    {
        var views = new List<EscalationView>();
        foreach (var escalation in escalations) views.Add(await ViewAsync(db, escalation, cancel));
        return views;
    }

    private static async Task<string> NowAsync(CallCenterDbContext db, EscalationCase escalation, PinnedPlan plan, string? takenBy, CancellationToken cancel)
    {
        var overdue = escalation.DeadlinePassed && escalation.StillAsks ? "Send the caller to the emergency department now. " : "";
        return overdue + escalation.Phase switch
        {
            EscalationPhase.Armed => "About to ask the first person.",
            EscalationPhase.Paging or EscalationPhase.LastResort => await AskedAsync(db, escalation, plan, cancel),
            EscalationPhase.Held => "Waits for the end of quiet hours.",
            EscalationPhase.Acknowledged when escalation.AskedByHand => $"{takenBy} asks by hand.",
            EscalationPhase.Acknowledged => $"{takenBy} has taken responsibility.",
            EscalationPhase.Closed => escalation.TakenBy is null ? "The practice was told; no answer was needed." : $"Closed: {escalation.Outcome}",
            EscalationPhase.Cancelled => "Called off.",
        };
    }

    private static async Task<string> AskedAsync(CallCenterDbContext db, EscalationCase escalation, PinnedPlan plan, CancellationToken cancel)
    {
        var pages = await db.Set<Page>().Where(p => p.EscalationId == escalation.Id && p.Purpose == PagePurpose.Ask && p.Visit == escalation.Visit && p.Attempt == escalation.Attempt)
            .OrderBy(p => p.CreatedAt).ToListAsync(cancel);
        var people = pages.GroupBy(p => p.ContactId).Select(g =>
            $"{plan.NameOf(g.Key)} paged by {string.Join(" and ", g.Select(p => p.Channel).Distinct().Order().Select(NoteWords.Channel))}{(g.Any(p => p.State is PageState.Answered) ? " (on the line)" : "")}");
        var who = string.Join("; ", people);
        var desk = escalation.Phase is EscalationPhase.LastResort ? "The supervisor's desk is alarmed until somebody takes it. " : "";
        return $"{desk}{(who.Length == 0 ? "" : $"{who}, attempt {escalation.Attempt}.")}".TrimEnd();
    }

    private static (string? Next, DateTimeOffset? At) Next(EscalationCase escalation, PinnedPlan plan)
    {
        if (!plan.Readable && escalation.Phase is not (EscalationPhase.LastResort or EscalationPhase.Acknowledged)) return ("the supervisor's desk", null);
        var timers = EscalationTimers.For(plan.Plan, escalation.State());
        if (timers.Count == 0) return (null, null);
        var first = timers.MinBy(t => t.Due)!;
        return (NextWords(escalation, plan, first), first.Due.ToDateTimeOffset());
    }

    private static string NextWords(EscalationCase escalation, PinnedPlan plan, EscalationEffect.SetTimer timer) => timer.Kind switch
    {
        TimerKind.Start => Step(plan, 0, timer.Due),
        TimerKind.AttemptDue => $"{Step(plan, escalation.StepIndex, timer.Due)}, attempt {escalation.Attempt + 1}",
        TimerKind.StepTimeout => Step(plan, escalation.StepIndex + 1, timer.Due),
        TimerKind.WindowOpens => Step(plan, escalation.StepIndex, timer.Due),
        TimerKind.ClinicalDeadline => "the clinical deadline: the supervisor's desk",
        TimerKind.RepeatDue => $"{Names(plan, plan.Plan.LastResort.Notify, timer.Due, "the supervisor's desk")} again",
        TimerKind.CloseDue when escalation.AskedByHand => "people are paged again, unless somebody has it",
        TimerKind.CloseDue => "asks people again, unless it is closed",
    };

    private static string Step(PinnedPlan plan, int index, Instant at) => index >= plan.Plan.Steps.Count
        ? Names(plan, plan.Plan.LastResort.Notify, at, "the supervisor's desk")
        : Names(plan, plan.Plan.Steps[index].Page.Notify, at, "nobody on call: the next step");

    private static string Names(PinnedPlan plan, IReadOnlyList<Notify> targets, Instant at, string nobody)
    {
        var names = targets.SelectMany(t => plan.Rota.Recipients(t.Kind, t.Target, at)).Select(c => c.Name).Distinct().ToList();
        return names.Count == 0 ? nobody : string.Join(", ", names);
    }
}
