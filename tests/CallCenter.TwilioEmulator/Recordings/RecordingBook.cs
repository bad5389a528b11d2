using System.Globalization;
using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Conferences;
using CallCenter.TwilioEmulator.Twiml;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Recordings;

/// <summary>All recordings. Their sound is silence of the right length; their life is Twilio's.</summary>
internal sealed class RecordingBook(Switchboard board)
{
    public List<Recording> All { get; } = [];

    public Recording? Find(string sid) => All.Find(r => r.Sid == sid);

    /// <summary>Twilio.CURRENT of a call or conference.</summary>
    public Recording? Current(string ownerSid) =>
        All.FindLast(r => (r.CallSid == ownerSid || r.ConferenceSid == ownerSid) && r.Running);

    public Recording StartForCall(Call call, string source, RecordingCallback? callback, string? channels = null, string? track = null)
    {
        var recording = Start(call.ParentSid ?? call.Sid, null, source, callback, channels is "dual" or "2" ? 2 : 1, track ?? "both");
        board.Exchange.Start(async () =>
        {
            await call.Ended.Task;
            await Finish(recording);
        });
        return recording;
    }

    public Recording StartForDial(Scene scene, XElement verb)
    {
        var url = verb.Text("recordingStatusCallback");
        return Start(scene.Call.Sid, null, "DialVerb", RecordingCallback.From(
            string.IsNullOrEmpty(url) ? null : scene.Document.Resolve(url),
            verb.Text("recordingStatusCallbackMethod"), [verb.Text("recordingStatusCallbackEvent")]),
            verb.Text("record")!.EndsWith("-dual", StringComparison.Ordinal) ? 2 : 1, verb.Text("recordingTrack") ?? "both");
    }

    public Recording StartForConference(Conference conference, RecordingCallback? callback) =>
        Start(null, conference.Sid, "Conference", callback);

    /// <param name="skip">The pause is left out of the file; otherwise it is silence in it.</param>
    public void Pause(Recording recording, bool skip)
    {
        if (skip)
        {
            Halt(recording);
        }

        recording.Status = "paused";
    }

    public void Resume(Recording recording)
    {
        recording.RunningSince ??= board.Clock.GetUtcNow();
        recording.Status = "in-progress";
    }

    /// <summary>The file is ready only when the callback says so: a second after the end, or later on a bad day.</summary>
    public Task Finish(Recording recording)
    {
        if (!recording.Running)
        {
            return Task.CompletedTask;
        }

        Halt(recording);
        recording.Status = "processing";
        board.Clock.After(board.Faults.RecordingReadyAfter, () =>
        {
            recording.Status = recording.Duration > TimeSpan.Zero ? "completed" : "absent";
            Tell(recording);
        });
        return Task.CompletedTask;
    }

    public Recording Start(
        string? callSid, string? conferenceSid, string source, RecordingCallback? callback, int channels = 1, string track = "both")
    {
        var sid = board.Sids.Next("RE");
        var recording = new Recording(sid, callSid, conferenceSid, source, board.Clock.GetUtcNow())
        {
            Url = $"{board.BaseUrl}/2010-04-01/Accounts/{board.Account.Sid}/Recordings/{sid}",
            Callback = callback,
            Channels = channels,
            Track = track,
        };
        All.Add(recording);
        Tell(recording);
        return recording;
    }

    private void Halt(Recording recording)
    {
        recording.Duration = recording.DurationAt(board.Clock.GetUtcNow());
        recording.RunningSince = null;
    }

    private void Tell(Recording recording)
    {
        if (recording.Callback is not { } callback || !callback.Events.Contains(recording.Status))
        {
            return;
        }

        List<KeyValuePair<string, string>> pairs =
        [
            new("AccountSid", board.Account.Sid),
            new("RecordingSid", recording.Sid),
            new("RecordingUrl", recording.Url),
            new("RecordingStatus", recording.Status),
            new("RecordingDuration", recording.Duration.WholeSeconds()),
            new("RecordingChannels", recording.Channels.ToString(CultureInfo.InvariantCulture)),
            new("RecordingStartTime", recording.StartedAt.Rfc2822()),
            new("RecordingSource", recording.Source),
            new("RecordingTrack", recording.Track),
        ];
        CallParameters.Add(pairs, "CallSid", recording.CallSid);
        CallParameters.Add(pairs, "ConferenceSid", recording.ConferenceSid);
        _ = board.Callbacks.Send(new WebhookRequest(callback.Url, callback.Method, pairs, "recording", recording.CallSid), Task.CompletedTask);
    }
}
