using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Metrics;

namespace CallCenter.Api.Platform.Observability;

public static class ObservabilityServices
{
    public static void AddObservability(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(Meters.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter());

    public static void MapObservability(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint();
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        app.MapGet("/health/ready", async (Database database, IEnumerable<IDegradation> parts, CancellationToken cancel) =>
        {
            try
            {
                await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Operator));
                return await db.Database.CanConnectAsync(cancel) && !(await db.Database.GetPendingMigrationsAsync(cancel)).Any()
                    ? Ready([.. parts.Select(p => p.Degraded).OfType<string>()])
                    : NotReady("the database is away or its schema is older than this program");
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                return NotReady(Codes.Of(failure));
            }
        });
    }

    /// <summary>Degraded is not down: callers are answered, and somebody should look.</summary>
    private static IResult Ready(IReadOnlyList<string> degraded) =>
        degraded.Count == 0 ? Results.Ok(new { status = "ready" }) : Results.Ok(new { status = "degraded", why = degraded });

    private static IResult NotReady(string why) => Results.Json(new { status = "not-ready", why }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
