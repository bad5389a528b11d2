using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Twiml;

using Extra = Func<IEnumerable<KeyValuePair<string, string>>>;

/// <summary>Carries out documents, verb by verb, and follows where they lead.</summary>
internal sealed class Interpreter(Switchboard board)
{
    /// <summary>More documents than this without a second passing is a loop that no caller would sit through.</summary>
    private const int MostDocumentsAtOnce = 100;

    private static readonly HashSet<string> Unanswering = ["Reject", "Pause", "Redirect"];

    private static readonly Dictionary<string, Func<Scene, XElement, Task<Step>>> Verbs = new()
    {
        ["Say"] = Speaking.Say,
        ["Play"] = Speaking.Play,
        ["Pause"] = Speaking.Pause,
        ["Gather"] = Gathering.Gather,
        ["Enqueue"] = Queues.Enqueueing.Enqueue,
        ["Dial"] = Dialling.Dial,
        ["Redirect"] = Ending.Redirect,
        ["Record"] = Recordings.RecordVerb.Record,
        ["Reject"] = Ending.Reject,
        ["Hangup"] = Ending.Hangup,
        ["Leave"] = Ending.Leave,
        ["Start"] = Background.Start,
        ["Stop"] = Background.Stop,
    };

    /// <summary>Plays from a destination until the documents run out; an error goes to the fallback once.</summary>
    public async Task<Step> Play(
        Call call, Destination first, CancellationToken cancel, IReadOnlySet<string>? allowed = null, Extra? extra = null)
    {
        Step step = Step.Goto(first);
        var (count, countedAt) = (0, board.Clock.GetUtcNow());
        while (step is Step.Continue { Destination: var destination })
        {
            var now = board.Clock.GetUtcNow();
            (count, countedAt) = now == countedAt ? (count + 1, countedAt) : (0, now);
            try
            {
                if (count > MostDocumentsAtOnce)
                {
                    throw new TwimlFailure(11215, destination.Url ?? "", "documents redirect in a circle");
                }

                var document = await board.Documents.Fetch(call, destination, extra?.Invoke() ?? [], cancel);
                call.DocumentUrl = document.Url ?? call.DocumentUrl;
                step = await Perform(new Scene(board, call, document, cancel) { Allowed = allowed });
            }
            catch (TwimlFailure failure) when (allowed is null) // a wait document's failure is the waiting verb's
            {
                step = AfterFailure(call, destination, failure);
            }
        }

        return step;
    }

    private static async Task<Step> Perform(Scene scene)
    {
        foreach (var verb in scene.Document.Root.Elements())
        {
            var name = verb.Name.LocalName;
            if (!Verbs.TryGetValue(name, out var perform))
            {
                continue; // already a 12200 in the timeline
            }

            if (scene.Allowed?.Contains(name) == false)
            {
                scene.Warn($"12200 <{name}> is not allowed in a wait document");
                continue;
            }

            AnswerUnlessHeldBack(scene, verb);
            var step = await perform(scene, verb);
            if (step != Step.Next)
            {
                return step;
            }
        }

        if (scene.Call.State == CallState.Ringing && !scene.Document.Root.HasElements)
        {
            scene.Board.Progress.Answered(scene.Call);
        }

        return Step.Next;
    }

    private static void AnswerUnlessHeldBack(Scene scene, XElement verb)
    {
        var untilBridged = verb.Name.LocalName == "Dial" && verb.Flag("answerOnBridge");
        if (scene.Call.State == CallState.Ringing && !Unanswering.Contains(verb.Name.LocalName) && !untilBridged)
        {
            scene.Board.Progress.Answered(scene.Call);
        }
    }

    private Step AfterFailure(Call call, Destination destination, TwimlFailure failure)
    {
        board.Timeline.Warn(call.Sid, failure.Message, failure.Url);
        if (!destination.IsFallback && call.Fallback is { } fallback)
        {
            return Step.Goto(fallback with
            {
                IsFallback = true,
                Parameters = [new("ErrorCode", failure.Code.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("ErrorUrl", failure.Url.Split('#', 2)[0])],
            });
        }

        board.Progress.Answered(call);
        call.Ear.Hear("say", "We are sorry, an application error has occurred. Goodbye.", "en-US");
        return Step.HangUp;
    }
}
