using NodaTime;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <param name="Counted">Distinct seconds that are linked, consented, by clinical staff and in the month.</param>
/// <param name="Proposed">Distinct seconds that would be added if the nurse linked them.</param>
/// <param name="ToNext">Seconds to the next threshold; null when nothing more can be earned.</param>
public sealed record MonthResult(int Counted, int Proposed, int? ToNext, IReadOnlyList<Earned> Earned, IReadOnlyList<string> Findings)
{
    /// <summary>Counted seconds that no earned unit has used.</summary>
    public int Left => Counted - Earned.Sum(e => e.Units) * CcmRules.Unit;
}

public sealed record Earned(string Code, int Units, string Why);

/// <summary>One patient, one program, one month, from the entries alone. The same entries give the same month on any day.</summary>
public static class MonthCalculator
{
    public static MonthResult Evaluate(IReadOnlyList<TimeEntry> entries, Enrolment? enrolment, YearMonth month, DateTimeZone zone, CcmRules rules)
    {
        var window = month.In(zone);
        var active = enrolment?.Active(zone);
        var mine = entries.Where(e => e.Stretch.Overlaps(window)).ToList();
        var counted = Eligible(mine, TimeState.Counted, window, active);
        var proposed = Eligible(mine, TimeState.Proposed, window, active).Except(counted);
        var seconds = counted.Seconds();
        var conflicts = enrolment?.ConflictingCodes.Intersect(rules.Excluding).ToList() ?? [];
        var (earned, toNext) = enrolment?.Program == CcmRules.Program && conflicts.Count == 0 ? Earn(seconds, month, rules) : ([], null);
        return new MonthResult(seconds, proposed.Seconds(), toNext, earned, [.. MonthFindings.Of(mine, enrolment, active, conflicts, month, rules)]);
    }

    private static IReadOnlyList<Stretch> Eligible(List<TimeEntry> entries, TimeState state, Stretch window, Stretch? active) => active is not { } consented ? [] :
        entries.Where(e => e.State == state && e.Program == CcmRules.Program && WhyNever(e) is null)
            .Select(e => e.Stretch.Within(window.Start, window.End).Within(consented.Start, consented.End)).Union();

    /// <summary>Null when the entry may count, else why it never can.</summary>
    public static string? WhyNever(TimeEntry entry) => entry switch
    {
        { InUnitedStates: false } => "Time worked outside the United States does not count.",
        _ when !Activities.Counts(entry.Activity) => $"'{Activities.Name(entry.Activity)}' is not care management.",
        _ when !ClinicalStaff.Counts(entry.StaffRole) => "Only the time of clinical staff counts.",
        _ => null,
    };

    private static (IReadOnlyList<Earned> Earned, int? ToNext) Earn(int seconds, YearMonth month, CcmRules rules)
    {
        var valid = rules.For(month);
        var earned = valid.Select(rule => (rule, units: rule.Units(seconds))).Where(r => r.units > 0)
            .Select(r => new Earned(r.rule.Code, r.units, Why(r.rule, r.units, seconds))).ToList();
        var next = valid.SelectMany(rule => Enumerable.Range(0, rule.Cap).Select(unit => rule.FirstAt + unit * rule.Each))
            .Where(threshold => threshold > seconds).Select(threshold => (int?)(threshold - seconds)).Min();
        return (earned, next);
    }

    private static string Why(CodeRule rule, int units, int seconds) =>
        $"{Months.Clock(seconds)} counted; {Months.Clock(rule.FirstAt + (units - 1) * rule.Each)} needed{(units > 1 ? $" for {units} units" : "")}.";
}
