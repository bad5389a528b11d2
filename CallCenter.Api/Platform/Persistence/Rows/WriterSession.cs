using System.Data.Common;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>The writer's one connection with its prepared statements, each made once and kept. Used by one thread at a time.</summary>
internal sealed class WriterSession(DbConnection connection, RowMaps maps, DatabaseProvider provider) : IAsyncDisposable
{
    private readonly Dictionary<Sql, DbCommand> _kept = new(ReferenceEqualityComparer.Instance);

    public DbConnection Connection { get; } = connection;

    public RowMaps Maps { get; } = maps;

    public DbTransaction? Transaction { get; private set; }

    public async Task<DbTransaction> BeginAsync(CancellationToken cancel) => Transaction = await Connection.BeginTransactionAsync(cancel);

    /// <param name="values">As many as the statement has parameters, in their order.</param>
    /// <returns>The rows it changed.</returns>
    public int Change(Sql sql, ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    public DbDataReader Read(Sql sql, ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteReader();

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _kept.Values) await command.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private DbCommand Prepare(Sql sql, ReadOnlySpan<object> values)
    {
        if (!_kept.TryGetValue(sql, out var command)) _kept[sql] = command = Command(sql);
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++) Bind(command.Parameters[i], values[i]);
        return command;
    }

    private DbCommand Command(Sql sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql.Text;
        for (var i = 0; i < sql.Parameters.Count; i++)
            command.Parameters.Add(sql.Parameters[i].Mapping.CreateParameter(command, $"@p{i}", null, sql.Parameters[i].Property.IsNullable));
        return command;
    }

    private void Bind(DbParameter parameter, object value)
    {
        // A kept size would cut a longer text off without a word: then the size is unbounded, and the column says whether it fits.
        if (provider is DatabaseProvider.SqlServer && value is string text && text.Length > parameter.Size) parameter.Size = -1;
        parameter.Value = value;
    }
}
