using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>
/// How one kind of row is stored: its statements and the way between its properties and its columns, all read off the EF model, which
/// stays the one mapping. For plain rows only: one table, one key column, no navigations, nothing that the database generates, values of the common kinds.
/// </summary>
public sealed class RowMap
{
    private const int MostColumns = 64;

    private readonly ConcurrentDictionary<object, Sql> _lookups = new();
    private readonly ConcurrentDictionary<ulong, Sql> _updates = new();
    private readonly Func<object, object> _copy;
    private readonly Func<object, object, ulong> _differences;
    private readonly Func<StoredRows, object> _read;
    private readonly Func<object, object[]> _stored;
    private readonly ISqlGenerationHelper _sql;
    private readonly string _table, _selected;

    internal RowMap(IEntityType type, ISqlGenerationHelper sql)
    {
        Refuse(type);
        (Type, _sql) = (type, sql);
        Columns = [.. type.GetProperties().Select(p => new Column(type, p))];
        if (Columns.FirstOrDefault(c => !SqliteStatement.Kinds.Contains(c.Kind)) is { } strange)
            throw new ArgumentException($"{type.ClrType.Name}.{strange.Name} is stored as {strange.Kind.Name}: let EF read and write such rows.", nameof(type));
        Key = Columns.Single(c => c.Property.IsPrimaryKey());
        Tokens = [.. Columns.Where(c => c.Property.IsConcurrencyToken)];
        _table = sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
        _selected = $"SELECT {string.Join(", ", Columns.Select(Name))} FROM {_table}";
        Insert = new Sql($"INSERT INTO {_table} ({string.Join(", ", Columns.Select(Name))}) VALUES ({string.Join(", ", Columns.Select((_, i) => Parameter(i)))})", Columns);
        Find = new Sql($"{_selected} WHERE {Equal([Key])}", [Key]);
        Delete = new Sql($"DELETE FROM {_table} WHERE {Equal([Key, .. Tokens])}", [Key, .. Tokens]);
        (_copy, _differences, _read, _stored) = (Copying(), Differing(), Reading(), Storing());
    }

    public IEntityType Type { get; }

    public IReadOnlyList<Column> Columns { get; }

    public Column Key { get; }

    /// <summary>Columns whose stored value must still be the one that was read when the row is changed or removed.</summary>
    public IReadOnlyList<Column> Tokens { get; }

    public Sql Insert { get; }

    public Sql Find { get; }

    public Sql Delete { get; }

    /// <summary>Rows whose <paramref name="properties"/> have given values.</summary>
    /// <param name="lookup">What the statement is kept under.</param>
    public Sql Where(object lookup, IReadOnlyList<string> properties) => _lookups.GetOrAdd(lookup, _ =>
    {
        var columns = properties.Select(ColumnOf).ToList();
        return columns.Count == 0 ? new Sql(_selected, []) : new Sql($"{_selected} WHERE {Equal(columns)}", columns);
    });

    /// <param name="changed">A bit for each column, as <see cref="Differences"/> gives them.</param>
    public Sql Update(ulong changed) => _updates.GetOrAdd(changed, bits =>
    {
        var set = Columns.Where((_, i) => (bits & (1UL << i)) != 0).ToList();
        var assignments = string.Join(", ", set.Select((c, i) => $"{Name(c)} = {Parameter(i)}"));
        return new Sql($"UPDATE {_table} SET {assignments} WHERE {Equal([Key, .. Tokens], set.Count)}", [.. set, Key, .. Tokens]);
    });

    public Column ColumnOf(string property) => Columns.Single(c => c.Property.Name == property);

    /// <summary>A row's values as they are stored, for <see cref="Insert"/>.</summary>
    internal object[] Stored(object row) => _stored(row);

    internal object Copy(object row) => _copy(row);

    internal ulong Differences(object row, object original) => _differences(row, original);

    internal object Read(StoredRows rows) => _read(rows);

    internal IEnumerable<Column> Changed(ulong bits)
    {
        for (; bits != 0; bits &= bits - 1) yield return Columns[BitOperations.TrailingZeroCount(bits)];
    }

    private static void Refuse(IEntityType type)
    {
        var plain = type.GetTableName() is not null && type.BaseType is null && !type.GetDirectlyDerivedTypes().Any() && !type.GetNavigations().Any()
            && type.FindPrimaryKey()?.Properties.Count == 1 && type.GetProperties().Count() <= MostColumns
            && type.GetProperties().All(p => p.PropertyInfo is { CanWrite: true } && p.ValueGenerated is ValueGenerated.Never or ValueGenerated.OnAdd);
        if (!plain) throw new ArgumentException($"{type.ClrType.Name} is no plain row: let EF read and write it.", nameof(type));
    }

    private string Equal(IReadOnlyList<Column> columns, int from = 0) => string.Join(" AND ", columns.Select((c, i) => $"{Name(c)} = {Parameter(from + i)}"));

    private string Name(Column column) => _sql.DelimitIdentifier(column.Name);

    private string Parameter(int index) => _sql.GenerateParameterName($"p{index}");

    private Func<object, object> Copying()
    {
        var row = Expression.Parameter(typeof(object));
        var clone = typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;
        return Expression.Lambda<Func<object, object>>(Expression.Call(row, clone), row).Compile();
    }

    private Func<object, object, ulong> Differing()
    {
        var (row, original) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var (now, then) = (Expression.Convert(row, Type.ClrType), Expression.Convert(original, Type.ClrType));
        Expression bits = Expression.Constant(0UL);
        for (var i = 0; i < Columns.Count; i++)
        {
            var property = Columns[i].Property.PropertyInfo!;
            var differs = Expression.NotEqual(Expression.Property(now, property), Expression.Property(then, property));
            bits = Expression.Or(bits, Expression.Condition(differs, Expression.Constant(1UL << i), Expression.Constant(0UL)));
        }

        return Expression.Lambda<Func<object, object, ulong>>(bits, row, original).Compile();
    }

    // One for the whole row: compiled one by one, the columns would cost a start a tenth of a second.
    private Func<object, object[]> Storing()
    {
        var row = Expression.Parameter(typeof(object));
        var typed = Expression.Convert(row, Type.ClrType);
        return Expression.Lambda<Func<object, object[]>>(Expression.NewArrayInit(typeof(object), Columns.Select(c => c.Storing(typed))), row).Compile();
    }

    private Func<StoredRows, object> Reading()
    {
        var rows = Expression.Parameter(typeof(StoredRows));
        var bindings = Columns.Select((c, i) => Expression.Bind(c.Property.PropertyInfo!, c.Reading(rows, i)));
        var row = Expression.MemberInit(Expression.New(Type.ClrType), bindings);
        return Expression.Lambda<Func<StoredRows, object>>(Expression.Convert(row, typeof(object)), rows).Compile();
    }
}

/// <summary>A statement and the columns its parameters stand for, in their order.</summary>
public sealed record Sql(string Text, IReadOnlyList<Column> Parameters);
