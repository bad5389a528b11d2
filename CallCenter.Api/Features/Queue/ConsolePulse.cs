using System.Collections.Concurrent;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>
/// Whose console is alive. When her last one at a host goes, a durable timer gives her time to come back before calls go past her. It is set by
/// the host that misses her and called off by whichever host sees her: each looks for such timers in the database, where they are with or without
/// the hosts hearing each other.
/// </summary>
public sealed class ConsolePulse(Database database, CommandWriter writer, Presence presence, WallClock wall, ILogger<ConsolePulse> log) : BackgroundService, IPresenceListener
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Several looks within the grace: one that fails costs nobody her place.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, byte>> _alive = new();

    public void Seen(Guid staffId, string connection)
    {
        if (_alive.GetOrAdd(staffId, _ => new()).TryAdd(connection, 0)) Write((work, cancel) => HereAsync(work, staffId, cancel));
    }

    public void Gone(Guid staffId, string connection)
    {
        if (!_alive.TryGetValue(staffId, out var connections) || !connections.TryRemove(connection, out _) || !connections.IsEmpty) return;
        Write((work, cancel) => work.SetTimerAsync(NurseQueue.TimerOwner, staffId, Presence.GoneTimer, work.Now + Grace, 0, cancel));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Write(AfterStartAsync);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(LookEvery, wall.Provider, stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    /// <summary>After a restart nobody is connected yet: whoever does not come back in time, here or at another host, is gone.</summary>
    private async Task AfterStartAsync(UnitOfWork work, CancellationToken cancel)
    {
        var present = await work.Set<NursePresence>().Where(p => p.HasConsole && p.State != PresenceState.Offline).Select(p => p.StaffId).ToListAsync(cancel);
        foreach (var staffId in present.Where(s => !IsHere(s)))
            await work.SetTimerAsync(NurseQueue.TimerOwner, staffId, Presence.GoneTimer, work.Now + Grace + Grace, 0, cancel);
    }

    /// <summary>Another host misses a console that has moved here.</summary>
    private async Task LookAsync(CancellationToken cancel)
    {
        if (_alive.IsEmpty) return;
        try
        {
            await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
            var missed = await db.Set<DurableTimer>().Where(t => t.Owner == NurseQueue.TimerOwner && t.Kind == Presence.GoneTimer).Select(t => t.OwnerId).ToListAsync(cancel);
            foreach (var staffId in missed.Where(IsHere)) Write((work, c) => IsHere(staffId) ? HereAsync(work, staffId, c) : Task.CompletedTask);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("Nobody looked for missed consoles: {Failure}", Codes.Of(failure));
        }
    }

    private bool IsHere(Guid staffId) => _alive.TryGetValue(staffId, out var connections) && !connections.IsEmpty;

    private async Task HereAsync(UnitOfWork work, Guid staffId, CancellationToken cancel)
    {
        (await presence.OfAsync(work, staffId, cancel)).HasConsole = true;
        await work.CancelTimerAsync(NurseQueue.TimerOwner, staffId, Presence.GoneTimer, cancel);
    }

    private void Write(Func<UnitOfWork, CancellationToken, Task> body) =>
        writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), body, CancellationToken.None).ContinueWith(
            t => log.LogWarning("Presence could not be stored: {Failure}", Codes.Of(t.Exception!)), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
