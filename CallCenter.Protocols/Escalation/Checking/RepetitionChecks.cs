using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C10: an escalation that asks the same person the same way again has gone nowhere.</summary>
internal static class RepetitionChecks
{
    public static IEnumerable<Finding> GoesNowhere(CheckContext c)
    {
        foreach (var protocol in c.File.Protocols.Where(p => p.AnswerRequired))
        {
            var walk = c.Plan(protocol).Steps;
            foreach (var (step, next) in walk.Zip(walk.Skip(1)).Where(p => !IsDeskPrompt(p.Second.Page)).DistinctBy(p => p.Second.StepId))
                if (FirstRepeat(c, step, next) is { } at)
                    yield return c.Error("C10", next.Page.At, $"On {c.Local(at)} '{next.StepId}' only asks those again who were just asked in '{step.StepId}', the same way.", "Use another schedule, person or channel.");
            if (walk.Count > 0 && SupervisorFirst(c, protocol, walk[0]) is { } first)
                yield return c.Error("C10", walk[0].Page.At, $"On {c.Local(first)} '{protocol.Id}' begins with its own last resort.", "Ask a clinician first.");
        }
    }

    /// <summary>A prompt at a desk asks somebody to do something; it is no page and may name whom it likes.</summary>
    private static bool IsDeskPrompt(PageStep step) => step.Prompt.Count > 0 && step.Notify.All(n => n.Via.All(v => v == Channel.Workstation));

    private static Instant? FirstRepeat(CheckContext c, PlannedStep step, PlannedStep next) =>
        c.Changes(step.Page.Notify.Concat(next.Page.Notify)).Cast<Instant?>().FirstOrDefault(at =>
        {
            var after = Destinations(c, next.Page.Notify, at!.Value);
            return after.Count > 0 && after.IsSubsetOf(Destinations(c, step.Page.Notify, at.Value));
        });

    private static Instant? SupervisorFirst(CheckContext c, EscalationProtocol protocol, PlannedStep first)
    {
        if (IsDeskPrompt(first.Page) || protocol.LastResort is not { } last)
            return null;
        var supervisors = last.Notify.Where(n => n.Kind == TargetKind.Contact).Select(n => n.Target).ToHashSet();
        return c.Changes(first.Page.Notify).Cast<Instant?>().FirstOrDefault(at => first.Page.Notify.SelectMany(n => c.At(n, at!.Value)).Any(p => supervisors.Contains(p.Id)));
    }

    private static HashSet<string> Destinations(CheckContext c, IEnumerable<Notify> targets, Instant at) =>
        [.. targets.SelectMany(t => c.At(t, at).SelectMany(p => p.Reach(t.Via))).Select(d => d.Id)];
}
