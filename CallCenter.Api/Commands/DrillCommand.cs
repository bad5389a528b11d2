using System.Globalization;
using CallCenter.Api.Features.Queue.Domain;

namespace CallCenter.Api.Commands;

/// <summary><c>drill</c>: what a staffing comes to, by queueing theory and by the product's own routing on a virtual clock.</summary>
internal static class DrillCommand
{
    private const int MostNurses = 400;

    public static async Task<int> RunAsync(Arguments arguments, TextWriter output)
    {
        var plan = Plan(arguments);
        var target = Number(arguments, "target", 80, 1, 99.9) / 100;
        var expected = ErlangTheory.Of(plan);
        var report = new DrillReport(plan, target, ErlangTheory.NursesFor(plan, target), expected, expected is null ? null : QueueDrill.Run(plan));
        var html = arguments.Options["html"].FirstOrDefault();
        if (html is not null) await RazorPage.WriteAsync(html, DrillPage.Of(report));
        if (arguments.Json) CommandLine.WriteJson(output, report.ForPrograms(html));
        else Say(report, output);
        return expected?.Answered >= target ? 0 : 1;
    }

    private static DrillPlan Plan(Arguments arguments)
    {
        var patience = Number(arguments, "patience", 0, 0, 86_400);
        return new(
            (int)Number(arguments, "nurses", null, 1, MostNurses), Number(arguments, "calls-per-hour", null, 0.1, 10_000),
            TimeSpan.FromSeconds(Number(arguments, "handle", null, 1, 86_400)), patience > 0 ? TimeSpan.FromSeconds(patience) : null,
            TimeSpan.FromSeconds(Number(arguments, "within", 30, 0, 3600)))
        {
            Calls = (int)Number(arguments, "calls", 20_000, 300, 5_000_000), Seed = (int)Number(arguments, "seed", 1, 0, int.MaxValue),
        };
    }

    private static double Number(Arguments arguments, string name, double? otherwise, double least, double most)
    {
        if (otherwise is { } given && !arguments.Options.Contains(name)) return given;
        return double.TryParse(arguments.Required(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--{name} is a number from {least} to {most}."));
    }

    private static void Say(DrillReport report, TextWriter output)
    {
        var plan = report.Plan;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Nurses} nurses, {plan.CallsPerHour} calls an hour, handled in {plan.Handling.TotalSeconds} s on average; {(plan.Patience is { } p ? $"callers hang up after {p.TotalSeconds} s on average (Erlang A)" : "nobody hangs up (Erlang C)")}; {plan.Load:0.##} nurses' worth of work"));
        output.WriteLine();
        if (report is not { Theory: { } theory, Drill: { } drill })
        {
            output.WriteLine("More work than these nurses can do: the queue grows without end.");
        }
        else
        {
            output.WriteLine($"{"",-28}{"theory",12}{"drill",12}{"± error",12}");
            foreach (var (name, of, unit) in DrillReport.Figures(plan)) output.WriteLine($"{name,-28}{Written(of(theory), unit),12}{Written(of(drill.Measured), unit),12}{Written(of(drill.Errors), unit),12}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"drill: {plan.Calls} callers, nurses busy {drill.Occupancy:0.0 %} of the time, {drill.Inversions} served out of turn"));
        }

        output.WriteLine();
        foreach (var (nurses, answered) in report.Levels)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nurses,4} nurses {answered,8:0.0 %} {new string('#', (int)Math.Round(answered * 50))}{(nurses == report.Needed ? $" < {report.Goal}" : nurses == plan.Nurses ? " < these" : "")}"));
        output.WriteLine();
        output.WriteLine($"{report.Goal} needs {report.Needed} nurses.");
    }

    internal static string Written(double value, string unit) =>
        unit == "%" ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.00} %") : string.Create(CultureInfo.InvariantCulture, $"{value:0.00} s");
}
