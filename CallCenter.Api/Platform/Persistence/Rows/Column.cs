using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>One column of a row: its name, and its value as the database driver takes it.</summary>
public sealed class Column
{
    internal Column(IEntityType type, IProperty property)
    {
        Property = property;
        Name = property.GetColumnName(StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value)!;
        Mapping = property.GetRelationalTypeMapping();
    }

    public string Name { get; }

    internal IProperty Property { get; }

    internal RelationalTypeMapping Mapping { get; }

    /// <summary>The row's value as it is stored; <see cref="DBNull"/> for null.</summary>
    internal object Stored(object row) => StoredValue(Property.PropertyInfo!.GetValue(row));

    /// <summary>A property's value as it is stored.</summary>
    internal object StoredValue(object? value) => (value is null ? null : Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;

    /// <summary>The type in which its values are stored.</summary>
    internal Type Kind => Bare(Mapping.Converter?.ProviderClrType ?? Property.ClrType);

    internal Expression Reading(Expression rows, int ordinal)
    {
        Expression value = Expression.Call(rows, typeof(StoredRows).GetMethod(nameof(StoredRows.Get))!.MakeGenericMethod(Kind), Expression.Constant(ordinal));
        if (Mapping.Converter is { } converter) value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
        if (value.Type != Property.ClrType) value = Expression.Convert(value, Property.ClrType);
        if (!Property.IsNullable) return value;
        var isNull = Expression.Call(rows, typeof(StoredRows).GetMethod(nameof(StoredRows.IsNull))!, Expression.Constant(ordinal));
        return Expression.Condition(isNull, Expression.Default(Property.ClrType), value);
    }

    /// <summary><see cref="Stored"/>, for a whole row at once.</summary>
    internal Expression Storing(Expression row)
    {
        Expression value = Expression.Property(row, Property.PropertyInfo!);
        var bare = Bare(value.Type);
        var given = bare == value.Type ? value : Expression.Property(value, "Value");
        if (Mapping.Converter is { } converter) given = Expression.Invoke(converter.ConvertToProviderExpression, given);
        var boxed = Expression.Convert(given, typeof(object));
        if (value.Type.IsValueType && bare == value.Type) return boxed;
        return Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(DBNull.Value, typeof(object)), boxed);
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
