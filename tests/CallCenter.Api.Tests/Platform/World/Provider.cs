using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Tests.Platform.World;

/// <summary>
/// The databases the persistence suite runs on: SQLite always, SQL Server when <c>CALLCENTER_TEST_SQLSERVER</c> holds a connection
/// string that may create databases. tests/check.sh says plainly when it does not.
/// </summary>
public static class Provider
{
    public const string Variable = "CALLCENTER_TEST_SQLSERVER";

    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    public static TheoryData<DatabaseProvider> All() => SqlServer is null
        ? [DatabaseProvider.Sqlite]
        : [DatabaseProvider.Sqlite, DatabaseProvider.SqlServer];
}
