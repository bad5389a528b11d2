using System.Data.Common;
using System.Globalization;
using CallCenter.Api.Features.Escalation;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Commands;

/// <summary>
/// <c>escalation watchdog</c>: one number for a cron job or a probe, read from the database alone. It shares neither process nor
/// provider with what it watches. Not reachable is no "nothing overdue": it has an exit code of its own.
/// </summary>
internal static class EscalationWatchdog
{
    private const int Overdue = 1, Unreachable = 3;
    private const double DefaultLimit = 30;

    public static int Run(Arguments arguments, IConfiguration configuration, string contentRoot, TimeProvider clock, TextWriter output)
    {
        var limit = TimeSpan.FromSeconds(Limit(arguments));
        OverdueEscalations state;
        try
        {
            using var db = PersistenceServices.DatabaseToWatch(configuration, contentRoot).Read(PracticeScope.Everything(ScopeBypass.Operator));
            state = OverdueEscalations.In(db, clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or ArgumentException or TimeoutException)
        {
            // The code alone: a message of the driver may hold the connection string.
            if (arguments.Json) CommandLine.WriteJson(output, new { Reachable = false, Failure = Codes.Of(failure) });
            else output.WriteLine($"The database cannot be read ({Codes.Of(failure)}). Nobody knows whether an escalation is overdue: look at once.");
            return Unreachable;
        }

        var late = state.Oldest > limit;
        if (arguments.Json)
            CommandLine.WriteJson(output, new { Reachable = true, OldestOverdueSeconds = Math.Round(state.Oldest.TotalSeconds, 1), state.Overdue, state.Open, LimitSeconds = limit.TotalSeconds });
        else
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{state.Oldest.TotalSeconds:0} s: {state.Overdue} of {state.Open} open escalations {(state.Overdue == 1 ? "is" : "are")} overdue (limit {limit.TotalSeconds:0} s)"));
        return late ? Overdue : 0;
    }

    private static double Limit(Arguments arguments) => arguments.Options["limit"].FirstOrDefault() is not { } text ? DefaultLimit
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 86_400 ? seconds
        : throw new UsageException($"'{text}' is no number of seconds. Write it as --limit 30.");
}
