using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>Finds the next step that has somebody to ask. Every way that finds nobody leads to the last resort.</summary>
internal static class Route
{
    public static Move From(Moment moment, int index, string reason)
    {
        var skipped = new List<(string, string)>();
        if (moment.DeadlineReached)
            return Last("deadline", skipped);
        while (index < moment.Plan.Steps.Count)
        {
            var step = moment.Plan.Steps[index];
            var (move, skip, next) = Try(moment, step, reason);
            if (move is not null)
                return move with { Skipped = skipped };
            skipped.Add((step.StepId, skip));
            if (next is null)
                return Last(skip, skipped);
            index = next.Value;
        }
        return Last(reason, skipped);
    }

    /// <summary>The same step again, with whoever is on call by now.</summary>
    public static Move Retry(Moment moment)
    {
        if (moment.DeadlineReached)
            return Last("deadline", []);
        var step = moment.Plan.Steps[moment.State.Where.StepIndex];
        var (move, skip, next) = Try(moment, step with { OnlyBefore = null }, "next-attempt");
        return move switch
        {
            { Kind: MoveKind.Page } => move with { Kind = MoveKind.Retry },
            not null => move,
            null => next is null ? Last(skip, []) : From(moment, next.Value, skip),
        };
    }

    /// <summary>Again at once, because a person says so: the same step whatever its attempts and quiet hours, or the supervisor again.</summary>
    public static Move Now(Moment moment)
    {
        if (moment.DeadlineReached || moment.State.Phase is not (EscalationPhase.Paging or EscalationPhase.Held))
            return Last(moment.DeadlineReached ? "deadline" : "ring-now", []);
        var step = moment.Plan.Steps[moment.State.Where.StepIndex];
        var willing = moment.Recipients(step.Page.Notify).Where(c => !moment.State.Where.Declined.Contains(c.Id)).ToList();
        return willing.Count == 0 ? From(moment, step.Index + 1, "ring-now")
            : new(moment.State.Phase == EscalationPhase.Held ? MoveKind.Page : MoveKind.Retry, "ring-now") { StepIndex = step.Index, People = willing };
    }

    public static Move Onwards(Moment moment, Func<PageStep, Onward> rule, string reason) =>
        rule(moment.Plan.Steps[moment.State.Where.StepIndex].Page) switch
        {
            Onward.Next => From(moment, moment.State.Where.StepIndex + 1, reason),
            Onward.LastResort => Last(reason, []),
        };

    public static Move Last(string reason, IReadOnlyList<(string, string)> skipped) => new(MoveKind.LastResort, reason) { Skipped = skipped };

    // Either a move, or why the step cannot work and where the walk goes on (null = last resort).
    private static (Move? Move, string Skip, int? Next) Try(Moment moment, PlannedStep step, string reason)
    {
        if (step.OnlyBefore is { } limit && moment.Now - moment.State.Where.ClockStart >= limit)
            return (null, "too-late-to-repeat", step.SkipTo);
        var all = moment.Recipients(step.Page.Notify);
        var willing = all.Where(c => !moment.State.Where.Declined.Contains(c.Id)).ToList();
        if (willing.Count == 0)
            return all.Count == 0
                ? (null, "nobody-on-call", After(step, step.Page.IfNobody))
                : (null, "all-declined", After(step, step.Page.IfDeclined));
        return (PageOrHold(moment, step, willing, reason), "", null);
    }

    private static Move PageOrHold(Moment moment, PlannedStep step, List<Contact> willing, string reason)
    {
        var quiet = willing.ToDictionary(c => c.Id, c => moment.Rota.QuietUntil(c, moment.State.Urgency, moment.Now));
        var awake = willing.Where(c => quiet[c.Id] is null).ToList();
        var opens = quiet.Values.Min();
        if (awake.Count == 0 && opens < moment.State.Where.Deadline)
            return new(MoveKind.Hold, "quiet-hours") { StepIndex = step.Index, HeldUntil = opens };
        return new(MoveKind.Page, reason) { StepIndex = step.Index, People = awake.Count > 0 ? awake : willing };
    }

    private static int? After(PlannedStep step, Onward rule) => rule switch
    {
        Onward.Next => step.Index + 1,
        Onward.LastResort => null,
    };
}
