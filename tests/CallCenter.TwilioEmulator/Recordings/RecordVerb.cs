using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Recordings;

/// <summary>Record: the caller leaves a message, ended by a key, by silence, by its length, or by hanging up.</summary>
internal static class RecordVerb
{
    public static bool Wanted(XElement dial) => dial.Text("record") is { } record
        && (record == "true" || record.StartsWith("record-", StringComparison.Ordinal));

    public static async Task<Step> Record(Scene scene, XElement verb)
    {
        var url = verb.Text("recordingStatusCallback");
        var callback = RecordingCallback.From(
            string.IsNullOrEmpty(url) ? null : scene.Document.Resolve(url),
            verb.Text("recordingStatusCallbackMethod"), [verb.Text("recordingStatusCallbackEvent")]);
        if (verb.Flag("playBeep", true))
        {
            scene.Call.Ear.Hear("beep");
        }

        scene.Call.Waiting = new Waiting("record", ["dtmf", "speech"]);
        scene.Board.Progress.Touch(scene.Call);
        var recording = scene.Board.Recordings.Start(scene.Call.Sid, null, "RecordVerb", callback);
        var message = new Message(verb.Text("finishOnKey") ?? "1234567890*#");
        try
        {
            using var attention = scene.Call.Ear.Occupied();
            using var listening = scene.Call.Keypad.Listen(message);
            await message.UntilOver(scene, verb.Seconds("timeout", 5), verb.Seconds("maxLength", 3600));
        }
        catch (OperationCanceledException)
        {
            await scene.Board.Recordings.Finish(recording);
            TellHangup(scene, verb, recording);
            throw;
        }
        finally
        {
            scene.Call.Waiting = Waiting.Nothing;
            await scene.Board.Recordings.Finish(recording);
        }

        return message.Heard || message.EndedBy is not null
            ? Step.Goto(scene.Action(verb, Result(recording, message.EndedBy?.ToString())))
            : Step.Next; // nothing but silence: the document goes on
    }

    private static void TellHangup(Scene scene, XElement verb, Recording recording)
    {
        if (scene.Call.State.IsFinal() && scene.ActionIfGiven(verb, Result(recording, "hangup")) is { } action)
        {
            scene.Board.Exchange.Start(() => scene.Board.Documents.Notify(scene.Call, action));
        }
    }

    private static KeyValuePair<string, string>[] Result(Recording recording, string? digits)
    {
        List<KeyValuePair<string, string>> result =
        [
            new("RecordingUrl", recording.Url),
            new("RecordingSid", recording.Sid),
            new("RecordingDuration", recording.Duration.WholeSeconds()),
        ];
        CallParameters.Add(result, "Digits", digits);
        return [.. result];
    }

    private sealed class Message(string finishOn) : Keypad.IListener
    {
        private TaskCompletionSource _sound = Fresh();

        public bool Heard { get; private set; }

        public char? EndedBy { get; private set; }

        public void Key(char key)
        {
            EndedBy = finishOn.Contains(key, StringComparison.Ordinal) ? key : EndedBy;
            _sound.TrySetResult();
        }

        public void Words(string text, double confidence)
        {
            Heard = true;
            _sound.TrySetResult();
        }

        public async Task UntilOver(Scene scene, TimeSpan silence, TimeSpan longest)
        {
            var clock = scene.Board.Clock;
            var end = clock.GetUtcNow() + longest;
            while (EndedBy is null && clock.GetUtcNow() < end)
            {
                using var late = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel);
                var left = end - clock.GetUtcNow();
                var quiet = clock.Delay(silence > TimeSpan.Zero && silence < left ? silence : left, late.Token);
                var sound = _sound.Task;
                var first = await OnExchange.First(sound, quiet);
                late.Cancel();
                scene.Cancel.ThrowIfCancellationRequested();
                if (first == quiet)
                {
                    return;
                }

                _sound = Fresh();
            }
        }

        private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
