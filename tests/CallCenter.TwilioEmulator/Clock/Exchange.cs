using System.Collections.Concurrent;

namespace CallCenter.TwilioEmulator.Clock;

/// <summary>
/// The one thread on which every call, conference and queue changes. Code that awaits comes back here, so there
/// are no locks, and "nothing is happening" is a fact that can be asked for.
/// </summary>
internal sealed class Exchange : SynchronizationContext, IDisposable
{
    private readonly EmulatorClock _clock;
    private readonly ILogger<Exchange> _log;
    private readonly BlockingCollection<(SendOrPostCallback Run, object? State)> _work = [];
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _waiters = [];
    private readonly Thread _thread;
    private long _activity;
    private int _busy;

    public Exchange(EmulatorClock clock, ILogger<Exchange> log)
    {
        (_clock, _log) = (clock, log);
        _thread = new Thread(Run) { IsBackground = true, Name = "exchange" };
        _thread.Start();
    }

    /// <summary>Grows with every webhook and every REST request: a settle compares two readings.</summary>
    public long Activity => Interlocked.Read(ref _activity);

    public override void Post(SendOrPostCallback d, object? state)
    {
        Begin();
        try
        {
            _work.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            End();
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    public Task<T> Ask<T>(Func<T> question) => Ask(() => Task.FromResult(question()));

    public Task<T> Ask<T>(Func<Task<T>> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                answer.SetResult(await question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        }, null);
        return answer.Task;
    }

    /// <summary>Starts work that nobody waits for; a bug in it is logged, never swallowed.</summary>
    public void Start(Func<Task> work) => Post(async _ =>
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The call it served is over.
        }
        catch (Exception e)
        {
            _log.LogError(e, "A step of the exchange failed");
        }
    }, null);

    /// <summary>Marks something under way outside the thread (a webhook, a REST request).</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref _activity);
        Begin();
        return new Holding(this);
    }

    public Task WhenIdle()
    {
        lock (_gate)
        {
            if (_busy == 0)
            {
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add(waiter);
            return waiter.Task;
        }
    }

    /// <summary>Rings what is due now, on the exchange's thread; says whether there was anything.</summary>
    public Task<bool> RunDue() => Ask(RingDue);

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(2));
        _work.Dispose();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        while (!_work.IsCompleted)
        {
            if (_work.TryTake(out var item, PatienceMs()))
            {
                Perform(item);
            }

            if (!_clock.IsVirtual)
            {
                RingDue();
            }
        }
    }

    private void Perform((SendOrPostCallback Run, object? State) item)
    {
        try
        {
            item.Run(item.State);
        }
        catch (Exception e)
        {
            _log.LogError(e, "A continuation of the exchange failed");
        }
        finally
        {
            End();
        }
    }

    private bool RingDue()
    {
        var rang = false;
        while (_clock.Agenda.TakeDue(_clock.GetUtcNow()) is { } action)
        {
            rang = true;
            action();
        }

        return rang;
    }

    private int PatienceMs()
    {
        if (_clock.IsVirtual)
        {
            return Timeout.Infinite;
        }

        var wait = (_clock.Agenda.NextDue - _clock.GetUtcNow())?.TotalMilliseconds ?? 1000;
        return (int)Math.Clamp(Math.Ceiling(wait), 0, 1000);
    }

    private void Begin()
    {
        lock (_gate)
        {
            _busy++;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_busy > 0)
            {
                return;
            }

            _waiters.ForEach(w => w.TrySetResult());
            _waiters.Clear();
        }
    }

    private sealed class Holding(Exchange exchange) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                exchange.End();
            }
        }
    }
}
