namespace CallCenter.TwilioEmulator.Clock;

/// <summary>Everything that is due later, in order of time and then of asking.</summary>
internal sealed class Agenda
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, (DateTimeOffset Due, long Number)> _entries = new();
    private long _number;

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                while (_entries.TryPeek(out var first, out var key))
                {
                    if (!first.Cancelled)
                    {
                        return key.Due;
                    }

                    _entries.Dequeue();
                }

                return null;
            }
        }
    }

    public IDisposable Add(DateTimeOffset due, Action action)
    {
        var entry = new Entry(action);
        lock (_gate)
        {
            _entries.Enqueue(entry, (due, _number++));
        }

        return entry;
    }

    public Action? TakeDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_entries.TryPeek(out var first, out var key) && (first.Cancelled || key.Due <= now))
            {
                _entries.Dequeue();
                if (!first.Cancelled)
                {
                    return first.Action;
                }
            }

            return null;
        }
    }

    private sealed class Entry(Action action) : IDisposable
    {
        public Action Action => action;

        public bool Cancelled { get; private set; }

        public void Dispose() => Cancelled = true;
    }
}
