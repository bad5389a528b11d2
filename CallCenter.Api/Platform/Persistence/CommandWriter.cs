using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Scheduling;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// The one writer of this process (group commit). Commands that wait are gathered into one transaction and answered after
/// its commit: one fsync serves them all. A command that fails fails alone (the batch is rolled back and done again one by one,
/// a savepoint around each), the order of arrival is kept, and a failed commit fails every command of its batch while the writer
/// lives on. It has a thread of its own: SQLite waits for its disk and its lock on the thread that asks, and that is nobody else's.
/// Measured reasons: docs/adr/0004-one-transaction.md, docs/adr/0009-hot-statements.md.
/// </summary>
public sealed class CommandWriter(
    Database database, TimeProvider clock, EventHandlers handlers, WakeUp wakeUp, Meters meters, ILogger<CommandWriter> log) : BackgroundService
{
    private const int LargestBatch = 200;
    private const int AnswersAtOnce = 16;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _any = new(false, spinCount: 0);
    private List<Command> _waiting = [];
    private bool _closed, _mayRestart;
    private WriterSession? _session;
    private int _busy;
    private long _committed;

    /// <summary>Commands accepted and not yet answered.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Commands committed since the start.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>Runs <paramref name="body"/> in its own unit of work and returns its result once it is durable.</summary>
    /// <param name="body">Depends on the database and its arguments alone and changes nothing else: when another command of its batch fails, it is
    /// rolled back and runs once more. What must not happen twice belongs into <see cref="UnitOfWork.AfterCommit"/>.</param>
    /// <param name="cancel">Stops waiting for the answer; the command itself is carried out all the same (a fact does not cancel with its request).</param>
    public Task<T> RunAsync<T>(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task<T>> body, CancellationToken cancel)
    {
        var command = new Command<T>(scope, body);
        lock (_gate)
        {
            if (_closed) throw new InvalidOperationException("The writer has stopped: the process is shutting down.");
            Interlocked.Increment(ref _busy);
            _waiting.Add(command);
            _any.Set();
        }

        return command.Answer.WaitAsync(cancel);
    }

    public Task RunAsync(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task> body, CancellationToken cancel) =>
        RunAsync(scope, async (work, c) => { await body(work, c); return true; }, cancel);

    /// <summary>What a host cannot begin without. A database that another process holds for a while is waited for, a minute at most: each try waits out SQLite's own two seconds.</summary>
    public async Task RunAtStartAsync(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task> body, CancellationToken cancel)
    {
        for (var left = 30; ; left--)
            try
            {
                await RunAsync(scope, body, cancel);
                return;
            }
            catch (StorageUnavailableException failure) when (left > 1)
            {
                log.LogWarning("The database is busy; the start waits for it: {Failure}", Codes.Of(failure));
            }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Write(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Write(CancellationToken stopping)
    {
        try
        {
            for (;;)
            {
                _any.Wait(stopping);
                if (Take(out var restart) is { Count: > 0 } batch) CommitAsync(batch, stopping).GetAwaiter().GetResult();
                if (restart) RestartLog();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        finally
        {
            Refuse(Close(), new OperationCanceledException("The process is shutting down."));
            DropSessionAsync().GetAwaiter().GetResult();
        }
    }

    private List<Command> Take(out bool restart)
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            (restart, _mayRestart) = (_mayRestart, false);
            if (taken.Count > LargestBatch)
            {
                _waiting = taken[LargestBatch..];
                taken = taken[..LargestBatch];
            }

            if (_waiting.Count == 0) _any.Reset();
            return taken;
        }
    }

    /// <summary>
    /// Nearly all of SQLite's log is in the database: between two batches the writer moves the rest, and the next commit begins the log anew. Without that
    /// a log that is written to all the time would grow for as long as the rush lasts, and a commit that makes a file longer costs half as much again.
    /// </summary>
    public void RestartLogSoon()
    {
        lock (_gate)
        {
            _mayRestart = true;
            _any.Set();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The log is whole either way; the next checkpoint tries again.")]
    private void RestartLog()
    {
        if (_session is null) return;
        try
        {
            using var checkpoint = _session.Connection.CreateCommand();
            checkpoint.CommandText = WalCheckpoint.Passive;
            checkpoint.ExecuteNonQuery();
        }
        catch (Exception failure)
        {
            log.LogWarning("The log could not be begun anew: {Failure}", Codes.Of(failure));
        }
    }

    private List<Command> Close()
    {
        lock (_gate)
        {
            _closed = true;
            return _waiting;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _any.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The writer must outlive every failed batch: a dead writer is a dead nurse line.")]
    private async Task CommitAsync(List<Command> batch, CancellationToken stopping)
    {
        try
        {
            _session ??= await database.OpenWriterAsync(stopping);
            if (!await TryTogetherAsync(_session, batch, stopping)) await OneByOneAsync(_session, batch, stopping);
            meters.Committed(batch.Count);
            Volatile.Write(ref _committed, _committed + batch.Count);
        }
        catch (Exception failure)
        {
            // Cut off by the shutdown: nothing of it is stored, whoever asked is told so, and nothing is wrong.
            if (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                meters.CommitFailed();
                log.LogError("A batch of {Count} commands could not be committed: {Failure}", batch.Count, failure.GetType().Name + ": " + Codes.Of(failure));
            }

            await DropSessionAsync();
            Refuse(batch, new StorageUnavailableException(failure));
            return;
        }

        Answer(batch);
        if (batch.Exists(c => c.WakesLoops)) wakeUp.Signal();
    }

    /// <summary>Everybody's effects, in the order of the commands; then the answers, several by one thread: waking a thread for each costs more than the answer.</summary>
    private void Answer(List<Command> batch)
    {
        foreach (var command in batch) command.RunEffects();
        for (var i = 0; i < batch.Count; i += AnswersAtOnce)
            ThreadPool.UnsafeQueueUserWorkItem(AnswerSome, batch.GetRange(i, Math.Min(AnswersAtOnce, batch.Count - i)), preferLocal: false);
    }

    private void AnswerSome(List<Command> commands)
    {
        foreach (var command in commands)
        {
            // First, so that whoever has the answer sees no command of hers under way.
            Interlocked.Decrement(ref _busy);
            command.Conclude();
        }
    }

    /// <summary>The way of nearly every batch: no savepoints. False: a command failed, everything was rolled back, and each has to show what it does alone.</summary>
    private async Task<bool> TryTogetherAsync(WriterSession session, List<Command> batch, CancellationToken stopping)
    {
        await using var transaction = await session.BeginAsync(stopping);
        foreach (var command in batch)
            if (!await TryOneAsync(command, session, stopping))
            {
                await transaction.RollbackAsync(CancellationToken.None);
                // Alone in its batch it has already shown it.
                return batch.Count == 1;
            }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private async Task OneByOneAsync(WriterSession session, List<Command> batch, CancellationToken stopping)
    {
        await using var transaction = await session.BeginAsync(stopping);
        foreach (var command in batch)
        {
            await transaction.SaveAsync("command", stopping);
            if (!await TryOneAsync(command, session, stopping)) await transaction.RollbackAsync("command", CancellationToken.None);
            else if (database.Provider is DatabaseProvider.Sqlite) await transaction.ReleaseAsync("command", stopping);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A command that fails fails alone; its caller gets the exception.")]
    private async Task<bool> TryOneAsync(Command command, WriterSession session, CancellationToken stopping)
    {
        await using var work = new UnitOfWork(session, () => database.Write(session), command.Scope, clock.GetUtcNow(), handlers);
        try
        {
            await command.ExecuteAsync(work, stopping);
            return true;
        }
        catch (Exception failure) when (!StorageFault.Is(failure))
        {
            command.Fail(failure);
            return false;
        }
    }

    private async Task DropSessionAsync()
    {
        if (_session is null) return;
        await _session.DisposeAsync();
        _session = null;
    }

    private void Refuse(List<Command> commands, Exception why)
    {
        foreach (var command in commands) command.Fail(why);
        Answer(commands);
    }

    private abstract class Command(PracticeScope scope)
    {
        public PracticeScope Scope { get; } = scope;

        public abstract bool WakesLoops { get; }

        public abstract Task ExecuteAsync(UnitOfWork work, CancellationToken cancel);

        public abstract void Fail(Exception failure);

        /// <summary>What a success does besides.</summary>
        public abstract void RunEffects();

        /// <summary>Answers the caller, on this thread.</summary>
        public abstract void Conclude();
    }

    private sealed class Command<T>(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task<T>> body) : Command(scope)
    {
        private readonly TaskCompletionSource<T> _answer = new();
        private UnitOfWork? _work;
        private T? _result;
        private Exception? _failure;

        public Task<T> Answer => _answer.Task;

        public override bool WakesLoops => _work?.WakesLoops is true;

        public override async Task ExecuteAsync(UnitOfWork work, CancellationToken cancel)
        {
            (_work, _failure) = (work, null);
            _result = await body(work, cancel);
            await work.SaveAsync(cancel);
        }

        public override void Fail(Exception failure) => (_work, _failure) = (null, failure);

        public override void RunEffects()
        {
            foreach (var effect in _work?.Effects ?? []) effect();
        }

        public override void Conclude()
        {
            if (_failure is not null)
            {
                _answer.TrySetException(_failure);
                return;
            }

            _answer.TrySetResult(_result!);
        }
    }
}

/// <summary>The database did not take the batch (locked, full, away). Nothing was written; asking again is right.</summary>
public sealed class StorageUnavailableException(Exception inner) : Exception("The database could not store the command.", inner);
