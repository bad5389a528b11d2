using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// The one writer of this process (group commit). Commands that wait are gathered into one transaction and answered after
/// its commit: one fsync serves them all. A command that fails fails alone (its own context, a savepoint around it), the
/// order of arrival is kept, and a failed commit fails every command of its batch while the writer lives on.
/// Measured reasons: docs/adr/0004-one-transaction.md.
/// </summary>
public sealed class CommandWriter(
    Database database, TimeProvider clock, EventHandlers handlers, WakeUp wakeUp, Meters meters, ILogger<CommandWriter> log) : BackgroundService
{
    private const int LargestBatch = 200;

    private readonly Channel<Command> _waiting = Channel.CreateUnbounded<Command>(new UnboundedChannelOptions { SingleReader = true });
    private DbConnection? _connection;
    private int _busy;

    /// <summary>Commands accepted and not yet answered.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Runs <paramref name="body"/> in its own unit of work and returns its result once it is durable.</summary>
    /// <param name="cancel">Stops waiting for the answer; the command itself is carried out all the same (a fact does not cancel with its request).</param>
    public Task<T> RunAsync<T>(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task<T>> body, CancellationToken cancel)
    {
        var command = new Command<T>(scope, body);
        Interlocked.Increment(ref _busy);
        if (!_waiting.Writer.TryWrite(command))
        {
            Interlocked.Decrement(ref _busy);
            throw new InvalidOperationException("The writer has stopped: the process is shutting down.");
        }

        return command.Answer.WaitAsync(cancel);
    }

    public Task RunAsync(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task> body, CancellationToken cancel) =>
        RunAsync(scope, async (work, c) => { await body(work, c); return true; }, cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Command>(LargestBatch);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var command)) batch.Add(command);
                await CommitAsync(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var late)) Refuse(late, new OperationCanceledException("The process is shutting down."));
            if (_connection is not null) await _connection.DisposeAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The writer must outlive every failed batch: a dead writer is a dead nurse line.")]
    private async Task CommitAsync(List<Command> batch, CancellationToken stopping)
    {
        try
        {
            var connection = await OpenAsync(stopping);
            await using (var transaction = await connection.BeginTransactionAsync(stopping))
            {
                foreach (var command in batch) await RunOneAsync(command, connection, transaction, stopping);
                await transaction.CommitAsync(CancellationToken.None);
            }
            meters.Committed(batch.Count);
        }
        catch (Exception failure)
        {
            meters.CommitFailed();
            log.LogError("A batch of {Count} commands could not be committed: {Failure}", batch.Count, failure.GetType().Name + ": " + Codes.Of(failure));
            await DropConnectionAsync();
            foreach (var command in batch) Refuse(command, new StorageUnavailableException(failure));
            return;
        }

        foreach (var command in batch)
        {
            command.Conclude();
            Interlocked.Decrement(ref _busy);
        }

        if (batch.Any(c => c.WakesLoops)) wakeUp.Signal();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A command that fails fails alone; its caller gets the exception.")]
    private async Task RunOneAsync(Command command, DbConnection connection, DbTransaction transaction, CancellationToken stopping)
    {
        await transaction.SaveAsync("command", stopping);
        await using var db = database.Write(connection, command.Scope);
        await db.Database.UseTransactionAsync(transaction, stopping);
        db.Database.AutoSavepointsEnabled = false;
        try
        {
            await command.ExecuteAsync(new UnitOfWork(db, clock.GetUtcNow(), handlers), stopping);
            if (database.Provider is DatabaseProvider.Sqlite) await transaction.ReleaseAsync("command", stopping);
        }
        catch (Exception failure)
        {
            await transaction.RollbackAsync("command", CancellationToken.None);
            command.Fail(failure);
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancel)
    {
        if (_connection is not null) return _connection;
        var connection = database.NewConnection();
        await connection.OpenAsync(cancel);
        await database.PrepareAsync(connection, cancel);
        return _connection = connection;
    }

    private async Task DropConnectionAsync()
    {
        if (_connection is null) return;
        await _connection.DisposeAsync();
        _connection = null;
    }

    private void Refuse(Command command, Exception why)
    {
        command.Fail(why);
        command.Conclude();
        Interlocked.Decrement(ref _busy);
    }

    private abstract class Command(PracticeScope scope)
    {
        public PracticeScope Scope { get; } = scope;

        public abstract bool WakesLoops { get; }

        public abstract Task ExecuteAsync(UnitOfWork work, CancellationToken cancel);

        public abstract void Fail(Exception failure);

        /// <summary>Answers the caller; before that, the effects of a success run.</summary>
        public abstract void Conclude();
    }

    private sealed class Command<T>(PracticeScope scope, Func<UnitOfWork, CancellationToken, Task<T>> body) : Command(scope)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private UnitOfWork? _work;
        private T? _result;
        private Exception? _failure;

        public Task<T> Answer => _answer.Task;

        public override bool WakesLoops => _work?.WakesLoops is true;

        public override async Task ExecuteAsync(UnitOfWork work, CancellationToken cancel)
        {
            _result = await body(work, cancel);
            await work.Db.SaveChangesAsync(cancel);
            _work = work;
        }

        public override void Fail(Exception failure) => _failure = failure;

        public override void Conclude()
        {
            if (_failure is not null)
            {
                _answer.TrySetException(_failure);
                return;
            }

            foreach (var effect in _work!.Effects) effect();
            _answer.TrySetResult(_result!);
        }
    }
}

/// <summary>The database did not take the batch (locked, full, away). Nothing was written; asking again is right.</summary>
public sealed class StorageUnavailableException(Exception inner) : Exception("The database could not store the command.", inner);
