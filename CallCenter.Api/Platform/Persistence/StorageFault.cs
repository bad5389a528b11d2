using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>Whether a failure is the storage's (full, locked, away) and not the command's: then nothing of its batch can be kept, and asking again is right.</summary>
internal static class StorageFault
{
    // SQLite's primary codes: busy, locked, read-only, I/O error, corrupt, full, cannot open.
    private static readonly HashSet<int> Sqlite = [5, 6, 8, 10, 11, 13, 14];

    // A deadlock's victim, a time-out, a full data file, a full log.
    private static readonly HashSet<int> SqlServer = [1205, -2, 1105, 9002];

    // From this class on the fault is the server's or its resources', not the statement's.
    private const byte ServersOwn = 17;

    public static bool Is(Exception failure) => failure switch
    {
        SqliteException sqlite => Sqlite.Contains(sqlite.SqliteErrorCode),
        SqlException server => server.Class >= ServersOwn || SqlServer.Contains(server.Number),
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
