using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Phones;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Starts legs, runs them and ends them.</summary>
internal sealed class CallDesk(Switchboard board)
{
    private static readonly TimeSpan BetweenApiCalls = TimeSpan.FromSeconds(1);

    /// <summary>Twilio lets a called phone ring a little longer than asked.</summary>
    private static readonly TimeSpan RingBuffer = TimeSpan.FromSeconds(5);

    private DateTimeOffset _nextSlot = DateTimeOffset.MinValue;

    /// <summary>A person dials one of our numbers.</summary>
    public Call Arrive(string from, string to, Carrier? carrier = null)
    {
        var line = board.Numbers.Line(to);
        var call = Register(from, to, "inbound", null, line?.Sid, null, [], null, carrier);
        call.Fallback = line?.Setting("VoiceFallbackUrl") is { } fallback
            ? Destination.To(fallback, line.Setting("VoiceFallbackMethod")) : null;
        board.Progress.Ringing(call);
        call.Ear.Hear("ring");
        var application = board.Numbers.Application(line?.Setting("VoiceApplicationSid"));
        var (url, method) = application is null
            ? (line?.Setting("VoiceUrl"), line?.Setting("VoiceMethod"))
            : (application.Setting("VoiceUrl"), application.Setting("VoiceMethod"));
        Begin(call, url, method, line is null ? "the number is not on this account" : "the number has no voice URL");
        return call;
    }

    /// <summary>A browser dials through the TwiML application; its own parameters become form fields.</summary>
    public Call ArriveFromBrowser(string identity, Numbers.TwimlApplication application, IReadOnlyList<KeyValuePair<string, string>> own)
    {
        var to = own.FirstOrDefault(p => p.Key == "To").Value ?? "";
        var call = Register(
            $"client:{identity}", to, "inbound", null, null, application.Sid, [.. own.Where(p => p.Key != "To")], null);
        call.Fallback = application.Setting("VoiceFallbackUrl") is { } fallback
            ? Destination.To(fallback, application.Setting("VoiceFallbackMethod")) : null;
        board.Progress.Ringing(call);
        Begin(call, application.Setting("VoiceUrl"), application.Setting("VoiceMethod"), "the application has no voice URL");
        return call;
    }

    public Call CreateLeg(LegRequest request)
    {
        var call = Register(
            request.From, request.To, request.Direction, request.Parent?.Sid,
            board.Numbers.Line(request.From)?.Sid, null, [], request);
        call.StatusReporting = request.Reporting;
        call.Fallback = request.Fallback ?? request.Parent?.Fallback;
        return call;
    }

    /// <summary>REST-created legs leave one a second; the rest wait in the account's queue.</summary>
    public void DialInTurn(Call call, Func<CancellationToken, Task> onAnswer)
    {
        var now = board.Clock.GetUtcNow();
        var slot = now > _nextSlot ? now : _nextSlot;
        _nextSlot = slot + BetweenApiCalls;
        call.QueueTimeMs = (long)(slot - now).TotalMilliseconds;
        if (slot > now)
        {
            board.Clock.After(slot - now, () => DialNow(call, onAnswer));
            return;
        }

        // Even a call whose turn it is leaves after the answer that says "queued".
        board.Exchange.Post(_ => DialNow(call, onAnswer), null);
    }

    public void DialNow(Call call, Func<CancellationToken, Task> onAnswer)
    {
        if (call.State.IsFinal())
        {
            return;
        }

        board.Progress.Initiated(call);
        board.Progress.Ringing(call);
        var late = board.Clock.After(call.Request!.Timeout + RingBuffer, () => board.Progress.Finish(call, CallState.NoAnswer));
        board.Phones.Ring(call);
        board.Exchange.Start(async () =>
        {
            var answered = await call.Answered.Task;
            late.Dispose();
            if (answered)
            {
                await AfterAnswer(call, onAnswer);
            }
        });
    }

    public void HangUp(Call call) => board.Progress.Finish(call, call.State switch
    {
        CallState.Queued or CallState.Ringing when call.Direction != "inbound" => CallState.Canceled,
        CallState.Queued or CallState.Ringing => CallState.NoAnswer,
        _ => CallState.Completed,
    });

    private async Task AfterAnswer(Call call, Func<CancellationToken, Task> onAnswer)
    {
        await AnsweringMachine.Detect(board, call);
        if (call.Request!.TimeLimit is { } limit)
        {
            call.TimeLimit = board.Clock.After(limit, () => HangUp(call));
        }

        await Run(call, async cancel =>
        {
            await onAnswer(cancel);
            if (call.Direction == "outbound-dial" && !call.State.IsFinal())
            {
                await Bridged(call, cancel);
            }
        });
    }

    /// <summary>A dialled leg stays as long as the conversation it was dialled for.</summary>
    private static async Task Bridged(Call call, CancellationToken cancel)
    {
        call.Ready.TrySetResult(true);
        await call.Ended.Task.Unless(cancel);
    }

    private void Begin(Call call, string? url, string? method, string otherwise)
    {
        if (url is null)
        {
            board.Timeline.Warn(call.Sid, $"The call fails at once: {otherwise}");
            board.Progress.Finish(call, CallState.Failed);
            return;
        }

        board.Exchange.Start(() => Run(call, cancel => board.Interpreter.Play(call, Destination.To(url, method), cancel)));
    }

    /// <summary>One turn after another, until no document is left: then the call is over.</summary>
    private async Task Run(Call call, Func<CancellationToken, Task> first)
    {
        var turn = first;
        while (!call.State.IsFinal())
        {
            try
            {
                await turn(call.NewTurn());
            }
            catch (OperationCanceledException)
            {
                // Redirected, or over.
            }

            if (call.TakeRedirect() is not { } destination)
            {
                break;
            }

            turn = cancel => board.Interpreter.Play(call, destination, cancel);
        }

        HangUp(call);
    }

    private Call Register(
        string from, string to, string direction, string? parent, string? numberSid, string? application,
        IReadOnlyList<KeyValuePair<string, string>> own, LegRequest? request, Carrier? carrier = null)
    {
        var sid = board.Sids.Next("CA");
        var call = new Call(sid, from, to, direction, board.Clock.GetUtcNow(), new Ear(board.Clock, _ => board.Changes.Announce("call", sid)))
        {
            ParentSid = parent,
            NumberSid = numberSid,
            ApplicationSid = application,
            ExtraParameters = own,
            Request = request,
            Carrier = carrier ?? new(),
            NameIsLookedUp = board.Numbers.Line(to)?.Setting("VoiceCallerIdLookup") == "true",
        };
        board.Calls.Add(call);
        board.Changes.Announce("call", sid);
        return call;
    }
}
