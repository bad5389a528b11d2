using System.Text;
using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Collects one Gather's input. The first of keys and speech to arrive decides which of them it is.</summary>
internal sealed class Collector(XElement verb, string[] kinds) : Keypad.IListener, IDisposable
{
    private readonly CancellationTokenSource _started = new();
    private readonly StringBuilder _digits = new();
    private readonly StringBuilder _words = new();
    private readonly string _finishOn = verb.Text("finishOnKey") ?? "#";
    private readonly int _numDigits = verb.Number("numDigits", 0);
    private readonly TimeSpan _timeout = Positive(verb.Text("timeout"), 5);
    private TaskCompletionSource _input = Fresh();
    private bool _complete;

    /// <summary>Fires at the first key or word: the prompt stops.</summary>
    public CancellationToken Started => _started.Token;

    public string Digits => _digits.ToString();

    public string Words => _words.ToString();

    public char? FinishedOn { get; private set; }

    public double Confidence { get; private set; } = 1;

    private TimeSpan SpeechPause => verb.Text("speechTimeout") switch
    {
        null => _timeout,
        "auto" => TimeSpan.FromSeconds(1),
        var text => Positive(text, (int)_timeout.TotalSeconds),
    };

    public void Key(char key)
    {
        if (!kinds.Contains("dtmf") || _complete || _words.Length > 0)
        {
            return;
        }

        if (!_finishOn.Contains(key, StringComparison.Ordinal))
        {
            _digits.Append(key);
            _complete = _numDigits > 0 && _digits.Length >= _numDigits;
            Announce();
        }
        else if (_digits.Length > 0)
        {
            // The finish key works only after a digit.
            FinishedOn = key;
            _complete = true;
            Announce();
        }
    }

    void Keypad.IListener.Words(string text, double confidence)
    {
        if (!kinds.Contains("speech") || _complete || _digits.Length > 0 || text.Length == 0)
        {
            return;
        }

        _words.Append(_words.Length > 0 ? " " : "").Append(text);
        Confidence = Math.Min(Confidence, confidence);
        Announce();
    }

    /// <summary>Waits until the input is complete or the person has been quiet for long enough.</summary>
    public async Task Listen(Scene scene)
    {
        while (!_complete)
        {
            var patience = _words.Length > 0 ? SpeechPause : _timeout;
            using var late = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel);
            var more = _input.Task;
            var quiet = scene.Board.Clock.Delay(patience, late.Token);
            var first = await OnExchange.First(more, quiet);
            late.Cancel();
            scene.Cancel.ThrowIfCancellationRequested();
            if (first == quiet)
            {
                return;
            }

            _input = Fresh();
        }
    }

    public void Dispose() => _started.Dispose();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan Positive(string? text, int normal) =>
        TimeSpan.FromSeconds(int.TryParse(text, out var seconds) && seconds > 0 ? seconds : normal);

    private void Announce()
    {
        _started.Cancel();
        _input.TrySetResult();
    }
}
