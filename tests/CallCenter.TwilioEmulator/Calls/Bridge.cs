namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Two legs that hear each other without a conference (Dial Number, Dial Client, Dial Queue).</summary>
internal sealed class Bridge
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Call[] _legs;
    private readonly IDisposable[] _sounds;

    public Bridge(Call one, Call other, DateTimeOffset at)
    {
        _legs = [one, other];
        _sounds = [one.Ear.Occupied(), other.Ear.Occupied()];
        (one.Bridge, other.Bridge, StartedAt) = (this, this, at);
    }

    public DateTimeOffset StartedAt { get; }

    public Task Over => _over.Task;

    public Call OtherThan(Call leg) => _legs[0] == leg ? _legs[1] : _legs[0];

    public void End()
    {
        if (!_over.TrySetResult())
        {
            return;
        }

        foreach (var leg in _legs.Where(l => l.Bridge == this))
        {
            leg.Bridge = null;
        }

        Array.ForEach(_sounds, s => s.Dispose());
    }
}
