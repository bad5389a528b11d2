using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>The writer's one connection with its prepared statements, each made once and kept. Used by one thread at a time.</summary>
internal sealed class WriterSession(DbConnection connection, RowMaps maps, DatabaseProvider provider) : IAsyncDisposable
{
    private readonly Dictionary<Sql, KeptStatement> _kept = new(ReferenceEqualityComparer.Instance);

    public DbConnection Connection { get; } = connection;

    public RowMaps Maps { get; } = maps;

    public DbTransaction? Transaction { get; private set; }

    public async Task<DbTransaction> BeginAsync(CancellationToken cancel) => Transaction = await Connection.BeginTransactionAsync(cancel);

    public KeptStatement this[Sql sql]
    {
        get
        {
            if (!_kept.TryGetValue(sql, out var kept))
                _kept[sql] = kept = provider is DatabaseProvider.Sqlite ? new SqliteStatement((SqliteConnection)Connection, sql) : new CommandStatement(this, sql);
            return kept;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _kept.Values) statement.Dispose();
        await Connection.DisposeAsync();
    }
}
