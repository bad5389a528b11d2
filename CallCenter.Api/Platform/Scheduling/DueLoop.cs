using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Platform.Scheduling;

/// <summary>
/// A loop over a table of due things: look, do, sleep until the next one is due, a commit wakes it, or half a second has passed.
/// Its sleep is wall time; what is due is decided by the clock.
/// </summary>
public abstract class DueLoop(TimeProvider clock, WallClock wall, WakeUp wakeUp, ILogger log) : BackgroundService
{
    internal static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    protected TimeProvider Clock { get; } = clock;

    /// <summary>Does what is due now; answers how much that was (0 = nothing left).</summary>
    public abstract Task<int> RunDueAsync(CancellationToken cancel);

    public abstract Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel);

    /// <summary>Something may be done now that could not be done when it was looked at.</summary>
    protected void LookAgain() => wakeUp.Signal();

    [SuppressMessage("Design", "CA1031", Justification = "A loop that dies silently is a page that goes quiet.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = wakeUp.Next;
            try
            {
                if (await RunDueAsync(stoppingToken) > 0) continue;
                await SleepAsync(woken, await NextDueAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError("{Loop} turn failed: {Failure}", GetType().Name, Codes.Of(failure));
                await Task.Delay(LongestSleep, wall.Provider, stoppingToken);
            }
        }
    }

    private async Task SleepAsync(Task woken, DateTimeOffset? nextDue, CancellationToken cancel)
    {
        var untilDue = nextDue is { } due ? due - Clock.GetUtcNow() : LongestSleep;
        var sleep = untilDue < LongestSleep ? untilDue : LongestSleep;
        if (sleep < TimeSpan.FromMilliseconds(5)) sleep = TimeSpan.FromMilliseconds(5);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(woken, Task.Delay(sleep, wall.Provider, stop.Token));
        await stop.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }
}
