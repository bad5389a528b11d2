namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Keys and words from the person. Whoever listens last hears them; with no listener they are lost.</summary>
internal sealed class Keypad
{
    private readonly List<IListener> _listeners = [];

    public interface IListener
    {
        void Key(char key);

        void Words(string text, double confidence);
    }

    public bool Press(string keys)
    {
        var listened = _listeners.Count > 0;
        foreach (var key in keys)
        {
            _listeners.LastOrDefault()?.Key(key);
        }

        return listened;
    }

    public bool Say(string text, double confidence)
    {
        _listeners.LastOrDefault()?.Words(text, confidence);
        return _listeners.Count > 0;
    }

    public IDisposable Listen(IListener listener)
    {
        _listeners.Add(listener);
        return new Listening(this, listener);
    }

    private sealed class Listening(Keypad keypad, IListener listener) : IDisposable
    {
        public void Dispose() => keypad._listeners.Remove(listener);
    }
}
