using System.Collections.Concurrent;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>Whose console is alive. When her last one goes, a durable timer gives her time to come back before calls go past her.</summary>
public sealed class ConsolePulse(CommandWriter writer, Presence presence, ILogger<ConsolePulse> log) : IPresenceListener, IHostedService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, byte>> _alive = new();

    public void Seen(Guid staffId, string connection)
    {
        if (!_alive.GetOrAdd(staffId, _ => new()).TryAdd(connection, 0)) return;
        Write(async (work, cancel) =>
        {
            (await presence.OfAsync(work, staffId, cancel)).HasConsole = true;
            await work.CancelTimerAsync(NurseQueue.TimerOwner, staffId, Presence.GoneTimer, cancel);
        });
    }

    public void Gone(Guid staffId, string connection)
    {
        if (!_alive.TryGetValue(staffId, out var connections) || !connections.TryRemove(connection, out _) || !connections.IsEmpty) return;
        Write((work, cancel) => work.SetTimerAsync(NurseQueue.TimerOwner, staffId, Presence.GoneTimer, work.Now + Grace, 0, cancel));
    }

    /// <summary>After a restart nobody is connected yet: whoever does not come back in time is gone.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Write(async (work, cancel) =>
        {
            var present = await work.Set<NursePresence>().Where(p => p.HasConsole && p.State != PresenceState.Offline).Select(p => p.StaffId).ToListAsync(cancel);
            foreach (var staffId in present)
                if (!_alive.TryGetValue(staffId, out var connections) || connections.IsEmpty)
                    await work.SetTimerAsync(NurseQueue.TimerOwner, staffId, Presence.GoneTimer, work.Now + Grace + Grace, 0, cancel);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write(Func<UnitOfWork, CancellationToken, Task> body) =>
        writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), body, CancellationToken.None).ContinueWith(
            t => log.LogWarning("Presence could not be stored: {Failure}", Codes.Of(t.Exception!)), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
