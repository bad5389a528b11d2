using CallCenter.Api.Platform.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Platform.World;

/// <summary>An empty database of its own, migrated as at a first start, thrown away at the end.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly string _name = $"callcenter-test-{Guid.NewGuid():N}";

    private Store(DatabaseProvider provider) => Database = new Database(provider, provider is DatabaseProvider.Sqlite ? File : ServerConnection());

    public Database Database { get; }

    public string File => Path.Combine(Path.GetTempPath(), _name + ".db");

    public static async Task<Store> CreateAsync(DatabaseProvider provider, bool migrated = true)
    {
        var store = new Store(provider);
        if (migrated) await store.Database.MigrateAsync(default);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        if (Database.Provider is DatabaseProvider.SqlServer)
        {
            SqlConnection.ClearAllPools();
            await using var db = Database.Read(PracticeScope.Everything(ScopeBypass.StartUp));
            await db.Database.EnsureDeletedAsync();
            return;
        }

        using (var connection = new SqliteConnection(Database.ConnectionString)) SqliteConnection.ClearPool(connection);
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), _name + ".db*")) System.IO.File.Delete(file);
    }

    private string ServerConnection() => new SqlConnectionStringBuilder(Provider.SqlServer) { InitialCatalog = _name }.ToString();
}
