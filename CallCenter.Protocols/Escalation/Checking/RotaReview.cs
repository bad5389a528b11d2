using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>What a change to a rota would do to what the practice was promised: only what is new, not what was wrong before.</summary>
/// <param name="Gaps">Times at which fewer people would be on call than promised, by schedule (C01).</param>
/// <param name="Errors">Errors of the other checks that would appear.</param>
/// <param name="ChangesNobody">The change has no effect (C05).</param>
public sealed record RotaReview(IReadOnlyList<ScheduleGap> Gaps, IReadOnlyList<Finding> Errors, bool ChangesNobody)
{
    /// <summary>Nothing speaks against it.</summary>
    public bool Clean => Gaps.Count == 0 && Errors.Count == 0;

    /// <summary>
    /// Runs every check on both states from the change's beginning on (a check names its first fault only: one that stands earlier must not
    /// hide this one). Gaps are looked for up to the verifier's horizon or a week past the change's end, whichever is later.
    /// </summary>
    public static RotaReview Of(EscalationFile before, EscalationFile after, Instant now, Instant from, Instant until)
    {
        var start = Instant.Max(now, from);
        var known = EscalationVerifier.Verify(before, RegistrySnapshot.Empty, start).Findings.ToHashSet();
        var added = EscalationVerifier.Verify(after, RegistrySnapshot.Empty, start).Findings.Where(f => !known.Contains(f)).ToList();
        var usual = VerificationHorizon.From(after.Zone, now);
        var horizon = new Interval(now, Instant.Max(usual.End, until + Duration.FromDays(7)));
        return new(Opened(before, after, horizon), [.. added.Where(f => f.Severity is Severity.Error && f.Code != "C01")], added.Any(f => f.Code == "C05"));
    }

    private static List<ScheduleGap> Opened(EscalationFile before, EscalationFile after, Interval horizon) =>
        [.. after.Schedules.SelectMany(schedule => Coverage
            .Added(Coverage.Gaps(after, schedule, horizon), before.Schedule(schedule.Id) is { } old ? Coverage.Gaps(before, old, horizon) : [])
            .Select(gap => new ScheduleGap(schedule.Id, gap)))];
}

/// <summary>Too few on call in this schedule at this time.</summary>
public sealed record ScheduleGap(string Schedule, Interval Time);
