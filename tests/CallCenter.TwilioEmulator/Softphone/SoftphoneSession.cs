using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Phones;
using CallCenter.TwilioEmulator.Timeline;

namespace CallCenter.TwilioEmulator.Softphone;

/// <summary>One browser on the line: its socket, its token, and at most one call.</summary>
internal sealed partial class SoftphoneSession(Switchboard board, SoftphoneDesk desk, WebSocket socket)
{
    private static readonly TimeSpan WarnBefore = TimeSpan.FromSeconds(10);
    private readonly Channel<object> _out = Channel.CreateUnbounded<object>();
    private AccessToken? _token;
    private IDisposable? _expiry;
    private Call? _call;
    private CallState _told;
    private int _heard;

    public string? Identity => _token?.Identity;

    public async Task Run(string? token, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = Send(over.Token);
        if (await OnExchange(() => Register(token)))
        {
            board.Changes.Heard += Follow;
            try
            {
                await Receive(over.Token);
            }
            finally
            {
                board.Changes.Heard -= Follow;
                await board.Exchange.Ask(HangUp);
            }
        }

        _out.Writer.TryComplete();
        await sending;
    }

    /// <summary>The signalling is lost as far as the browser can tell; the leg ends with it.</summary>
    public void Drop() => socket.Abort();

    private async Task<bool> OnExchange(Action act) => await board.Exchange.Ask(() =>
    {
        try
        {
            act();
            return true;
        }
        catch (SoftphoneError error)
        {
            Tell(new { type = "error", code = error.Code, message = error.Message });
            return false;
        }
    });

    private void Register(string? token)
    {
        _token = desk.Check(token);
        _expiry?.Dispose();
        var left = _token.Expires - board.Clock.GetUtcNow();
        _expiry = board.Clock.After(left > WarnBefore ? left - WarnBefore : TimeSpan.Zero, () => Tell(new { type = "tokenWillExpire" }));
        Tell(new { type = "registered", identity = _token.Identity, ttl = (int)left.TotalSeconds });
    }

    private async Task Receive(CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancel) is { MessageType: not WebSocketMessageType.Close } message)
            {
                var order = JsonSerializer.Deserialize<Order>(buffer.AsSpan(0, message.Count), JsonSerializerOptions.Web);
                if (message.EndOfMessage && order is not null)
                {
                    await OnExchange(() => Obey(order));
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException)
        {
            // The page is gone, or does not speak our language; either way the call cannot go on.
        }
    }

    private void Obey(Order order)
    {
        switch (order.Type)
        {
            case "connect" when _away:
                Complain(53000);
                break;
            case not null when _away:
                _kept.Add(order);
                break;
            case "connect" when _microphone != 0:
                throw new SoftphoneError(_microphone, Troubles[_microphone]);
            case "connect" when _call is not null:
                throw new SoftphoneError(31000, "A call is already active");
            case "connect":
                (_told, _heard) = (CallState.Queued, 0);
                _call = desk.Connect(_token!, order.Params);
                Report();
                break;
            case "disconnect":
                HangUp();
                break;
            case "token":
                Register(order.Token);
                break;
            case "digits" when _call is not null:
                Persons.Press(board, _call, order.Digits ?? "");
                break;
            case "say" when _call is not null:
                Persons.Say(board, _call, order.Text ?? "", 0.9);
                break;
        }
    }

    private bool HangUp()
    {
        if (_call is { } call)
        {
            board.Desk.HangUp(call);
        }

        return true;
    }

    private void Follow(Changes.Change change)
    {
        if (change.CallSid is { } sid && sid == _call?.Sid)
        {
            // Asked, not called: the change may still be half way, and may come from inside ourselves.
            board.Exchange.Post(_ => Report(), null);
        }
    }

    private void Report()
    {
        if (_call is not { } call)
        {
            return;
        }

        foreach (var item in call.Ear.Heard.Skip(_heard))
        {
            Tell(new { type = "heard", kind = item.Kind, text = item.Text, language = item.Language });
        }

        _heard = call.Ear.Heard.Count;
        if (call.State == _told)
        {
            return;
        }

        _told = call.State;
        if (call.State.IsFinal())
        {
            _call = null;
            Tell(new { type = "closed", callSid = call.Sid });
        }
        else
        {
            Tell(new { type = call.State == CallState.InProgress ? "open" : "ringing", callSid = call.Sid });
        }
    }

    private async Task Send(CancellationToken cancel)
    {
        try
        {
            await foreach (var message in _out.Reader.ReadAllAsync(cancel))
            {
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, cancel);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private sealed record Order(string? Type, Dictionary<string, string>? Params, string? Token, string? Digits, string? Text);
}
