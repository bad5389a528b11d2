using System.Xml.Linq;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Start and Stop of background work. Recordings are kept; transcription, streams and Siprec are only noted.</summary>
internal static class Background
{
    public static Task<Step> Start(Scene scene, XElement verb)
    {
        foreach (var part in verb.Elements())
        {
            if (part.Name.LocalName == "Recording")
            {
                var callback = part.Text("recordingStatusCallback");
                scene.Board.Recordings.StartForCall(scene.Call, "StartCallRecordingAPI", Recordings.RecordingCallback.From(
                    callback is null ? null : scene.Document.Resolve(callback),
                    part.Text("recordingStatusCallbackMethod"), [part.Text("recordingStatusCallbackEvent")]));
            }
            else
            {
                scene.Warn($"<Start><{part.Name.LocalName}> is accepted and not emulated");
            }
        }

        return Task.FromResult(Step.Next);
    }

    public static async Task<Step> Stop(Scene scene, XElement verb)
    {
        if (verb.Element("Recording") is not null && scene.Board.Recordings.Current(scene.Call.Sid) is { } recording)
        {
            await scene.Board.Recordings.Finish(recording);
        }

        return Step.Next;
    }
}
