namespace CallCenter.TwilioEmulator.Clock;

/// <summary>
/// The one clock of the emulator. Real: the wall clock. Virtual: stands still until it is moved. Timers of both
/// kinds wait in the same <see cref="Agenda"/>, so a demo and a test run the same code.
/// </summary>
internal sealed class EmulatorClock(TimeProvider wall, DateTimeOffset? startAt) : TimeProvider
{
    private long _frozenTicks = startAt?.UtcTicks ?? 0;

    public bool IsVirtual { get; } = startAt is not null;

    public Agenda Agenda { get; } = new();

    /// <summary>Transport time: how long a socket may take is not a matter of the story's clock.</summary>
    public TimeProvider Wall => wall;

    public override DateTimeOffset GetUtcNow() =>
        IsVirtual ? new DateTimeOffset(Volatile.Read(ref _frozenTicks), TimeSpan.Zero) : wall.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new AgendaTimer(this, callback, state, dueTime, period);

    public void MoveTo(DateTimeOffset instant) => Volatile.Write(ref _frozenTicks, instant.UtcTicks);

    public Task Delay(TimeSpan span, CancellationToken cancel) =>
        Task.Delay(span < TimeSpan.Zero ? TimeSpan.Zero : span, this, cancel);

    public IDisposable After(TimeSpan span, Action action) => Agenda.Add(GetUtcNow() + span, action);
}
