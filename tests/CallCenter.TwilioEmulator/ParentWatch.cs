using System.Diagnostics;

namespace CallCenter.TwilioEmulator;

/// <summary>A child started for a demo must not outlive its parent, however that ended.</summary>
internal sealed class ParentWatch(IConfiguration settings, IHostApplicationLifetime life) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.GetValue<int?>("Emulator:ParentPid") is not { } pid)
        {
            return;
        }

        var started = new TaskCompletionSource();
        await using var whenStarted = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            using var parent = Process.GetProcessById(pid);
            await parent.WaitForExitAsync(stoppingToken);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        life.StopApplication();
    }
}
