using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Calls;

/// <summary>What a person hears on a leg, and for how long they heard nothing.</summary>
internal sealed class Ear(EmulatorClock clock, Action<HeardItem> onHeard)
{
    private static readonly TimeSpan DeadAirAfter = TimeSpan.FromSeconds(15);
    private readonly List<HeardItem> _heard = [];
    private IDisposable? _silence;
    private int _sounds;
    private bool _live;

    public IReadOnlyList<HeardItem> Heard => _heard;

    public void Hear(string kind, string? text = null, string? language = null)
    {
        var item = new HeardItem(clock.GetUtcNow(), kind, text, language);
        _heard.Add(item);
        onHeard(item);
    }

    /// <summary>Silence counts from the answer to the hang-up.</summary>
    public void GoLive()
    {
        _live = true;
        WatchSilence();
    }

    public void GoDead()
    {
        _live = false;
        WatchSilence();
    }

    /// <summary>While the result is not disposed the person hears something, or is expected to speak.</summary>
    public IDisposable Occupied()
    {
        _sounds++;
        WatchSilence();
        return new Sound(this);
    }

    private void WatchSilence()
    {
        _silence?.Dispose();
        _silence = _live && _sounds == 0
            ? clock.After(DeadAirAfter + TimeSpan.FromMilliseconds(1), () => Hear("dead-air", "more than 15 s of nothing"))
            : null;
    }

    private sealed class Sound(Ear ear) : IDisposable
    {
        private bool _over;

        public void Dispose()
        {
            if (!_over)
            {
                _over = true;
                ear._sounds--;
                ear.WatchSilence();
            }
        }
    }
}
