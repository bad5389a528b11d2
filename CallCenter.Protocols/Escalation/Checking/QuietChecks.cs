using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C14: quiet hours must never keep what is urgent from a person, nor leave a step with nobody awake.</summary>
internal static class QuietChecks
{
    public static IEnumerable<Finding> Delay(CheckContext c) => HoldsUrgent(c).Concat(AllAsleep(c));

    private static IEnumerable<Finding> HoldsUrgent(CheckContext c) =>
        from contact in c.File.Contacts
        from quiet in contact.QuietHours
        where quiet.HoldBelow > Urgency.Urgent
        select c.Error("C14", quiet.At, $"The quiet hours of '{contact.Id}' hold back urgent pages.", "Write 'hold_below: urgent' or less.");

    private static IEnumerable<Finding> AllAsleep(CheckContext c)
    {
        foreach (var step in c.File.Protocols.Where(p => p.AnswerRequired).SelectMany(p => p.Steps.OfType<PageStep>()))
        {
            var people = step.Notify.SelectMany(n => c.Possible(n.Kind, n.Target)).DistinctBy(p => p.Id).ToList();
            if (people.Count == 0 || people.Exists(p => p.QuietHours.Count == 0))
                continue;
            var common = people.Select(p => p.QuietHours.SelectMany(q => WindowDates.Within(c.File, q.Window, c.Horizon)).ToList()).Aggregate(Intersect);
            if (common.Count > 0)
                yield return c.Error("C14", step.At, $"From {c.Local(common.Min(i => i.Start))} everybody in step '{step.Id}' has quiet hours.", "Let at least one person's quiet hours lie elsewhere.");
        }
    }

    private static List<Interval> Intersect(List<Interval> a, List<Interval> b) =>
        [.. a.SelectMany(x => b.Where(y => y.Start < x.End && x.Start < y.End).Select(y => new Interval(Instant.Max(x.Start, y.Start), Instant.Min(x.End, y.End))))];
}
