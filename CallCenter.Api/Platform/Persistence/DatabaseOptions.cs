namespace CallCenter.Api.Platform.Persistence;

public enum DatabaseProvider { Sqlite, SqlServer }

/// <summary><c>Database__Provider</c></summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>SQLite refuses to grow beyond this, so that the disk keeps room for its log and for others; null = no limit.</summary>
    public int? LargestMegabytes { get; init; }
}
