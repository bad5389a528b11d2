using System.Data.Common;
using CallCenter.Api.Platform.Persistence.Rows;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>Where the data is: opens connections and contexts for the configured provider. Reads have their own connections; writes go through <see cref="CommandWriter"/>.</summary>
public sealed class Database
{
    private readonly DbContextOptions _readOptions;
    private readonly Lazy<RowMaps> _rows;
    private DbConnection? _writeConnection;
    private DbContextOptions? _writeOptions;

    public Database(DatabaseProvider provider, string connectionString)
    {
        Provider = provider;
        ConnectionString = provider is DatabaseProvider.Sqlite ? Durable(connectionString) : connectionString;
        _readOptions = Options(null);
        _rows = new(() =>
        {
            using var db = Create(_readOptions);
            return new RowMaps(db);
        });
    }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    /// <inheritdoc cref="DatabaseOptions.LargestMegabytes"/>
    public int? LargestMegabytes { get; init; }

    /// <summary>A context for reading, filtered by <paramref name="scope"/>; nothing is tracked.</summary>
    public CallCenterDbContext Read(PracticeScope scope)
    {
        var db = Create(_readOptions);
        db.Scope = scope;
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    /// <summary>How plain rows are stored here, read off the model.</summary>
    internal RowMaps Rows => _rows.Value;

    /// <summary>A tracking context on the writer's own connection and in its transaction.</summary>
    internal CallCenterDbContext Write(WriterSession session)
    {
        // One writer, one connection: its options are built once, not once a command.
        if (!ReferenceEquals(_writeConnection, session.Connection)) (_writeConnection, _writeOptions) = (session.Connection, Options(session.Connection));
        var db = Create(_writeOptions!);
        db.Database.UseTransaction(session.Transaction);
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    internal async Task<WriterSession> OpenWriterAsync(CancellationToken cancel)
    {
        var connection = NewConnection();
        await connection.OpenAsync(cancel);
        await PrepareAsync(connection, cancel);
        return new WriterSession(connection, Rows, Provider);
    }

    private DbConnection NewConnection() => Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteConnection(ConnectionString),
        DatabaseProvider.SqlServer => new SqlConnection(ConnectionString),
    };

    private async Task PrepareAsync(DbConnection connection, CancellationToken cancel)
    {
        if (Provider is not DatabaseProvider.Sqlite) return;
        await using var pragma = connection.CreateCommand();
        // FULL: a commit that was answered survives a power cut. Checkpoints run beside the writer (WalCheckpoint), not inside its
        // commits; the limit here only bounds the log should that ever stop.
        pragma.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=50000; PRAGMA cache_size=-32768;";
        await pragma.ExecuteNonQueryAsync(cancel);
        if (LargestMegabytes is not { } limit) return;
        await using var pageSize = connection.CreateCommand();
        pageSize.CommandText = "PRAGMA page_size";
        pragma.CommandText = FormattableString.Invariant($"PRAGMA max_page_count={limit * 1024L * 1024 / Convert.ToInt64(await pageSize.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture)}");
        await pragma.ExecuteNonQueryAsync(cancel);
    }

    private DbContextOptions Options(DbConnection? connection)
    {
        if (Provider is DatabaseProvider.Sqlite)
        {
            var sqlite = new DbContextOptionsBuilder<SqliteCallCenterDbContext>();
            return (connection is null ? sqlite.UseSqlite(ConnectionString) : sqlite.UseSqlite(connection)).ReplaceService<IMigrationsSqlGenerator, KeyedTables>().Options;
        }

        var server = new DbContextOptionsBuilder<SqlServerCallCenterDbContext>();
        return (connection is null ? server.UseSqlServer(ConnectionString) : server.UseSqlServer(connection)).Options;
    }

    private static CallCenterDbContext Create(DbContextOptions options) => options switch
    {
        DbContextOptions<SqliteCallCenterDbContext> sqlite => new SqliteCallCenterDbContext(sqlite),
        DbContextOptions<SqlServerCallCenterDbContext> server => new SqlServerCallCenterDbContext(server),
        _ => throw new ArgumentException("unknown provider", nameof(options)),
    };

    /// <summary>The provider waits 30 s for a lock by default and Twilio hangs up at 15: nobody here waits longer than a second.</summary>
    private static string Durable(string connectionString)
    {
        var given = connectionString.Contains('=', StringComparison.Ordinal) ? connectionString : $"Data Source={connectionString}";
        return new SqliteConnectionStringBuilder(given) { DefaultTimeout = 1, ForeignKeys = true }.ToString();
    }
}
