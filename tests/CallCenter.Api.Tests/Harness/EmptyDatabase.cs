using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Tests.Harness;

/// <summary>The schema, made once a run by the real migrations; every test begins with a copy of its empty tables (<c>MigrationTests</c> is about making them).</summary>
internal static class EmptyDatabase
{
    private static readonly Lazy<Task<string>> Migrated = new(MigrateAsync);

    public static async Task CopyToAsync(string file) => File.Copy(await Migrated.Value, file);

    private static async Task<string> MigrateAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"callcenter-empty-{Guid.NewGuid():N}.db");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        await new Database(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False").MigrateAsync(CancellationToken.None);
        return file;
    }
}
