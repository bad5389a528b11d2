using CallCenter.Api.Features.Staff.Demo;

namespace CallCenter.Api.Features.Staff.Jobs;

/// <summary>Says at every start in Development how to get in.</summary>
internal sealed class DemoSignIns(DemoAccounts accounts, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var demo = await accounts.AllAsync(cancellationToken);
        if (demo.Count == 0) return;
        // To the terminal, not to the log: logs are shipped and kept, this is for whoever sits here.
        lifetime.ApplicationStarted.Register(() =>
            Console.WriteLine($"Demo sign-ins: {string.Join(", ", demo.Select(d => d.Email))} - password: {demo[0].Password}"));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
