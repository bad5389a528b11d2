using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>A stretch of time in which others are on call than were before.</summary>
public sealed record ChangedHands(string Schedule, Instant Start, Instant End, IReadOnlyList<string> Was, IReadOnlyList<string> Is)
{
    /// <summary>Every stretch of the horizon in which two versions of a file name different people on the schedules that both have.</summary>
    public static IEnumerable<ChangedHands> Between(EscalationFile before, EscalationFile after, Interval horizon) =>
        from schedule in after.Schedules
        where before.Schedule(schedule.Id) is not null
        from span in Between(schedule.Id, OnCallTimeline.Build(before, before.Schedule(schedule.Id)!, horizon), OnCallTimeline.Build(after, schedule, horizon))
        select span;

    /// <summary>The same for two lines of shifts over the same time.</summary>
    public static IEnumerable<ChangedHands> Between(string schedule, IReadOnlyList<OnCallShift> was, IReadOnlyList<OnCallShift> now)
    {
        for (int i = 0, j = 0; i < was.Count && j < now.Count;)
        {
            var (start, end) = (Instant.Max(was[i].Start, now[j].Start), Instant.Min(was[i].End, now[j].End));
            if (end > start && !was[i].People.Order(StringComparer.Ordinal).SequenceEqual(now[j].People.Order(StringComparer.Ordinal)))
                yield return new(schedule, start, end, was[i].People, now[j].People);
            if (was[i].End <= now[j].End)
                i++;
            else
                j++;
        }
    }
}
