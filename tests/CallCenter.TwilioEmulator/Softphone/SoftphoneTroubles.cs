namespace CallCenter.TwilioEmulator.Softphone;

/// <summary>What can be made wrong with a running softphone, by the code that the voice SDK has for it.</summary>
internal sealed partial class SoftphoneSession
{
    /// <summary>For so long the edge keeps a leg whose signalling is gone.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    public static readonly IReadOnlyDictionary<int, string> Troubles = new Dictionary<int, string>
    {
        [0] = "All well",
        [20104] = "AccessTokenExpired",
        [31401] = "PermissionDeniedError: the microphone is not allowed",
        [31402] = "AcquisitionFailedError: the microphone cannot be opened",
        [53000] = "SignalingConnectionError",
        [53001] = "SignalingConnectionDisconnected",
    };

    private readonly List<object> _withheld = [];
    private readonly List<Order> _kept = [];
    private int _microphone;
    private bool _away;

    public void Suffer(int code, TimeSpan lasts)
    {
        switch (code)
        {
            case 31401 or 31402:
                _microphone = code;
                if (_call is not null)
                {
                    Complain(code);
                }

                break;
            case 20104:
                _token = _token! with { Expires = board.Clock.GetUtcNow() };
                Complain(code);
                break;
            case 53000 or 53001:
                LoseSignal(code, lasts);
                break;
            default:
                _microphone = 0;
                Return();
                break;
        }
    }

    /// <summary>The leg lives on: the other side hears nothing of it, the page neither hears nor is heard.</summary>
    private void LoseSignal(int code, TimeSpan lasts)
    {
        Complain(code);
        if (_call is not null)
        {
            Write(new { type = "reconnecting" });
            board.Clock.After(KeptFor, () => GiveUp(_call));
        }

        _away = true;
        board.Clock.After(lasts, Return);
    }

    private void Return()
    {
        if (!_away)
        {
            return;
        }

        _away = false;
        Write(new { type = "registered", identity = Identity });
        if (_call is not null)
        {
            Write(new { type = "reconnected" });
        }

        _withheld.ForEach(Write);
        _withheld.Clear();
        _kept.ForEach(Obey);
        _kept.Clear();
    }

    /// <summary>Longer than that nobody waits: the edge ends the leg, and the page its call.</summary>
    private void GiveUp(Calls.Call? call)
    {
        if (_away && call is not null && call == _call)
        {
            _call = null;
            board.Desk.HangUp(call);
            Write(new { type = "closed", callSid = call.Sid });
        }
    }

    private void Complain(int code) => Write(new { type = "error", code, message = Troubles[code] });

    private void Tell(object message)
    {
        if (_away)
        {
            _withheld.Add(message);
        }
        else
        {
            Write(message);
        }
    }

    private void Write(object message) => _out.Writer.TryWrite(message);
}
