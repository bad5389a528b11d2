using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C03, C04, C11, C12: the shape of each protocol.</summary>
internal static class StepChecks
{
    public static IEnumerable<Finding> Unreachable(CheckContext c) =>
        c.File.Protocols.SelectMany(p => ForwardGotos(c, p).Concat(RepeatsTooLate(c, p))).Concat(NeverChosen(c));

    private static IEnumerable<Finding> ForwardGotos(CheckContext c, EscalationProtocol protocol)
    {
        var order = protocol.Steps.Select(s => s.Id).ToList();
        foreach (var repeat in protocol.Steps.OfType<RepeatStep>())
            if (order.IndexOf(repeat.Goto) >= order.IndexOf(repeat.Id))
                yield return c.Error("C03", repeat.At, $"'{repeat.Id}' goes to '{repeat.Goto}', which is not above it.", "Go back to an earlier step; steps follow each other by themselves.");
    }

    // Measured as the writer thinks of it: nobody answers, every step waits its time.
    private static IEnumerable<Finding> RepeatsTooLate(CheckContext c, EscalationProtocol protocol)
    {
        var arrival = Duration.Zero;
        foreach (var step in protocol.Steps)
        {
            if (step is RepeatStep { OnlyBefore: { } limit } repeat && limit <= arrival)
                yield return c.Error("C03", repeat.At, $"'{repeat.Id}' may only begin before {limit.TotalMinutes} min, but is reached after {arrival.TotalMinutes} min at the soonest when nobody answers.", "Raise 'only_before' or shorten the waits above it.");
            arrival += step is PageStep page ? page.AckWithin : Duration.Zero;
        }
    }

    private static IEnumerable<Finding> NeverChosen(CheckContext c)
    {
        var cases = CaseChecks.Product.ToList();
        for (var i = 0; i < c.File.Protocols.Count; i++)
        {
            var (protocol, earlier) = (c.File.Protocols[i], c.File.Protocols.Take(i).ToList());
            var own = cases.Where(x => protocol.AppliesWhen.Matches(x.Disposition, x.Urgency));
            if (!protocol.AppliesWhen.IsCatchAll && own.All(x => earlier.Exists(e => e.AppliesWhen.Matches(x.Disposition, x.Urgency))))
                yield return c.Error("C03", protocol.AppliesWhen.At, $"Protocol '{protocol.Id}' is never chosen: those above it take all its cases.", "Move it up, or narrow the others.");
        }
    }

    /// <summary>"It never goes quiet" would otherwise be a matter of one number.</summary>
    private static readonly Duration LongestSilence = Duration.FromHours(1);

    public static IEnumerable<Finding> LastResort(CheckContext c)
    {
        foreach (var protocol in c.File.Protocols.Where(p => p.AnswerRequired))
            if (protocol.LastResort is not { } last)
                yield return c.Error("C04", protocol.At, $"Protocol '{protocol.Id}' has no last resort.", "Add 'last_resort' with the nurse supervisor.");
            else if (last.RepeatEvery > LongestSilence)
                yield return c.Error("C04", last.At, $"The last resort of '{protocol.Id}' is silent for {last.RepeatEvery.TotalMinutes} min between two pages.", "Lower 'repeat_every' to an hour or less.");
            else if (!last.Notify.Any(n => n.Kind == TargetKind.Contact && IsStaffed(c.File.Contact(n.Target), n)))
                yield return c.Error("C04", last.At, $"The last resort of '{protocol.Id}' is not a staffed desk.", "Name a contact with 'role: supervisor' that can acknowledge.");
    }

    private static bool IsStaffed(Contact? contact, Notify target) =>
        contact is { Role: ContactRole.Supervisor } && contact.Reach(target.Via).Any(d => d.CanAcknowledge);

    public static IEnumerable<Finding> Loops(CheckContext c)
    {
        foreach (var protocol in c.File.Protocols)
            for (var place = 0; place < protocol.Steps.Count; place++)
            {
                if (protocol.Steps[place] is not RepeatStep repeat)
                    continue;
                if (repeat.Times is null && repeat.OnlyBefore is null)
                    yield return c.Error("C11", repeat.At, $"'{repeat.Id}' repeats without a bound.", "Add 'times', 'only_before' or both.");
                if (protocol.Steps.Take(place).SkipWhile(s => s.Id != repeat.Goto).Any(s => s is RepeatStep))
                    yield return c.Error("C11", repeat.At, $"'{repeat.Id}' repeats a repeat.", "Let it go back to a step after the other one.");
            }
    }

    public static IEnumerable<Finding> CannotBeAcknowledged(CheckContext c) =>
        from protocol in c.File.Protocols
        from step in protocol.Steps.OfType<PageStep>()
        where !step.Notify.Any(n => c.Possible(n.Kind, n.Target).Any(p => p.Reach(n.Via).Any(d => d.CanAcknowledge)))
        select c.Error("C12", step.At, $"Nobody can take responsibility in step '{step.Id}': none of its channels can be answered.", "Add voice, sms, inbox or workstation.");

    // A rota turns: what the colleague can answer, the one who is on call tonight may not.
    public static IEnumerable<Finding> CannotBeAcknowledgedAtTimes(CheckContext c)
    {
        foreach (var step in c.File.Protocols.SelectMany(p => p.Steps.OfType<PageStep>()))
            if (step.Notify.Any(n => c.Possible(n.Kind, n.Target).Any(p => Answers(p, n))) && c.Changes(step.Notify).Cast<Instant?>().FirstOrDefault(at => OnlyMute(c, step, at!.Value)) is { } at)
                yield return c.Error("C12", step.At, $"On {c.Local(at)} nobody asked in step '{step.Id}' can take responsibility: {string.Join(", ", step.Notify.SelectMany(n => c.At(n, at)).Select(p => $"'{p.Id}'").Distinct())} cannot answer there.",
                    "Give the contact 'ack: digit' with voice or 'ack: link' with sms, or ask by another channel.");
    }

    private static bool OnlyMute(CheckContext c, PageStep step, Instant at)
    {
        var asked = step.Notify.SelectMany(n => c.At(n, at).Select(p => (Person: p, Target: n))).ToList();
        return asked.Count > 0 && !asked.Exists(a => Answers(a.Person, a.Target));
    }

    private static bool Answers(Contact person, Notify target) => person.Reach(target.Via).Any(d => d.CanAcknowledge);
}
