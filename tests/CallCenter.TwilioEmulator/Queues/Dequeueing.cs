using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Queues;

/// <summary>Dial Queue: takes the first who waits, lets him hear the noun's document, and connects the two.</summary>
internal static class Dequeueing
{
    public static async Task<DialResult> Dial(Scene scene, XElement noun, CancellationToken limit)
    {
        var member = scene.Board.Queues.Named(noun.Value.Trim())?.Members.Find(m => !m.HeldForBridge);
        if (member is null)
        {
            return new("no-answer");
        }

        member.HeldForBridge = true;
        await Announce(scene, noun, member);
        if (member.Call.State.IsFinal())
        {
            return new("no-answer");
        }

        var bridge = new Bridge(scene.Call, member.Call, scene.Board.Clock.GetUtcNow());
        member.Taken.TrySetResult(bridge);
        scene.Call.Waiting = new Waiting("dial", []);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel, limit);
            await bridge.Over.Unless(either.Token);
        }
        catch (OperationCanceledException) when (!scene.Cancel.IsCancellationRequested)
        {
            // The time limit, or the star key.
        }
        finally
        {
            bridge.End();
        }

        return new("completed", member.Call, scene.Board.Clock.GetUtcNow() - bridge.StartedAt);
    }

    private static async Task Announce(Scene scene, XElement noun, Member member)
    {
        if (noun.Text("url") is not { Length: > 0 } url)
        {
            return;
        }

        var waited = scene.Board.Clock.GetUtcNow() - member.EnqueuedAt;
        var destination = Destination.To(scene.Document.Resolve(url), noun.Text("method"),
            new("QueueSid", member.Queue.Sid),
            new("QueueTime", waited.WholeSeconds()),
            new("DequeingCallSid", scene.Call.Sid)); // sic: this is how Twilio spells it
        await scene.Board.Interpreter.Play(member.Call, destination, scene.Cancel, WaitLoop.InConference);
    }
}
