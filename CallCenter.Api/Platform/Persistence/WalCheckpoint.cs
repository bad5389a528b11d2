using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Time;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// Moves SQLite's log into the database on a connection of its own. Done inside a commit it makes the slowest one in a hundred;
/// PASSIVE never makes the writer wait.
/// </summary>
public sealed class WalCheckpoint(Database database, WallClock wall, ILogger<WalCheckpoint> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    [SuppressMessage("Design", "CA1031", Justification = "A checkpoint that failed is tried again; the log only grows meanwhile.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Every, wall.Provider, stoppingToken);
                await RunOnceAsync(stoppingToken);
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

    /// <returns>Pages in the log, and how many of them are in the database now.</returns>
    public async Task<(long Logged, long Moved)> RunOnceAsync(CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        await using var row = await checkpoint.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt64(1), row.GetInt64(2)) : (0, 0);
    }
}
