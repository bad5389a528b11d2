using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Time;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// Moves SQLite's log into the database on a connection of its own. Done inside a commit it makes the slowest one in a hundred;
/// PASSIVE never makes the writer wait.
/// </summary>
public sealed class WalCheckpoint(Database database, CommandWriter writer, WallClock wall, ILogger<WalCheckpoint> log) : BackgroundService
{
    internal const string Passive = "PRAGMA wal_checkpoint(PASSIVE)";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2), Look = TimeSpan.FromMilliseconds(200);

    // In a rush the log is moved in small parts: a big one holds up the commits that share its disk.
    private const long Rush = 500;

    // In pages. What is left is the writer's to move, while everybody waits: little, and only for a log that is worth it.
    private const long WorthRestarting = 500, MostForTheWriter = 250;
    private const int Tries = 4;

    [SuppressMessage("Design", "CA1031", Justification = "A checkpoint that failed is tried again; the log only grows meanwhile.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var before = writer.Committed;
                for (var waited = TimeSpan.Zero; waited < Every && writer.Committed - before < Rush; waited += Look) await Task.Delay(Look, wall.Provider, stoppingToken);
                await MoveAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning("Checkpoint failed: {Failure}", Codes.Of(failure));
            }
        }
    }

    /// <summary>Moves what is in the log, and has it begun anew when it is long.</summary>
    public async Task MoveAsync(CancellationToken cancel)
    {
        for (var left = Tries; left > 0; left--)
        {
            var (logged, moved) = await RunOnceAsync(cancel);
            if (logged < WorthRestarting) return;
            if (logged - moved > MostForTheWriter) continue;
            writer.RestartLogSoon();
            return;
        }
    }

    /// <returns>Pages in the log, and how many of them are in the database now.</returns>
    public async Task<(long Logged, long Moved)> RunOnceAsync(CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = Passive;
        await using var row = await checkpoint.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt64(1), row.GetInt64(2)) : (0, 0);
    }
}
