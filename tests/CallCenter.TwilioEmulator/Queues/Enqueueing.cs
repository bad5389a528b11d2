using System.Globalization;
using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Queues;

/// <summary>Enqueue: the caller waits, hears the wait document in a loop, and is told to the action URL when it is over.</summary>
internal static class Enqueueing
{
    public static async Task<Step> Enqueue(Scene scene, XElement verb)
    {
        var name = string.Concat(verb.Nodes().OfType<XText>().Select(t => t.Value)).Trim();
        var queue = scene.Board.Queues.Named(name) ?? scene.Board.Queues.Create(name);
        queue.MaxSize = verb.Number("maxQueueSize", queue.MaxSize);
        if (queue.Members.Count >= queue.MaxSize)
        {
            return After(scene, verb, Result("queue-full", queue, TimeSpan.Zero));
        }

        var member = new Member(queue, scene.Call, scene.Board.Clock.GetUtcNow());
        queue.Members.Add(member);
        scene.Call.QueueMember = member;
        scene.Call.Waiting = new Waiting("queue", [], name);
        scene.Board.Progress.Touch(scene.Call);
        try
        {
            return await Wait(scene, verb, member);
        }
        catch (OperationCanceledException)
        {
            Leave(scene, member);
            TellLate(scene, verb, member);
            throw;
        }
        finally
        {
            Leave(scene, member);
        }
    }

    private static async Task<Step> Wait(Scene scene, XElement verb, Member member)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel);
        var loop = Listen(scene, verb, member, waiting.Token);
        if (await OnExchange.First(loop, member.Taken.Task) == loop)
        {
            var step = await loop;
            return step switch
            {
                Step.LeaveQueue => Left(scene, verb, member, "leave"),
                _ => step,
            };
        }

        waiting.Cancel();
        Leave(scene, member);
        var bridge = await member.Taken.Task;
        await bridge.Over.Unless(scene.Cancel);
        return Left(scene, verb, member, "bridged");
    }

    private static Step Left(Scene scene, XElement verb, Member member, string result)
    {
        Leave(scene, member);
        return After(scene, verb, Result(result, member.Queue, Waited(scene, member)));
    }

    private static Task<Step> Listen(Scene scene, XElement verb, Member member, CancellationToken cancel)
    {
        var url = verb.Text("waitUrl");
        var wait = string.IsNullOrWhiteSpace(url) ? null : Destination.To(scene.Document.Resolve(url), verb.Text("waitUrlMethod"));
        return WaitLoop.Run(
            scene.Board, scene.Call, wait, silence: url is not null && wait is null, WaitLoop.InQueue,
            () => Standing(scene, member), repeat: true, cancel);
    }

    private static IEnumerable<KeyValuePair<string, string>> Standing(Scene scene, Member member)
    {
        var queue = member.Queue;
        yield return new("QueueSid", queue.Sid);
        yield return new("QueuePosition", member.Position.ToString(CultureInfo.InvariantCulture));
        yield return new("QueueTime", Waited(scene, member).WholeSeconds());
        yield return new("AvgQueueTime", queue.AverageWait.WholeSeconds());
        yield return new("CurrentQueueSize", queue.Members.Count.ToString(CultureInfo.InvariantCulture));
        yield return new("MaxQueueSize", queue.MaxSize.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The call has hung up or been moved: the action URL is told, its answer has no call to control.</summary>
    private static void TellLate(Scene scene, XElement verb, Member member)
    {
        var result = scene.Call.State.IsFinal() ? "hangup" : member.Taken.Task.IsCompleted ? "redirected-from-bridged" : "redirected";
        if (scene.ActionIfGiven(verb, Result(result, member.Queue, Waited(scene, member))) is { } action)
        {
            scene.Board.Exchange.Start(() => scene.Board.Documents.Notify(scene.Call, action));
        }
    }

    private static Step After(Scene scene, XElement verb, KeyValuePair<string, string>[] result) =>
        scene.ActionIfGiven(verb, result) is { } action ? Step.Goto(action) : Step.Next;

    private static KeyValuePair<string, string>[] Result(string result, CallQueue queue, TimeSpan waited) =>
        [new("QueueResult", result), new("QueueSid", queue.Sid), new("QueueTime", waited.WholeSeconds())];

    private static TimeSpan Waited(Scene scene, Member member) => scene.Board.Clock.GetUtcNow() - member.EnqueuedAt;

    private static void Leave(Scene scene, Member member)
    {
        member.Queue.Remove(member, scene.Board.Clock.GetUtcNow());
        if (scene.Call.QueueMember == member)
        {
            scene.Call.QueueMember = null;
            scene.Call.Waiting = Waiting.Nothing;
            scene.Board.Progress.Touch(scene.Call);
        }
    }
}
