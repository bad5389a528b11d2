using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CallCenter.TwilioEmulator.Timeline;

/// <summary>Says "something about this changed" to every open page; the page then reads what it shows.</summary>
internal sealed class Changes
{
    private readonly ConcurrentDictionary<Channel<Change>, bool> _listeners = new();

    /// <summary>Raised on the exchange's thread for parts of the emulator that react to calls (stories, softphones).</summary>
    public event Action<Change>? Heard;

    public void Announce(string what, string? callSid = null)
    {
        var change = new Change(what, callSid);
        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryWrite(change);
        }

        Heard?.Invoke(change);
    }

    public Channel<Change> Listen()
    {
        var channel = Channel.CreateBounded<Change>(
            new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners[channel] = true;
        return channel;
    }

    public void Leave(Channel<Change> channel) => _listeners.TryRemove(channel, out _);

    internal sealed record Change(string What, string? CallSid);
}
