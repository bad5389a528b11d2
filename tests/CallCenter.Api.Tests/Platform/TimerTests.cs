using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Platform;

/// <summary>A timer is a row: it fires once, when it is due, whoever lives then.</summary>
public class TimerTests
{
    private static readonly Guid Owner = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private readonly FakeTimeProvider _clock = new(Harness.TestDatabase.Start);
    private readonly Bell _bell = new();

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task It_fires_once_when_it_is_due(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock, owner: _bell);
        await host.DoAsync(work => work.SetTimerAsync("bell", Owner, "ring", _clock.GetUtcNow().AddMinutes(1), 7, default));
        _clock.Advance(TimeSpan.FromSeconds(59));
        await host.Timers.RunDueAsync(default);
        Assert.Empty(_bell.Rang);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await host.Timers.RunDueAsync(default);
        await host.Timers.RunDueAsync(default);
        Assert.Equal([("ring", 7L)], _bell.Rang);
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task Set_again_it_is_the_new_one_and_cancelled_it_is_none(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock, owner: _bell);
        var due = _clock.GetUtcNow().AddMinutes(1);
        await host.DoAsync(async work =>
        {
            await work.SetTimerAsync("bell", Owner, "ring", due, 1, default);
            await work.SetTimerAsync("bell", Owner, "ring", due, 2, default);
            await work.SetTimerAsync("bell", Owner, "other", due, 1, default);
        });
        await host.DoAsync(work => work.SetTimerAsync("bell", Owner, "ring", due.AddMinutes(1), 3, default));
        await host.DoAsync(work => work.CancelTimerAsync("bell", Owner, "other", default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await host.Timers.RunDueAsync(default);
        Assert.Empty(_bell.Rang);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await host.Timers.RunDueAsync(default);
        Assert.Equal([("ring", 3L)], _bell.Rang);
    }

    [Fact]
    public async Task Of_many_that_are_due_the_more_urgent_rings_first()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock, owner: _bell);
        var due = _clock.GetUtcNow();
        await host.DoAsync(async work => { foreach (var n in Enumerable.Range(0, 150)) await work.SetTimerAsync("bell", Guid.CreateVersion7(), "ring", due, n, rank: 2, default); });
        await host.DoAsync(work => work.SetTimerAsync("bell", Owner, "ring", due.AddSeconds(1), 999, rank: 1, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, await host.Timers.RunDueAsync(default));
        Assert.Contains(("ring", 999L), _bell.Rang);
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task It_outlives_the_host_that_set_it(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using (var dying = await Host.StartAsync(store, _clock, owner: new Bell()))
            await dying.DoAsync(work => work.SetTimerAsync("bell", Owner, "ring", _clock.GetUtcNow().AddMinutes(1), 1, default));
        _clock.Advance(TimeSpan.FromHours(1));
        await using var host = await Host.StartAsync(store, _clock, owner: _bell);
        Assert.NotNull(await host.Timers.NextDueAsync(default));
        await host.Timers.RunDueAsync(default);
        Assert.Single(_bell.Rang);
        Assert.Null(await host.Timers.NextDueAsync(default));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task Two_hosts_fire_it_once(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var one = await Host.StartAsync(store, _clock, owner: _bell);
        await using var other = await Host.StartAsync(store, _clock, owner: _bell);
        await one.DoAsync(async work =>
        {
            for (var i = 0; i < 20; i++) await work.SetTimerAsync("bell", Guid.CreateVersion7(_clock.GetUtcNow()), "ring", _clock.GetUtcNow(), i, default);
        });
        await Task.WhenAll(one.Timers.RunDueAsync(default), other.Timers.RunDueAsync(default));
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(2)); // One that met the other's lock was put off, not lost.
            await one.Timers.RunDueAsync(default);
        }

        await using var db = store.Database.Read(Host.Everything);
        Assert.Equal(20, await db.Set<OutboxMessage>().CountAsync());
        Assert.Equal(0, await db.Set<DurableTimer>().CountAsync());
    }

    [Fact]
    public async Task One_that_fails_is_tried_again_and_the_others_do_not_wait()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock, owner: _bell);
        await host.DoAsync(async work =>
        {
            await work.SetTimerAsync("bell", Owner, "broken", _clock.GetUtcNow(), 1, default);
            await work.SetTimerAsync("bell", Owner, "ring", _clock.GetUtcNow(), 1, default);
        });
        _bell.Fails = "broken";
        await host.Timers.RunDueAsync(default);
        Assert.Equal([("ring", 1L)], _bell.Rang);
        _bell.Fails = null;
        await host.Timers.RunDueAsync(default);
        Assert.Single(_bell.Rang); // Not yet: it pauses first.
        _clock.Advance(TimeSpan.FromSeconds(3));
        await host.Timers.RunDueAsync(default);
        Assert.Equal([("ring", 1L), ("broken", 1L)], _bell.Rang);
    }

    private sealed class Bell : ITimerOwner
    {
        private readonly List<(string, long)> _rang = [];

        public string Owner => "bell";

        public string? Fails { get; set; }

        public IReadOnlyList<(string Kind, long Version)> Rang => _rang;

        public async Task FireAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
        {
            if (timer.Kind == Fails) throw new InvalidOperationException("a bug");
            // A row that a second firing would add once more: the database is the witness, not this list.
            work.Set<OutboxMessage>().Add(OutboxMessage.New("rang", $"{timer.Id:N}/{Guid.NewGuid():N}", "{}", work.Now));
            work.AfterCommit(() => { lock (_rang) _rang.Add((timer.Kind, timer.Version)); });
            await Task.CompletedTask;
        }
    }
}
