using System.Diagnostics.Metrics;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Platform;

/// <summary>The one writer: many commands, one commit, each with its own fate.</summary>
public class GroupCommitTests
{
    private readonly FakeTimeProvider _clock = new(Harness.TestDatabase.Start);

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_failing_command_fails_alone(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock);
        using var gate = await HoldTheWriterAsync(host);
        var commands = Enumerable.Range(0, 30).Select(i => host.DoAsync(async work =>
        {
            work.Set<OutboxMessage>().Add(Message($"row/{i}"));
            await work.Db.SaveChangesAsync();
            if (i % 3 == 0) throw new InvalidOperationException("a bug");
            if (i % 3 == 1) work.Set<OutboxMessage>().Add(Message($"row/{i}")); // The unique key refuses it.
        })).ToList();
        gate.Open();
        for (var i = 0; i < commands.Count; i++)
        {
            if (i % 3 == 0) await Assert.ThrowsAsync<InvalidOperationException>(() => commands[i]);
            else if (i % 3 == 1) await Assert.ThrowsAsync<DbUpdateException>(() => commands[i]);
            else await commands[i];
        }

        Assert.Equal(Enumerable.Range(0, 30).Where(i => i % 3 == 2).Select(i => $"row/{i}").Order(), await KeysAsync(store));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_batch_that_the_shutdown_cuts_off_is_stored_nowhere_is_told_to_whoever_asked_and_is_no_error(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock);
        using var gate = await HoldTheWriterAsync(host);
        var (running, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = host.DoAsync(async _ =>
        {
            running.TrySetResult();
            await stopped.Task;
            throw new InvalidOperationException("a bug");
        });
        var second = host.DoAsync(work =>
        {
            work.Set<OutboxMessage>().Add(Message("row/late"));
            return Task.CompletedTask;
        });
        gate.Open();
        await running.Task;
        var stopping = host.Writer.StopAsync(default);
        stopped.SetResult();
        await stopping;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => first);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => second);
        Assert.Empty(await KeysAsync(store));
        Assert.Empty(host.Errors.Lines);
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task Waiting_commands_share_one_commit_in_the_order_of_their_arrival(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        using var commits = new CommitCount();
        await using var host = await Host.StartAsync(store, _clock);
        using var gate = await HoldTheWriterAsync(host);
        var order = new List<int>();
        var commands = Enumerable.Range(0, 100).Select(i => host.DoAsync(work =>
        {
            order.Add(i);
            work.Set<OutboxMessage>().Add(Message($"row/{i}"));
            return Task.CompletedTask;
        })).ToList();
        gate.Open();
        await Task.WhenAll(commands);
        Assert.Equal(Enumerable.Range(0, 100), order);
        Assert.Equal(100, (await KeysAsync(store)).Count);
        Assert.Equal(2, commits.Seen); // The command that held the writer, and the hundred.
    }

    [Fact]
    public async Task A_command_sees_what_an_earlier_one_of_its_batch_did_and_nobody_else_does()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        using var gate = await HoldTheWriterAsync(host);
        var first = host.DoAsync(work => { work.Set<OutboxMessage>().Add(Message("row")); return Task.CompletedTask; });
        var second = host.Writer.RunAsync(Host.Everything, async (work, cancel) =>
            (Inside: await work.Set<OutboxMessage>().CountAsync(cancel), Outside: (await KeysAsync(store)).Count), default);
        gate.Open();
        Assert.Equal((1, 0), await second);
        await first;
        Assert.Single(await KeysAsync(store));
    }

    [Fact]
    public async Task Effects_follow_the_commit_and_only_what_was_stored_has_any()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        var effects = new List<string>();
        await host.DoAsync(async work =>
        {
            work.Set<OutboxMessage>().Add(Message("row"));
            work.AfterCommit(() => effects.Add($"stored: {KeysAsync(store).GetAwaiter().GetResult().Count}"));
            await Task.CompletedTask;
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.DoAsync(work =>
        {
            work.AfterCommit(() => effects.Add("of a failure"));
            throw new InvalidOperationException();
        }));
        Assert.Equal(["stored: 1"], effects);
    }

    [Fact]
    public async Task A_commit_that_is_refused_fails_its_batch_and_the_writer_lives_on()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        await using (var other = new SqliteConnection($"Data Source={store.File};Pooling=False"))
        {
            await other.OpenAsync();
            await using var locked = other.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => host.DoAsync(work => { work.Set<OutboxMessage>().Add(Message("lost")); return Task.CompletedTask; }));
        }

        await host.DoAsync(work => { work.Set<OutboxMessage>().Add(Message("kept")); return Task.CompletedTask; });
        Assert.Equal(["kept"], await KeysAsync(store));
        Assert.Equal(0, host.Writer.Busy);
    }

    [Fact]
    public async Task A_host_that_starts_while_another_process_holds_the_database_waits_for_it()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        Task starting;
        await using (var other = new SqliteConnection($"Data Source={store.File};Pooling=False"))
        {
            await other.OpenAsync();
            await using var locked = other.BeginTransaction(deferred: false);
            starting = host.Writer.RunAtStartAsync(Host.Everything, (work, _) => { work.Set<OutboxMessage>().Add(Message("at start")); return Task.CompletedTask; }, default);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => host.DoAsync(_ => Task.CompletedTask));
            Assert.False(starting.IsCompleted);
        }

        await starting;
        Assert.Equal(["at start"], await KeysAsync(store));
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_does_not_undo_the_fact()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        using var gate = await HoldTheWriterAsync(host);
        using var impatient = new CancellationTokenSource();
        var command = host.Writer.RunAsync(Host.Everything, (work, _) => { work.Set<OutboxMessage>().Add(Message("row")); return Task.CompletedTask; }, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command);
        gate.Open();
        await host.DoAsync(_ => Task.CompletedTask);
        Assert.Single(await KeysAsync(store));
    }

    private OutboxMessage Message(string key) => OutboxMessage.New("test", key, "{}", _clock.GetUtcNow());

    private static async Task<List<string>> KeysAsync(Store store)
    {
        await using var db = store.Database.Read(Host.Everything);
        return await db.Set<OutboxMessage>().Select(m => m.Key).OrderBy(k => k).ToListAsync();
    }

    /// <summary>Keeps the writer busy so that what follows waits, and is gathered into one batch.</summary>
    private static async Task<Gate> HoldTheWriterAsync(Host host)
    {
        var (gate, inside) = (new Gate(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        gate.Held = host.DoAsync(async _ => { inside.SetResult(); await gate.Opened; });
        await inside.Task;
        return gate;
    }

    private sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Opened => _open.Task;

        public Task Held { get; set; } = Task.CompletedTask;

        public void Open() => _open.TrySetResult();

        public void Dispose() => Open();
    }

    /// <summary>Counts the commits of the writer that is started in this flow; tests beside it have their own.</summary>
    private sealed class CommitCount : IDisposable
    {
        private static readonly AsyncLocal<CommitCount?> Here = new();
        private readonly MeterListener _listener = new();
        private int _seen;

        public CommitCount()
        {
            Here.Value = this;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Meters.Name && instrument.Name == "callcenter_commits") listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, count, _, _) => { if (Here.Value == this) Interlocked.Add(ref _seen, (int)count); });
            _listener.Start();
        }

        public int Seen => Volatile.Read(ref _seen);

        public void Dispose() => _listener.Dispose();
    }
}
