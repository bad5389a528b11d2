using System.Globalization;
using System.Text.Json;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Transcriptions;

/// <summary>Words are text here already: what is said on a transcribed leg is reported as it was said, track by track, and is always final.</summary>
internal sealed class TranscriptionBook(Switchboard board)
{
    public const string Inbound = "inbound_track", Outbound = "outbound_track";

    public List<Transcription> All { get; } = [];

    public Transcription? Find(string callSid, string sidOrName) =>
        All.FindLast(t => t.CallSid == callSid && (t.Sid == sidOrName || t.Terms.Name == sidOrName));

    public Transcription Start(Call call, TranscriptionTerms terms)
    {
        var transcription = new Transcription(board.Sids.Next("GT"), call.Sid, terms);
        All.Add(transcription);
        Tell(transcription, "transcription-started", [new("TranscriptionEngine", "google"), new("PartialResults", terms.PartialResults ? "true" : "false")]);
        board.Exchange.Start(async () =>
        {
            await call.Ended.Task;
            Stop(transcription);
        });
        return transcription;
    }

    public void Stop(Transcription transcription)
    {
        if (transcription.Running)
        {
            transcription.Running = false;
            Tell(transcription, "transcription-stopped", []);
        }
    }

    /// <param name="track">Inbound is what the person on the leg says, outbound what she hears.</param>
    public void Said(Call call, string track, string text, double confidence)
    {
        foreach (var transcription in All.Where(t => t.Running && t.CallSid == call.Sid && t.Terms.Wants(track)))
        {
            Tell(transcription, "transcription-content",
            [
                new("Track", track),
                new("LanguageCode", transcription.Terms.LanguageCode),
                new("Final", "true"),
                new("TranscriptionData", JsonSerializer.Serialize(new { transcript = text, confidence })),
            ]);
        }
    }

    private void Tell(Transcription transcription, string happening, IEnumerable<KeyValuePair<string, string>> more)
    {
        if (transcription.Terms.CallbackUrl is not { } url)
        {
            return;
        }

        List<KeyValuePair<string, string>> pairs =
        [
            new("AccountSid", board.Account.Sid),
            new("CallSid", transcription.CallSid),
            new("TranscriptionSid", transcription.Sid),
            new("TranscriptionEvent", happening),
            new("Timestamp", board.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            new("SequenceId", (++transcription.Sequence).ToString(CultureInfo.InvariantCulture)),
            .. more,
        ];
        transcription.LastReport = board.Callbacks.Send(
            new WebhookRequest(url, transcription.Terms.CallbackMethod, pairs, "transcription", transcription.CallSid), transcription.LastReport);
    }
}
