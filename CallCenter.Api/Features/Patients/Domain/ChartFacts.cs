using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Patients.Domain;

/// <summary>
/// Reads triage facts out of a chart. A condition or medicine on file makes its fact true; nothing on file makes nothing false,
/// because charts are incomplete. Only a recorded "no" is a no, and a chart that contradicts it wins: a fact may only raise.
/// </summary>
internal static class ChartFacts
{
    public static IReadOnlyList<ChartFact> Of(Patient patient, DateOnly asOf)
    {
        var known = new Dictionary<string, ChartFact>(StringComparer.Ordinal)
        {
            ["age_years"] = new("age_years", Ages.On(patient.BirthDate, asOf).ToString(System.Globalization.CultureInfo.InvariantCulture), "chart: birth date", asOf),
            ["sex"] = new("sex", patient.Sex, "chart: demographics", null),
        };
        foreach (var condition in patient.Conditions.OrderByDescending(c => c.Since))
            foreach (var fact in ConditionFacts.Of(condition.Icd10))
                known.TryAdd(fact, new ChartFact(fact, "true", $"chart: {condition.Name} ({condition.Icd10})", condition.Since));
        foreach (var medicine in patient.Medicines.OrderByDescending(m => m.AsOf))
            foreach (var fact in MedicineFacts.Of(medicine.Name))
                known.TryAdd(fact, new ChartFact(fact, "true", $"chart: {medicine.Name}", medicine.AsOf));
        foreach (var recorded in patient.RecordedFacts)
            known.TryAdd(recorded.Fact, new ChartFact(recorded.Fact, recorded.Value, "chart: recorded by the practice", recorded.AsOf));
        return [.. known.Values.OrderBy(f => f.Fact, StringComparer.Ordinal)];
    }
}

internal static class Ages
{
    /// <summary>Whole years; someone born on 29 February turns a year older on 1 March of a common year.</summary>
    public static int On(DateOnly birthDate, DateOnly on) =>
        on.Year - birthDate.Year - ((on.Month, on.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);
}
