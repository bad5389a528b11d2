using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Persistence;

public static class PersistenceServices
{
    public static void AddPersistence(this WebApplicationBuilder builder)
    {
        var database = builder.ConfiguredDatabase();
        builder.Services.AddSingleton(database);
        builder.Services.AddLoop<CommandWriter>();
        if (database.Provider is DatabaseProvider.Sqlite) builder.Services.AddLoop<WalCheckpoint>();
        // Identity and data protection come with their own stores: they get a plain context (accounts and keys, no practice rows).
        builder.Services.AddScoped(_ => database.Read(PracticeScope.Everything(ScopeBypass.SignIn)));
    }

    /// <summary>By <c>Database__Provider</c> and <c>ConnectionStrings__CallCenter</c>.</summary>
    public static Database ConfiguredDatabase(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connection = builder.Configuration.GetConnectionString("CallCenter");
        if (string.IsNullOrWhiteSpace(connection))
        {
            if (options.Provider is DatabaseProvider.SqlServer)
                throw new InvalidOperationException("'ConnectionStrings:CallCenter' is needed when 'Database:Provider' is SqlServer.");
            connection = Path.Combine(builder.Environment.ContentRootPath, "callcenter.db");
        }

        return new Database(options.Provider, connection) { LargestMegabytes = options.LargestMegabytes };
    }

    /// <summary>Brings the schema up to date. The first thing that runs; nothing else may touch the database before.</summary>
    public static async Task MigrateAsync(this Database database, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.StartUp));
        await db.Database.MigrateAsync(cancel);
    }
}
