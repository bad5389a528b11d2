using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Demo;
using CallCenter.Api.Features.Practices.Domain;
using CallCenter.Api.Features.Practices.Persistence;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Practices.Jobs;

/// <summary>
/// Development only, before the first request is answered: plants the demo world into an empty database, and points the first
/// demo practice at the EHR of this run.
/// </summary>
internal sealed class PracticesAtStart(
    CommandWriter writer, KnownPractices known, IEnumerable<IDemoPart> parts, IConfiguration configuration, IHostEnvironment environment) : IHostedService
{
    private const string FhirBaseUrl = "Ehr:FhirBaseUrl";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment()) return;
        var everything = PracticeScope.Everything(ScopeBypass.StartUp);
        await writer.RunAtStartAsync(everything, PlantAsync, cancellationToken);
        await writer.RunAtStartAsync(everything, RouteEhrAsync, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PlantAsync(UnitOfWork work, CancellationToken cancel)
    {
        if (await work.Set<Practice>().AnyAsync(cancel)) return;
        known.Changed(work);
        foreach (var part in parts.OrderBy(p => p.Order)) await part.PlantAsync(work, cancel);
    }

    /// <summary>The setting is the truth at every start: taken away, the practice gets files again.</summary>
    private async Task RouteEhrAsync(UnitOfWork work, CancellationToken cancel)
    {
        var configured = configuration[FhirBaseUrl];
        if (await work.Set<Practice>().FirstOrDefaultAsync(p => p.PracticeId == DemoPractices.Lakeside, cancel) is { } first)
        {
            first.FhirBaseUrl = string.IsNullOrWhiteSpace(configured) ? null : configured.TrimEnd('/');
            known.Changed(work);
        }
    }
}
