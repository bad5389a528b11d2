using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Time;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Api.Tests.Platform;

/// <summary>The log moves into the database beside the writer, and nothing that was answered is lost by it.</summary>
public class WalCheckpointTests
{
    [Fact]
    public async Task Everything_logged_is_moved_while_the_writer_goes_on()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var checkpoint = new WalCheckpoint(test.Database, new WallClock(TimeProvider.System), NullLogger<WalCheckpoint>.Instance);
        for (var i = 0; i < 50; i++) await WriteAsync(test, $"row/{i}");

        var (logged, moved) = await checkpoint.RunOnceAsync(CancellationToken.None);
        await WriteAsync(test, "after");

        Assert.True(logged > 0);
        Assert.Equal(logged, moved);
        await using var db = test.Read(TestDatabase.Everything);
        Assert.Equal(51, db.Set<OutboxMessage>().Count());
    }

    private static Task WriteAsync(TestDatabase test, string key) => test.Writer.RunAsync(TestDatabase.Everything,
        (work, cancel) => work.EnqueueAsync(OutboxMessage.New("test", key, "{}", work.Now), cancel), CancellationToken.None);
}
