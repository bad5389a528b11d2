using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// One event's transaction: state, timeline, audit, outbox rows and timers commit together or not at all.
/// Effects that cannot be rolled back (pushes, wake-ups) are queued with <see cref="AfterCommit"/>.
/// </summary>
public sealed class UnitOfWork(CallCenterDbContext db, DateTimeOffset now, EventHandlers handlers)
{
    private readonly List<Action> _afterCommit = [];

    public CallCenterDbContext Db { get; } = db;

    /// <summary>The instant of this event; one per unit of work, so that all its rows agree.</summary>
    public DateTimeOffset Now { get; } = now;

    public PracticeScope Scope => Db.Scope;

    internal IReadOnlyList<Action> Effects => _afterCommit;

    /// <summary>A timer or a message was stored: the loops have to look again. Most commands store neither and wake nobody.</summary>
    internal bool WakesLoops { get; private set; }

    /// <summary>Looks beyond the scope until disposed, for one of the named reasons.</summary>
    public IDisposable Widen(ScopeBypass why)
    {
        var widened = new Widened(Db, Db.Scope);
        Db.Scope = PracticeScope.Everything(why);
        return widened;
    }

    public DbSet<T> Set<T>() where T : class => Db.Set<T>();

    /// <summary>Runs once the transaction is durable; never when it failed. Must not throw and must not block.</summary>
    public void AfterCommit(Action effect) => _afterCommit.Add(effect);

    /// <summary>Hands a fact to the slices that listen, inside this transaction.</summary>
    public Task PublishAsync<T>(T fact, CancellationToken cancel) where T : class => handlers.HandleAsync(this, fact, cancel);

    /// <summary>Queues something to be done outside, exactly as durable as the state it follows from. A second message with the same key is ignored.</summary>
    public async Task EnqueueAsync(OutboxMessage message, CancellationToken cancel)
    {
        if (Set<OutboxMessage>().Local.Any(m => m.Key == message.Key) || await Set<OutboxMessage>().AnyAsync(m => m.Key == message.Key, cancel)) return;
        if (message.Lane is { } lane) message.CreatedAt = await BehindAsync(lane, message.CreatedAt, cancel);
        Set<OutboxMessage>().Add(message);
        WakesLoops = true;
    }

    /// <summary>Several messages of one instant (one transaction, or a clock that stands still) keep the order in which they were asked for.</summary>
    private async Task<DateTimeOffset> BehindAsync(string lane, DateTimeOffset wanted, CancellationToken cancel)
    {
        var stored = await Set<OutboxMessage>().Where(m => m.Lane == lane && (m.State == OutboxState.Queued || m.State == OutboxState.Sending))
            .MaxAsync(m => (DateTimeOffset?)m.CreatedAt, cancel);
        var last = Set<OutboxMessage>().Local.Where(m => m.Lane == lane).Select(m => (DateTimeOffset?)m.CreatedAt).Append(stored).Max();
        return last >= wanted ? last.Value.AddTicks(1) : wanted;
    }

    /// <summary>Sets the owner's timer of this kind; an earlier one of the same kind is replaced.</summary>
    public async Task SetTimerAsync(string owner, Guid ownerId, string kind, DateTimeOffset due, long version, CancellationToken cancel)
    {
        var timer = await FindTimerAsync(owner, ownerId, kind, cancel);
        if (timer is null) Set<DurableTimer>().Add(timer = new DurableTimer { Id = Guid.CreateVersion7(Now), Owner = owner, OwnerId = ownerId, Kind = kind });
        (timer.DueAt, timer.Version, timer.Failures) = (due, version, 0);
        WakesLoops = true;
    }

    public async Task CancelTimerAsync(string owner, Guid ownerId, string kind, CancellationToken cancel)
    {
        if (await FindTimerAsync(owner, ownerId, kind, cancel) is { } timer) Set<DurableTimer>().Remove(timer);
    }

    public async Task CancelTimersAsync(string owner, Guid ownerId, CancellationToken cancel)
    {
        await Set<DurableTimer>().Where(t => t.Owner == owner && t.OwnerId == ownerId).LoadAsync(cancel);
        Set<DurableTimer>().RemoveRange(Set<DurableTimer>().Local.Where(t => t.Owner == owner && t.OwnerId == ownerId).ToList());
    }

    private async Task<DurableTimer?> FindTimerAsync(string owner, Guid ownerId, string kind, CancellationToken cancel)
    {
        var timer = Set<DurableTimer>().Local.FirstOrDefault(t => t.Owner == owner && t.OwnerId == ownerId && t.Kind == kind)
            ?? await Set<DurableTimer>().FirstOrDefaultAsync(t => t.Owner == owner && t.OwnerId == ownerId && t.Kind == kind, cancel);
        // Cancelled earlier in this very transaction and set again: the row stays.
        if (timer is not null && Db.Entry(timer).State is EntityState.Deleted) Db.Entry(timer).State = EntityState.Modified;
        return timer;
    }

    private sealed class Widened(CallCenterDbContext db, PracticeScope before) : IDisposable
    {
        public void Dispose() => db.Scope = before;
    }
}
