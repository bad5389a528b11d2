using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;

namespace CallCenter.Api.Platform.Time;

/// <summary>
/// The clock of a test (<c>Clock__Url</c>, Development only): stands still until its owner says otherwise. Only
/// <see cref="GetUtcNow"/> is followed; nothing clinical waits in memory, so no in-memory timer needs to.
/// </summary>
public sealed class FollowedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Time never goes backwards here: a late message of the owner changes nothing.</summary>
    public void MoveTo(DateTimeOffset now)
    {
        long seen;
        while ((seen = Volatile.Read(ref _ticks)) < now.UtcTicks)
            if (Interlocked.CompareExchange(ref _ticks, now.UtcTicks, seen) == seen) return;
    }
}

public sealed record ClockMoved(DateTimeOffset Now);

public sealed record ClockAnswer(DateTimeOffset? NextDue);

/// <summary>Follows another process's clock: registers, and at each step runs everything due before it answers.</summary>
public static class ClockFollowing
{
    /// <summary>Reads the owner's time before anything starts, so that no row is ever written with another clock.</summary>
    public static async Task<FollowedClock> StartAsync(Uri clock)
    {
        using var http = new HttpClient { BaseAddress = clock, Timeout = TimeSpan.FromSeconds(10) };
        var now = await http.GetFromJsonAsync<ClockMoved>("clock") ?? throw new InvalidOperationException($"{clock} does not answer as a clock.");
        return new FollowedClock(now.Now);
    }

    public static void MapFollowedClock(this WebApplication app, Uri clock, FollowedClock time)
    {
        app.MapPost("/clock/follow", async (ClockMoved moved, TimerLoop timers, OutboxLoop outbox, CommandWriter writer, WallClock wall, CancellationToken cancel) =>
        {
            time.MoveTo(moved.Now);
            await SettleAsync(timers, outbox, writer, wall, cancel);
            return new ClockAnswer(Earliest(await timers.NextDueAsync(cancel), await outbox.NextDueAsync(cancel)));
        });
        app.Lifetime.ApplicationStarted.Register(() => _ = RegisterAsync(app, clock, time));
    }

    /// <summary>Runs until two looks in a row find nothing due, nothing being sent and nothing being written.</summary>
    private static async Task SettleAsync(TimerLoop timers, OutboxLoop outbox, CommandWriter writer, WallClock wall, CancellationToken cancel)
    {
        for (var quiet = 0; quiet < 2;)
        {
            var done = await timers.RunDueAsync(cancel) + await outbox.RunDueAsync(cancel);
            await outbox.SettleAsync();
            if (done == 0 && writer.Busy == 0) quiet++;
            else quiet = 0;
            await Task.Delay(TimeSpan.FromMilliseconds(2), wall.Provider, cancel);
        }
    }

    private static async Task RegisterAsync(WebApplication app, Uri clock, FollowedClock time)
    {
        using var http = new HttpClient { BaseAddress = clock, Timeout = TimeSpan.FromSeconds(10) };
        var self = app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
        using var answer = await http.PostAsJsonAsync("clock/followers", new { url = $"{self.TrimEnd('/')}/clock/follow" });
        answer.EnsureSuccessStatusCode();
        if (await answer.Content.ReadFromJsonAsync<ClockMoved>() is { } now) time.MoveTo(now.Now);
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        ({ } x, { } y) => x < y ? x : y,
    };
}
