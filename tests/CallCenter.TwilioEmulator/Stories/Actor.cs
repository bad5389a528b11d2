using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Phones;

namespace CallCenter.TwilioEmulator.Stories;

/// <summary>Plays one person on one call: listens, thinks for a moment, keys. Stops for good when a visitor takes over.</summary>
internal sealed class Actor(Switchboard board, Call call, Func<string, string?> reply, IReadOnlyList<string> lines)
{
    private static readonly TimeSpan Thinks = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan FirstLineAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(9);
    private int _understood;
    private int _nextLine;
    private bool _talking;
    private IDisposable? _thought;
    private string _recent = "";

    public Call Call => call;

    public bool TakenOver { get; private set; }

    public bool Active => !TakenOver && !call.State.IsFinal();

    /// <summary>What this person did, for the page: keys and words with their moments.</summary>
    public List<(DateTimeOffset At, string Text)> Acts { get; } = [];

    public void TakeOver()
    {
        TakenOver = true;
        _thought?.Dispose();
    }

    /// <summary>Something about the call changed: is there anything to answer?</summary>
    public void Look()
    {
        if (!Active)
        {
            return;
        }

        _recent += string.Concat(call.Ear.Heard.Skip(_understood).Where(h => h.Kind == "say").Select(h => " " + h.Text));
        _understood = call.Ear.Heard.Count;
        if (call.Waiting.Kind == "gather" && _thought is null && reply(_recent) is { } keys)
        {
            _thought = board.Clock.After(Thinks, () => Answer(keys));
        }

        if (!_talking && Connected)
        {
            _talking = true;
            board.Clock.After(FirstLineAfter, Speak);
        }
    }

    private bool Connected => call.Participant is { } me
        && board.Conferences.All.FindLast(c => c.Participants.Contains(me)) is { Started: true } room
        && room.InTheRoom.Count() > 1;

    private void Answer(string keys)
    {
        _thought = null;
        if (!Active || call.Waiting.Kind != "gather")
        {
            return;
        }

        _recent = "";
        if (call.Waiting.Input.Contains("dtmf"))
        {
            Acts.Add((board.Clock.GetUtcNow(), $"keyed {keys}"));
            Persons.Press(board, call, keys);
        }
        else
        {
            var words = keys == "1" ? "yes" : keys == "2" ? "no" : keys;
            Acts.Add((board.Clock.GetUtcNow(), words));
            Persons.Say(board, call, words, 0.9);
        }
    }

    private void Speak()
    {
        if (!Active || _nextLine >= lines.Count)
        {
            return;
        }

        // Nobody talks to music: on hold, or alone, the next line waits.
        if (Connected && call.Participant is { Hold: false })
        {
            Acts.Add((board.Clock.GetUtcNow(), lines[_nextLine]));
            Persons.Say(board, call, lines[_nextLine++], 0.95);
        }

        board.Clock.After(BetweenLines, Speak);
    }
}
