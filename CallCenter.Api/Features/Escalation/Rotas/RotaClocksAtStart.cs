using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>A schedule whose file wants hand-off notices has a clock from its publication on; what fell due meanwhile is looked at at once.</summary>
internal sealed class RotaClocksAtStart(EscalationFiles files, CommandWriter writer) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var file in files.All.Values.Select(p => p.File).Where(f => f.Schedules.Any(s => s.HandOff is not null)))
            await writer.RunAtStartAsync(PracticeScope.Everything(ScopeBypass.StartUp), async (work, cancel) =>
            {
                foreach (var schedule in file.Schedules) await RotaClocks.LookNowAsync(work, file, schedule.Id, cancel);
            }, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
