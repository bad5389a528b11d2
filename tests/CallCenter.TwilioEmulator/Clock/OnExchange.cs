namespace CallCenter.TwilioEmulator.Clock;

/// <summary>
/// Task.WhenAny and WaitAsync hop over the thread pool, and for that moment the exchange would look idle while something is under way.
/// These come back to it directly; they are called on its thread.
/// </summary>
internal static class OnExchange
{
    /// <summary>The one that is over first, whatever its end.</summary>
    public static Task<Task> First(params IEnumerable<Task> tasks)
    {
        var first = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var task in tasks)
        {
            _ = Watch(task);
        }

        return first.Task;

        async Task Watch(Task task)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            first.TrySetResult(task);
        }
    }

    /// <summary>Waits for it no longer than until <paramref name="cancel"/>.</summary>
    public static async Task Unless(this Task task, CancellationToken cancel)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancel.Register(() => cancelled.TrySetResult());
        if (await First(task, cancelled.Task) != task)
        {
            cancel.ThrowIfCancellationRequested();
        }

        await task;
    }
}
