namespace CallCenter.Api.Platform.Scheduling;

/// <summary>Tells the loops that something may have become due; they look at the tables, which are the truth.</summary>
public sealed class WakeUp
{
    private volatile TaskCompletionSource _signal = New();

    public void Signal() => Interlocked.Exchange(ref _signal, New()).TrySetResult();

    /// <summary>Take this before looking, await it after: a signal in between is not missed.</summary>
    public Task Next => _signal.Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
