using System.Collections.Concurrent;
using CallCenter.Api.Platform.Faults;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Api.Tests.Platform.World;

/// <summary>One process's writer and loops over a store. Two of them are two hosts; the loops turn only when told to.</summary>
public sealed class Host : IAsyncDisposable
{
    private readonly Meters _meters = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    private Host(Store store, TimeProvider clock, IEnumerable<IOutboxHandler> handlers, IEnumerable<ITimerOwner> owners)
    {
        var (wakeUp, wall, kill) = (new WakeUp(), new WallClock(TimeProvider.System), new KillPoints(null));
        Writer = new CommandWriter(store.Database, clock, new EventHandlers(_services), wakeUp, _meters, Errors);
        Outbox = new OutboxLoop(store.Database, Writer, clock, wall, wakeUp, kill, _meters, handlers, NullLogger<OutboxLoop>.Instance);
        Timers = new TimerLoop(store.Database, Writer, clock, wall, wakeUp, kill, owners, NullLogger<TimerLoop>.Instance);
    }

    /// <summary>What the writer reported as an error.</summary>
    public ErrorLog Errors { get; } = new();

    public CommandWriter Writer { get; }

    public OutboxLoop Outbox { get; }

    public TimerLoop Timers { get; }

    public static async Task<Host> StartAsync(Store store, TimeProvider clock, IOutboxHandler? handler = null, ITimerOwner? owner = null, IOutboxHandler? another = null)
    {
        var host = new Host(store, clock, [.. new[] { handler, another }.OfType<IOutboxHandler>()], owner is null ? [] : [owner]);
        await host.Writer.StartAsync(default);
        return host;
    }

    public static PracticeScope Everything => PracticeScope.Everything(ScopeBypass.StartUp);

    public Task DoAsync(Func<UnitOfWork, Task> body) => Writer.RunAsync(Everything, (work, _) => body(work), default);

    /// <summary>Sends what is due and waits until it is recorded.</summary>
    public async Task SendDueAsync()
    {
        while (await Outbox.RunDueAsync(default) > 0) await Outbox.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(default);
        Writer.Dispose();
        Outbox.Dispose();
        Timers.Dispose();
        _meters.Dispose();
        await _services.DisposeAsync();
    }
}

/// <summary>Keeps what is logged as an error.</summary>
public sealed class ErrorLog : ILogger<CommandWriter>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Lines.Enqueue(formatter(state, exception));
    }
}
