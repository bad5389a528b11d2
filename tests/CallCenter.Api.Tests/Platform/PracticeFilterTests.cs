using System.Reflection;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Every kind of row that belongs to a practice, found in the model: planted at one practice, looked for from another.</summary>
public class PracticeFilterTests
{
    public static TheoryData<string> Kinds()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        return [.. db.Model.GetEntityTypes().Where(e => typeof(IBelongsToPractice).IsAssignableFrom(e.ClrType)).Select(e => e.Name)];
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_row_of_another_practice_is_not_there(string kind)
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await PlantAsync(store, kind, "ours");
        Assert.Equal(1, await CountAsync(store, kind, PracticeScope.Of("ours")));
        Assert.Equal(1, await CountAsync(store, kind, PracticeScope.Of("theirs", "ours")));
        Assert.Equal(1, await CountAsync(store, kind, Host.Everything));
        Assert.Equal(0, await CountAsync(store, kind, PracticeScope.Of("theirs")));
        Assert.Equal(0, await CountAsync(store, kind, PracticeScope.Of()));
    }

    private static async Task<int> CountAsync(Store store, string kind, PracticeScope scope)
    {
        await using var db = store.Database.Read(scope);
        var count = typeof(PracticeFilterTests).GetMethod(nameof(CountOfAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        return await (Task<int>)count.MakeGenericMethod(db.Model.FindEntityType(kind)!.ClrType).Invoke(null, [db])!;
    }

    private static Task<int> CountOfAsync<T>(DbContext db) where T : class => db.Set<T>().CountAsync();

    /// <summary>One row with something in each column that must not be empty; what it refers to need not exist.</summary>
    private static async Task PlantAsync(Store store, string kind, string practice)
    {
        var connection = new SqliteConnectionStringBuilder(store.Database.ConnectionString) { ForeignKeys = false, Pooling = false }.ToString();
        await using var db = new SqliteCallCenterDbContext(new DbContextOptionsBuilder<SqliteCallCenterDbContext>().UseSqlite(connection).Options);
        var type = db.Model.FindEntityType(kind)!;
        var entry = db.Entry(System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type.ClrType));
        foreach (var property in type.GetProperties())
            entry.Property(property.Name).CurrentValue = property.Name == nameof(IBelongsToPractice.PracticeId) ? practice : Something(property);
        entry.State = EntityState.Added;
        await db.SaveChangesAsync();
    }

    private static object? Something(IProperty property)
    {
        if (property.IsNullable && !property.IsKey()) return null;
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(string)) return "x";
        if (type == typeof(Guid)) return Guid.NewGuid();
        if (type == typeof(byte[])) return new byte[] { 1 };
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        return type.IsValueType ? Activator.CreateInstance(type) : throw new NotSupportedException($"{property.Name} is a {type.Name}: give it something");
    }
}
