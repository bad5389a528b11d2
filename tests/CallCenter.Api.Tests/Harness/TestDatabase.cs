using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Demo;
using CallCenter.Api.Features.Patients.Demo;
using CallCenter.Api.Features.Staff.Demo;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Harness;

/// <summary>A database and its writer without a host, for what a slice's contracts promise. Clock in hand.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 12, 2, 14, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private TestDatabase(Action<IServiceCollection>? listeners)
    {
        var services = new ServiceCollection();
        listeners?.Invoke(services);
        _services = services.BuildServiceProvider();
        Database = new Database(DatabaseProvider.Sqlite, File);
        Meters = new Meters();
        Writer = new CommandWriter(Database, Clock, new EventHandlers(_services), WakeUp, Meters, NullLogger<CommandWriter>.Instance);
    }

    public Database Database { get; }

    public string File { get; } = Path.Combine(Path.GetTempPath(), $"callcenter-test-{Guid.NewGuid():N}.db");

    public CommandWriter Writer { get; }

    public WakeUp WakeUp { get; } = new();

    public Meters Meters { get; }

    public FakeTimeProvider Clock { get; } = new(Start);

    /// <param name="listeners">Adds <see cref="IListenTo{T}"/>s of other slices, when the test is about them.</param>
    public static async Task<TestDatabase> CreateAsync(Action<IServiceCollection>? listeners = null)
    {
        var test = new TestDatabase(listeners);
        await EmptyDatabase.CopyToAsync(test.File);
        await test.Writer.StartAsync(CancellationToken.None);
        return test;
    }

    /// <summary>With the three practices, their patients and staff in it.</summary>
    public static async Task<TestDatabase> WithDemoWorldAsync(Action<IServiceCollection>? listeners = null)
    {
        var test = await CreateAsync(listeners);
        IDemoPart[] parts = [new DemoPractices(), new DemoPatients(), new DemoStaff()];
        await test.Writer.RunAsync(Everything, async (work, cancel) =>
        {
            foreach (var part in parts) await part.PlantAsync(work, cancel);
        }, CancellationToken.None);
        return test;
    }

    public static PracticeScope Everything => PracticeScope.Everything(ScopeBypass.StartUp);

    public CallCenterDbContext Read(PracticeScope scope) => Database.Read(scope);

    public CallCenterDbContext ReadAs(params string[] practices) => Database.Read(PracticeScope.Of(practices));

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        Writer.Dispose();
        Meters.Dispose();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(File)!, Path.GetFileName(File) + "*")) System.IO.File.Delete(file);
    }
}
