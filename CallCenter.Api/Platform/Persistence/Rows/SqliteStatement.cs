using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>
/// A kept statement by SQLite's own calls. The driver's command looks up each parameter by its name every time, which for a call's row costs more
/// than the row; values are stored and read exactly as the driver does it (docs/adr/0021-statements-by-sqlites-own-calls.md).
/// </summary>
internal sealed class SqliteStatement : KeptStatement
{
    private const int SmallText = 512;
    private const int GuidLength = 36;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Cursor _cursor;

    public SqliteStatement(SqliteConnection connection, Sql sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v3(_database, sql.Text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _cursor = new Cursor(this);
    }

    /// <summary>The types in which values are stored. A row that needs another one is no plain row.</summary>
    public static IReadOnlySet<Type> Kinds { get; } = new HashSet<Type> { typeof(string), typeof(Guid), typeof(long), typeof(int), typeof(bool), typeof(double) };

    public override int Change(ReadOnlySpan<object> values)
    {
        Bind(values);
        try
        {
            Step();
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public override StoredRows Read(ReadOnlySpan<object> values)
    {
        Bind(values);
        return _cursor;
    }

    public override void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(result);
        return result is raw.SQLITE_ROW;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);

    private void Bind(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) Check(Bind(i + 1, values[i]));
    }

    private int Bind(int parameter, object value) => value switch
    {
        string text => BindText(parameter, text),
        DBNull => raw.sqlite3_bind_null(_statement, parameter),
        long number => raw.sqlite3_bind_int64(_statement, parameter, number),
        int number => raw.sqlite3_bind_int64(_statement, parameter, number),
        bool isSo => raw.sqlite3_bind_int64(_statement, parameter, isSo ? 1 : 0),
        Guid id => BindGuid(parameter, id),
        double number => raw.sqlite3_bind_double(_statement, parameter, number),
        _ => throw Unknown(value.GetType()),
    };

    private int BindText(int parameter, string text)
    {
        // Of an empty span SQLite would see no text at all, which is null.
        if (text.Length == 0) return raw.sqlite3_bind_text(_statement, parameter, "");
        if (text.Length <= SmallText / 3)
        {
            Span<byte> small = stackalloc byte[SmallText];
            return raw.sqlite3_bind_text(_statement, parameter, small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(_statement, parameter, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            // A birth date or a name is in it.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>In capital letters, as the driver writes it.</summary>
    private int BindGuid(int parameter, Guid id)
    {
        Span<byte> text = stackalloc byte[GuidLength];
        id.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return raw.sqlite3_bind_text(_statement, parameter, text);
    }

    private static NotSupportedException Unknown(Type kind) => new($"{kind.Name} is not stored by kept statements: see {nameof(SqliteStatement)}.{nameof(Kinds)}.");

    private sealed class Cursor(SqliteStatement of) : StoredRows
    {
        public override bool Next() => of.Step();

        public override bool IsNull(int column) => raw.sqlite3_column_type(of._statement, column) == raw.SQLITE_NULL;

        public override T Get<T>(int column)
        {
            if (typeof(T) == typeof(string)) return (T)(object)Text(column);
            if (typeof(T) == typeof(long)) return (T)(object)raw.sqlite3_column_int64(of._statement, column);
            if (typeof(T) == typeof(int)) return (T)(object)checked((int)raw.sqlite3_column_int64(of._statement, column));
            if (typeof(T) == typeof(bool)) return (T)(object)(raw.sqlite3_column_int64(of._statement, column) != 0);
            if (typeof(T) == typeof(double)) return (T)(object)raw.sqlite3_column_double(of._statement, column);
            if (typeof(T) == typeof(Guid)) return (T)(object)Guid.Parse(Text(column));
            throw Unknown(typeof(T));
        }

        public override void Dispose() => _ = raw.sqlite3_reset(of._statement);

        private string Text(int column) => raw.sqlite3_column_text(of._statement, column).utf8_to_string();
    }
}
