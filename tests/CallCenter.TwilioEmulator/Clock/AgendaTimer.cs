namespace CallCenter.TwilioEmulator.Clock;

/// <summary>Lets <c>Task.Delay(…, clock)</c> and every other user of a TimeProvider wait in the agenda.</summary>
internal sealed class AgendaTimer : ITimer
{
    private readonly EmulatorClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private TimeSpan _period;
    private IDisposable? _entry;

    public AgendaTimer(EmulatorClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _entry?.Dispose();
        _period = period;
        _entry = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.After(dueTime, Ring);
        return true;
    }

    public void Dispose() => _entry?.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Ring()
    {
        if (_period > TimeSpan.Zero)
        {
            _entry = _clock.After(_period, Ring);
        }

        _callback(_state);
    }
}
