using System.Globalization;
using CallCenter.Api.Features.Queue.Domain;

namespace CallCenter.Api.Commands;

/// <param name="Target">Share of callers to be answered in the plan's time.</param>
/// <param name="Needed">The fewest nurses who reach it.</param>
/// <param name="Theory">Null: the queue grows without end.</param>
internal sealed record DrillReport(DrillPlan Plan, double Target, int Needed, ServiceFigures? Theory, DrillResult? Drill)
{
    /// <summary>"80 % within 30 s".</summary>
    public string Goal => string.Create(CultureInfo.InvariantCulture, $"{Target * 100:0.##} % within {Plan.Within.TotalSeconds:0.##} s");

    /// <summary>The service level by the number of nurses, around the plan's and the needed one.</summary>
    public IReadOnlyList<(int Nurses, double Answered)> Levels { get; } =
        [.. from nurses in Enumerable.Range(1, Math.Max(Plan.Nurses, Needed) + 3)
            where nurses >= Math.Min(Plan.Nurses, Needed) - 3
            select (nurses, ErlangTheory.Of(Plan with { Nurses = nurses })?.Answered ?? 0)];

    public static IReadOnlyList<(string Name, Func<ServiceFigures, double> Of, string Unit)> Figures(DrillPlan plan) =>
    [
        ("wait at all", f => f.Waiting, "%"),
        (string.Create(CultureInfo.InvariantCulture, $"answered within {plan.Within.TotalSeconds:0.##} s"), f => f.Answered, "%"),
        ("speed of answer", f => f.Speed, "s"),
        ("hang up before", f => f.Abandoned, "%"),
    ];

    public object ForPrograms(string? html) => new
    {
        Plan.Nurses, Plan.CallsPerHour, HandleSeconds = Plan.Handling.TotalSeconds, PatienceSeconds = Plan.Patience?.TotalSeconds, WithinSeconds = Plan.Within.TotalSeconds,
        Plan.Calls, Plan.Seed, Plan.Load, Target, Theory, Drill?.Measured, StandardErrors = Drill?.Errors, Drill?.Inversions, Drill?.Occupancy,
        NursesNeeded = Needed, Levels = Levels.Select(l => new { l.Nurses, l.Answered }), Html = html,
    };
}
