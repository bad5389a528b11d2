using NodaTime;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>What a reviewer must know about a month: why time that was spent does not count, and what to check before billing.</summary>
internal static class MonthFindings
{
    public static IEnumerable<string> Of(
        List<TimeEntry> entries, Enrolment? enrolment, Stretch? active, IReadOnlyList<string> conflicts, YearMonth month, CcmRules rules)
    {
        var live = entries.Where(e => e.State != TimeState.Excluded).ToList();
        if (enrolment is null) yield return "The patient is not enrolled in a program.";
        else if (active is null) yield return "No consent is on file: no time counts until it is given.";
        foreach (var never in live.Select(MonthCalculator.WhyNever).OfType<string>().Distinct()) yield return never;
        if (active is { } consented && live.Any(e => e.Start < consented.Start)) yield return "Some time was spent before consent was given; it does not count.";
        if (active is { } ended && live.Any(e => e.End > ended.End)) yield return "Some time was spent after the consent had ended; it does not count.";
        if (conflicts.Count > 0)
            yield return $"The same practitioner bills {string.Join(", ", conflicts)} in this month: care management may not be billed beside it.";
        if (SameStaffTwice(live)) yield return "Entries of one person overlap; each second was counted once.";
        if (month.CompareTo(rules.VerifiedThrough) > 0)
            yield return $"The rules of {Months.Write(month)} have not been verified (table {rules.Version} reaches {Months.Write(rules.VerifiedThrough)}): check before billing.";
    }

    private static bool SameStaffTwice(List<TimeEntry> entries) => entries.GroupBy(e => e.StaffId)
        .Any(g => g.Sum(e => e.Stretch.Length.Ticks) > g.Select(e => e.Stretch).Union().Sum(s => s.Length.Ticks));
}
