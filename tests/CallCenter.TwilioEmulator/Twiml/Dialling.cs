using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Recordings;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Dial: connects the leg to numbers, clients, a queue or a conference, then goes to the action URL.</summary>
internal static class Dialling
{
    public static async Task<Step> Dial(Scene scene, XElement verb)
    {
        using var limit = new CancellationTokenSource();
        using var longest = scene.Board.Clock.After(verb.Seconds("timeLimit", 14_400), limit.Cancel);
        using var star = verb.Flag("hangupOnStar") ? scene.Call.Keypad.Listen(new Star(limit.Cancel)) : null;
        var before = scene.Call.Waiting;
        try
        {
            var noun = verb.Elements().FirstOrDefault(e => e.Name.LocalName is "Conference" or "Queue");
            var result = noun?.Name.LocalName switch
            {
                "Conference" => await Conferences.Joining.Join(scene, verb, noun, limit.Token),
                "Queue" => await Queues.Dequeueing.Dial(scene, noun, limit.Token),
                _ => await DialLegs(scene, verb, limit.Token),
            };
            return result == DialResult.Refused ? Step.Next : After(scene, verb, result);
        }
        finally
        {
            scene.Call.Waiting = before;
        }
    }

    private static Step After(Scene scene, XElement verb, DialResult result) =>
        scene.Call.State.IsFinal() ? Step.HangUp
        : verb.Text("action") is not null ? Step.Goto(scene.Action(verb, [.. result.Parameters()]))
        : Step.Next;

    private static async Task<DialResult> DialLegs(Scene scene, XElement verb, CancellationToken limit)
    {
        var targets = Targets(scene, verb).ToList();
        if (targets.Count == 0)
        {
            scene.Warn("13201 Dial without a number");
            return new("failed");
        }

        if (verb.Text("callerId") is { Length: > 0 } shown && !MayShow(scene, shown))
        {
            scene.Warn("13214 Dial with a callerId that is neither the call's nor the account's");
            return new("failed");
        }

        var children = targets.ConvertAll(target => (target, Place(scene, verb, target)));
        scene.Call.Waiting = new Waiting("dial", []);
        try
        {
            var winner = await FirstAnswer(scene, children, limit);
            if (winner is null)
            {
                return new(children[^1].Item2.State is var last && last.IsFinal() ? last.Word() : "no-answer", children[^1].Item2);
            }

            scene.Board.Progress.Answered(scene.Call);
            return await Talk(scene, verb, winner, limit);
        }
        finally
        {
            foreach (var (_, child) in children.Where(c => !c.Item2.WasRedirected))
            {
                scene.Board.Desk.HangUp(child);
            }
        }
    }

    private static bool MayShow(Scene scene, string callerId) =>
        callerId == scene.Call.From || callerId == scene.Call.To || scene.Board.Numbers.Line(callerId) is not null;

    private static IEnumerable<Target> Targets(Scene scene, XElement verb)
    {
        var plain = string.Concat(verb.Nodes().OfType<XText>().Select(t => t.Value)).Trim();
        if (plain.Length > 0)
        {
            yield return new(plain, null, null, null);
        }

        foreach (var noun in verb.Elements().Where(e => e.Name.LocalName is "Number" or "Client" or "Sip"))
        {
            var name = (noun.Element("Identity") ?? noun).Nodes().OfType<XText>().FirstOrDefault()?.Value.Trim() ?? "";
            var url = noun.Text("url") is { Length: > 0 } given ? Destination.To(scene.Document.Resolve(given), noun.Text("method")) : null;
            var callback = noun.Text("statusCallback") is { Length: > 0 } reports ? scene.Document.Resolve(reports) : null;
            yield return new(
                noun.Name.LocalName == "Client" ? $"client:{name}" : name,
                url,
                Reporting.From(callback, noun.Text("statusCallbackMethod"), [noun.Text("statusCallbackEvent")]),
                noun.Text("machineDetection"));
        }
    }

    private static Call Place(Scene scene, XElement verb, Target target)
    {
        var child = scene.Board.Desk.CreateLeg(new LegRequest(verb.Text("callerId") ?? scene.Call.From, target.To, "outbound-dial")
        {
            Parent = scene.Call,
            Reporting = target.Reporting,
            Timeout = verb.Seconds("timeout", 30),
            MachineDetection = target.MachineDetection,
        });
        scene.Board.Desk.DialNow(child, ct => target.Url is { } url ? Whisper(scene.Board, child, url, ct) : Task.CompletedTask);
        return child;
    }

    /// <summary>The called party hears its own document first; only when that runs out are the two connected.</summary>
    private static async Task Whisper(Switchboard board, Call child, Destination url, CancellationToken cancel)
    {
        if (await board.Interpreter.Play(child, url, cancel) == Step.HangUp)
        {
            board.Desk.HangUp(child);
        }
    }

    private static async Task<Call?> FirstAnswer(Scene scene, List<(Target, Call Child)> children, CancellationToken limit)
    {
        using var ring = scene.Call.Ear.Occupied();
        scene.Call.Ear.Hear("ring");
        var pending = children.Select(c => c.Child.Ready.Task).ToList();
        while (pending.Count > 0)
        {
            var first = OnExchange.First(pending);
            await first.Unless(scene.Cancel);
            pending.Remove((Task<bool>)await first);
            var answered = children.Select(c => c.Child).FirstOrDefault(c => c.Ready.Task is { IsCompletedSuccessfully: true, Result: true });
            if (answered is not null || limit.IsCancellationRequested)
            {
                return answered;
            }
        }

        return null;
    }

    private static async Task<DialResult> Talk(Scene scene, XElement verb, Call child, CancellationToken limit)
    {
        var bridge = new Bridge(scene.Call, child, scene.Board.Clock.GetUtcNow());
        var recording = RecordVerb.Wanted(verb) ? scene.Board.Recordings.StartForDial(scene, verb) : null;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel, limit);
            await bridge.Over.Unless(either.Token);
        }
        catch (OperationCanceledException) when (!scene.Cancel.IsCancellationRequested)
        {
            // The time limit, or the caller's star key.
        }
        finally
        {
            bridge.End();
            if (!child.WasRedirected)
            {
                scene.Board.Desk.HangUp(child);
            }

            if (recording is not null)
            {
                await scene.Board.Recordings.Finish(recording);
            }
        }

        return new("completed", child, scene.Board.Clock.GetUtcNow() - bridge.StartedAt) { RecordingUrl = recording?.Url };
    }

    private sealed record Target(string To, Destination? Url, Reporting? Reporting, string? MachineDetection);

    private sealed class Star(Action stop) : Keypad.IListener
    {
        public void Key(char key)
        {
            if (key == '*')
            {
                stop();
            }
        }

        public void Words(string text, double confidence)
        {
        }
    }
}
