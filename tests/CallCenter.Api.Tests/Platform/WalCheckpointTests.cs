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
        using var checkpoint = Checkpoint(test);
        for (var i = 0; i < 50; i++) await WriteAsync(test, $"row/{i}");

        var (logged, moved) = await checkpoint.RunOnceAsync(CancellationToken.None);
        await WriteAsync(test, "after");

        Assert.True(logged > 0);
        Assert.Equal(logged, moved);
        await using var db = test.Read(TestDatabase.Everything);
        Assert.Equal(51, db.Set<OutboxMessage>().Count());
    }

    [Fact]
    public async Task A_rush_without_a_pause_does_not_make_the_log_grow_for_as_long_as_it_lasts()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var checkpoint = Checkpoint(test);
        var (text, written, over) = (new string('x', 20_000), 0, false);
        var rush = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref over)) await WriteAsync(test, $"row/{Interlocked.Increment(ref written)}", text);
        })).ToArray();
        while (Volatile.Read(ref written) < 4_000) await checkpoint.MoveAsync(CancellationToken.None);
        Volatile.Write(ref over, true);
        await Task.WhenAll(rush);

        var log = new FileInfo(test.File + "-wal").Length;
        Assert.True(log < written * (long)text.Length / 4, $"The log has {log} bytes after {written} rows.");
        await using var db = test.Read(TestDatabase.Everything);
        Assert.Equal(written, db.Set<OutboxMessage>().Count());
    }

    private static WalCheckpoint Checkpoint(TestDatabase test) => new(test.Database, test.Writer, new WallClock(TimeProvider.System), NullLogger<WalCheckpoint>.Instance);

    private static Task WriteAsync(TestDatabase test, string key, string body = "{}") => test.Writer.RunAsync(TestDatabase.Everything,
        (work, cancel) => work.EnqueueAsync(OutboxMessage.New("test", key, body, work.Now), cancel), CancellationToken.None);
}
