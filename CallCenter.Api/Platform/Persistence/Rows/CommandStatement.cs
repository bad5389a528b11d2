using System.Data.Common;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>A kept statement as a command of whatever driver the connection has.</summary>
internal sealed class CommandStatement : KeptStatement
{
    private readonly WriterSession _session;
    private readonly DbCommand _command;

    public CommandStatement(WriterSession session, Sql sql)
    {
        (_session, _command) = (session, session.Connection.CreateCommand());
        _command.CommandText = sql.Text;
        for (var i = 0; i < sql.Parameters.Count; i++)
            _command.Parameters.Add(sql.Parameters[i].Mapping.CreateParameter(_command, $"@p{i}", null, sql.Parameters[i].Property.IsNullable));
    }

    public override int Change(ReadOnlySpan<object> values) => With(values).ExecuteNonQuery();

    public override StoredRows Read(ReadOnlySpan<object> values) => new Rows(With(values).ExecuteReader());

    public override void Dispose() => _command.Dispose();

    private DbCommand With(ReadOnlySpan<object> values)
    {
        _command.Transaction = _session.Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = _command.Parameters[i];
            // A kept size would cut a longer text off without a word: then the size is unbounded, and the column says whether it fits.
            if (parameter.Size > 0 && values[i] is string text && text.Length > parameter.Size) parameter.Size = -1;
            parameter.Value = values[i];
        }

        return _command;
    }

    private sealed class Rows(DbDataReader reader) : StoredRows
    {
        public override bool Next() => reader.Read();

        public override bool IsNull(int column) => reader.IsDBNull(column);

        public override T Get<T>(int column) => reader.GetFieldValue<T>(column);

        public override void Dispose() => reader.Dispose();
    }
}
