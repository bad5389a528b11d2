using System.Globalization;
using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Gather: prompts that a key or a word interrupts, then a wait for more.</summary>
internal static class Gathering
{
    public static async Task<Step> Gather(Scene scene, XElement verb)
    {
        var kinds = (verb.Text("input") ?? "dtmf").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var collector = new Collector(verb, kinds);
        var before = scene.Call.Waiting;
        // Who is asked while she stands in a queue stands in the queue: the input says that she is listened to.
        scene.Call.Waiting = new Waiting(before.Kind == "queue" ? before.Kind : "gather", kinds, before.Name);
        scene.Board.Progress.Touch(scene.Call);
        try
        {
            using var listening = scene.Call.Keypad.Listen(collector);
            using var attention = scene.Call.Ear.Occupied();
            await Prompt(scene, verb, collector);
            await collector.Listen(scene);
        }
        finally
        {
            scene.Call.Waiting = before;
        }

        return Result(scene, verb, kinds, collector);
    }

    private static async Task Prompt(Scene scene, XElement verb, Collector collector)
    {
        using var prompt = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel, collector.Started);
        var stage = scene with { Cancel = prompt.Token };
        try
        {
            foreach (var part in verb.Elements())
            {
                _ = part.Name.LocalName switch
                {
                    "Say" => await Speaking.Say(stage, part),
                    "Play" => await Speaking.Play(stage, part),
                    "Pause" => await Speaking.Pause(stage, part),
                    _ => Step.Next,
                };
            }
        }
        catch (OperationCanceledException) when (!scene.Cancel.IsCancellationRequested)
        {
            // Barge-in: the person answered before the prompt was over.
        }
    }

    private static Step Result(Scene scene, XElement verb, string[] kinds, Collector collector)
    {
        List<KeyValuePair<string, string>> result = [];
        if (collector.Digits.Length > 0 || collector.FinishedOn is not null)
        {
            result.Add(new("Digits", collector.Digits));
            CallParameters.Add(result, "FinishedOnKey", collector.FinishedOn?.ToString());
        }
        else if (collector.Words.Length > 0)
        {
            result.Add(new("SpeechResult", collector.Words));
            if (scene.Call.Carrier.Confidence)
            {
                result.Add(new("Confidence", collector.Confidence.ToString("0.0###", CultureInfo.InvariantCulture)));
            }
        }
        else if (verb.Flag("actionOnEmptyResult"))
        {
            result.AddRange(kinds.Select(k => new KeyValuePair<string, string>(k == "speech" ? "SpeechResult" : "Digits", "")));
        }
        else
        {
            return Step.Next;
        }

        return Step.Goto(scene.Action(verb, [.. result]));
    }
}
