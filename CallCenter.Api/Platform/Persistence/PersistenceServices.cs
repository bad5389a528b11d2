using CallCenter.Api.Platform.Scheduling;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
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
        var (options, connection) = Configured(builder.Configuration, builder.Environment.ContentRootPath);
        return new Database(options.Provider, connection) { LargestMegabytes = options.LargestMegabytes };
    }

    /// <summary>The configured database for a look from outside: a file that is not there is not made, and a server has five seconds to answer.</summary>
    public static Database DatabaseToWatch(IConfiguration configuration, string contentRoot)
    {
        var (options, connection) = Configured(configuration, contentRoot);
        return new Database(options.Provider, options.Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteConnectionStringBuilder(connection.Contains('=', StringComparison.Ordinal) ? connection : $"Data Source={connection}") { Mode = SqliteOpenMode.ReadWrite }.ToString(),
            DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(connection) { ConnectTimeout = 5, CommandTimeout = 5 }.ToString(),
        });
    }

    private static (DatabaseOptions Options, string Connection) Configured(IConfiguration configuration, string contentRoot)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connection = configuration.GetConnectionString("CallCenter");
        if (!string.IsNullOrWhiteSpace(connection)) return (options, connection);
        return options.Provider is DatabaseProvider.SqlServer
            ? throw new InvalidOperationException("'ConnectionStrings:CallCenter' is needed when 'Database:Provider' is SqlServer.")
            : (options, Path.Combine(contentRoot, "callcenter.db"));
    }

    /// <summary>Brings the schema up to date. The first thing that runs; nothing else may touch the database before.</summary>
    public static async Task MigrateAsync(this Database database, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.StartUp));
        // The tool's lock is a row where the database is a file: who dies with it, or cannot give it back in time, leaves it there, and every later
        // start would wait for ever. One that has nothing to do never asks for it.
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any()) return;
        if (database.Provider is DatabaseProvider.Sqlite && await db.Database.CanConnectAsync(cancel)) await db.Database.ExecuteSqlAsync(ForgetDeadLock, cancel);
        await db.Database.MigrateAsync(cancel);
    }

    /// <summary>A lock older than any migration of ours takes belongs to nobody. The table is as the tool makes it.</summary>
    private static FormattableString ForgetDeadLock => $"""
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        DELETE FROM "__EFMigrationsLock" WHERE datetime("Timestamp") < datetime('now', '-10 minutes');
        """;
}
