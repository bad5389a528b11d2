using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// One event's transaction: state, timeline, audit, outbox rows and timers commit together or not at all.
/// Effects that cannot be rolled back (pushes, wake-ups) are queued with <see cref="AfterCommit"/>.
/// </summary>
/// <remarks>
/// Plain rows are found, added and removed by kept statements (<see cref="Find"/>, <see cref="Where"/>, <see cref="Add"/>,
/// <see cref="Remove"/>). What needs a query asks for <see cref="Db"/>; from then on EF keeps all rows of this unit, these included.
/// </remarks>
public sealed class UnitOfWork : IAsyncDisposable
{
    private static readonly Lookup<DurableTimer> TimersOf = new(nameof(DurableTimer.Owner), nameof(DurableTimer.OwnerId));
    private static readonly Lookup<DurableTimer> TimerOf = new(nameof(DurableTimer.Owner), nameof(DurableTimer.OwnerId), nameof(DurableTimer.Kind));

    private readonly List<Action> _afterCommit = [];
    private readonly EventHandlers _handlers;
    private readonly Func<CallCenterDbContext> _open;
    private readonly UnitRows _rows;
    private CallCenterDbContext? _db;

    internal UnitOfWork(WriterSession session, Func<CallCenterDbContext> open, PracticeScope scope, DateTimeOffset now, EventHandlers handlers) =>
        (_rows, _open, Scope, Now, _handlers) = (new UnitRows(session), open, scope, now, handlers);

    public CallCenterDbContext Db
    {
        get
        {
            if (_db is not null) return _db;
            _db = _open();
            _db.Scope = Scope;
            _rows.HandOver(_db);
            return _db;
        }
    }

    /// <summary>The instant of this event; one per unit of work, so that all its rows agree.</summary>
    public DateTimeOffset Now { get; }

    public PracticeScope Scope { get; private set; }

    internal IReadOnlyList<Action> Effects => _afterCommit;

    /// <summary>A timer or a message that is due before the loops look by themselves was stored. Most commands wake nobody.</summary>
    internal bool WakesLoops { get; private set; }

    /// <summary>Looks beyond the scope until disposed, for one of the named reasons.</summary>
    public IDisposable Widen(ScopeBypass why)
    {
        var widened = new Widened(this, Scope);
        Look(PracticeScope.Everything(why));
        return widened;
    }

    public DbSet<T> Set<T>() where T : class => Db.Set<T>();

    /// <summary>The row with this key, if the scope may see it.</summary>
    public T? Find<T>(object key) where T : class => _rows.Find<T>(key) is { } row && Sees(row) ? row : null;

    /// <summary>The rows with these values, as far as the scope may see them.</summary>
    public IReadOnlyList<T> Where<T>(Lookup<T> lookup, params object[] values) where T : class => [.. _rows.Where(lookup, values).Where(Sees)];

    public void Add<T>(T row) where T : class => _rows.Add(row);

    /// <param name="row">Found in this unit of work.</param>
    public void Remove<T>(T row) where T : class => _rows.Remove(row);

    /// <summary>Writes what was done so far, so that queries see it. The end of the unit does it by itself.</summary>
    public async Task SaveAsync(CancellationToken cancel)
    {
        if (_db is null) _rows.Save();
        else await _db.SaveChangesAsync(cancel);
    }

    /// <summary>Runs once the transaction is durable; never when it failed. Must not throw and must not block.</summary>
    public void AfterCommit(Action effect) => _afterCommit.Add(effect);

    /// <summary>Hands a fact to the slices that listen, inside this transaction.</summary>
    public Task PublishAsync<T>(T fact, CancellationToken cancel) where T : class => _handlers.HandleAsync(this, fact, cancel);

    /// <summary>Queues something to be done outside, exactly as durable as the state it follows from. A second message with the same key is ignored.</summary>
    public async Task EnqueueAsync(OutboxMessage message, CancellationToken cancel)
    {
        if (Set<OutboxMessage>().Local.Any(m => m.Key == message.Key) || await Set<OutboxMessage>().AnyAsync(m => m.Key == message.Key, cancel)) return;
        if (message.Lane is { } lane) message.CreatedAt = await BehindAsync(lane, message.CreatedAt, cancel);
        Set<OutboxMessage>().Add(message);
        WakeFor(message.DueAt);
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
    public Task SetTimerAsync(string owner, Guid ownerId, string kind, DateTimeOffset due, long version, CancellationToken cancel) =>
        SetTimerAsync(owner, ownerId, kind, due, version, rank: 0, cancel);

    public Task SetTimerAsync(string owner, Guid ownerId, string kind, DateTimeOffset due, long version, int rank, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Where(TimerOf, owner, ownerId, kind) is not [var timer, ..]) Add(timer = new DurableTimer { Id = OrderedId.Next(Now), Owner = owner, OwnerId = ownerId, Kind = kind });
        (timer.DueAt, timer.Version, timer.Rank, timer.Failures) = (due, version, rank, 0);
        WakeFor(due);
        return Task.CompletedTask;
    }

    public Task CancelTimerAsync(string owner, Guid ownerId, string kind, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var timer in Where(TimerOf, owner, ownerId, kind)) Remove(timer);
        return Task.CompletedTask;
    }

    public Task CancelTimersAsync(string owner, Guid ownerId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var timer in Where(TimersOf, owner, ownerId)) Remove(timer);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_db is not null) await _db.DisposeAsync();
    }

    private bool Sees(object row) => row is not IBelongsToPractice owned || Scope.Allows(owned.PracticeId);

    private void WakeFor(DateTimeOffset due) => WakesLoops |= due - Now < DueLoop.LongestSleep;

    private void Look(PracticeScope scope)
    {
        Scope = scope;
        if (_db is not null) _db.Scope = scope;
    }

    private sealed class Widened(UnitOfWork work, PracticeScope before) : IDisposable
    {
        public void Dispose() => work.Look(before);
    }
}
