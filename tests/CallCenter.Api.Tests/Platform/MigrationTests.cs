using System.Reflection;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Two sets of migrations, one model: neither may fall behind.</summary>
public class MigrationTests
{
    [Fact]
    public void The_SQLite_migrations_are_the_model()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        AssertCurrent(db);
    }

    [Fact]
    public void The_SQL_Server_migrations_are_the_model()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        AssertCurrent(db);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_SQL_Server_script_is_good_TSQL(bool idempotent)
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var script = db.GetService<IMigrator>().GenerateScript(options: idempotent ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default);
        var parsed = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(e => $"line {e.Line}: {e.Message}")));
        var tables = new TablesCreated();
        parsed.Accept(tables);
        var expected = db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().ToList();
        if (!idempotent) Assert.Empty(expected.Except(tables.Names));
    }

    [Fact]
    public async Task The_rows_of_every_webhook_stand_in_the_tree_of_their_key()
    {
        var file = Path.Combine(Path.GetTempPath(), $"callcenter-keyed-{Guid.NewGuid():N}.db");
        try
        {
            await new Database(DatabaseProvider.Sqlite, file).MigrateAsync(default);
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync();
            await using var asked = connection.CreateCommand();
            asked.CommandText = "SELECT name FROM pragma_table_list WHERE wr = 1 ORDER BY name";
            await using var row = await asked.ExecuteReaderAsync();
            var keyed = new List<string>();
            while (await row.ReadAsync()) keyed.Add(row.GetString(0));
            Assert.Equal(KeyedTables.Names.Order(StringComparer.Ordinal), keyed);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(true, "now")]
    [InlineData(false, "now', '-11 minutes")]
    public async Task A_lock_that_a_killed_process_left_behind_holds_up_no_start(bool upToDate, string since)
    {
        var file = Path.Combine(Path.GetTempPath(), $"callcenter-lock-{Guid.NewGuid():N}.db");
        try
        {
            var database = new Database(DatabaseProvider.Sqlite, file);
            if (upToDate) await database.MigrateAsync(default);
            await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
            {
                await connection.OpenAsync();
                await using var left = connection.CreateCommand();
                left.CommandText = $"""
                    CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                    INSERT INTO "__EFMigrationsLock" VALUES (1, datetime('{since}'));
                    """;
                await left.ExecuteNonQueryAsync();
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await database.MigrateAsync(patience.Token);
            await using var db = database.Read(Host.Everything);
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            File.Delete(file);
        }
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task An_empty_database_comes_up_and_a_second_start_changes_nothing(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var db = store.Database.Read(Host.Everything);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        var applied = await db.Database.GetAppliedMigrationsAsync();
        await store.Database.MigrateAsync(default);
        Assert.Equal(applied, await db.Database.GetAppliedMigrationsAsync());
        var counts = typeof(MigrationTests).GetMethod(nameof(CountAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned()))
            Assert.Equal(0, await (Task<int>)counts.MakeGenericMethod(entity.ClrType).Invoke(null, [db])!);
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task Each_migration_applies_on_the_one_before(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider, migrated: false);
        await using var db = store.Database.Read(Host.Everything);
        var migrator = db.GetService<IMigrator>();
        foreach (var migration in db.Database.GetMigrations())
        {
            await migrator.MigrateAsync(migration);
            Assert.Equal(migration, (await db.Database.GetAppliedMigrationsAsync()).Last());
        }
    }

    private static void AssertCurrent(DbContext db)
    {
        if (!db.Database.HasPendingModelChanges()) return;
        var snapshot = db.GetService<IModelRuntimeInitializer>().Initialize(db.GetService<IMigrationsAssembly>().ModelSnapshot!.Model);
        var missing = db.GetService<IMigrationsModelDiffer>().GetDifferences(snapshot.GetRelationalModel(), db.GetService<IDesignTimeModel>().Model.GetRelationalModel());
        Assert.Fail("The model has changed: add a migration to this set (docs/operations.md, Migrations).\n"
            + string.Join('\n', missing.Select(m => $"{m.GetType().Name} {string.Join(' ', m.GetType().GetProperties().Where(p => p.Name is "Table" or "Name").Select(p => p.GetValue(m)))}")));
    }

    private static Task<int> CountAsync<T>(DbContext db) where T : class => db.Set<T>().CountAsync();

    private sealed class TablesCreated : TSqlFragmentVisitor
    {
        public HashSet<string> Names { get; } = [];

        public override void Visit(CreateTableStatement node) => Names.Add(node.SchemaObjectName.BaseIdentifier.Value);
    }
}
