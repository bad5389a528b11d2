using System.Xml.Linq;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Start and Stop of background work. Recordings and transcriptions are carried out; streams and Siprec are only noted.</summary>
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
                    part.Text("recordingStatusCallbackMethod"), [part.Text("recordingStatusCallbackEvent")]),
                    part.Text("channels"), part.Text("track"));
            }
            else if (part.Name.LocalName == "Transcription")
            {
                var callback = part.Text("statusCallbackUrl");
                scene.Board.Transcriptions.Start(scene.Call, Transcriptions.TranscriptionTerms.From(part.Text, callback is null ? null : scene.Document.Resolve(callback)));
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

        // By its name, or else the one that runs.
        if (verb.Element("Transcription") is { } part
            && scene.Board.Transcriptions.All.FindLast(t => t.Running && t.CallSid == scene.Call.Sid && (part.Text("name") ?? t.Terms.Name) == t.Terms.Name) is { } transcription)
        {
            scene.Board.Transcriptions.Stop(transcription);
        }

        return Step.Next;
    }
}
