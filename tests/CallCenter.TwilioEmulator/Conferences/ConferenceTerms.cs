using System.Xml.Linq;
using CallCenter.TwilioEmulator.Recordings;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Conferences;

/// <summary>What the first to join decides for the whole conference.</summary>
internal sealed record ConferenceTerms(
    string? CallbackUrl, string CallbackMethod, IReadOnlySet<string> Events, string? Region, int MaxParticipants,
    bool Record, RecordingCallback? RecordingCallback)
{
    public static ConferenceTerms From(Scene scene, XElement noun)
    {
        string? Absolute(string name) => noun.Text(name) is { Length: > 0 } url ? scene.Document.Resolve(url) : null;
        return new(
            Absolute("statusCallback"),
            Calls.Reporting.Http(noun.Text("statusCallbackMethod")),
            Words(noun.Text("statusCallbackEvent")),
            noun.Text("region"),
            noun.Number("maxParticipants", 250),
            noun.Text("record") is "record-from-start" or "true",
            RecordingCallback.From(
                Absolute("recordingStatusCallback"), noun.Text("recordingStatusCallbackMethod"), [noun.Text("recordingStatusCallbackEvent")]));
    }

    public static IReadOnlySet<string> Words(params IEnumerable<string?> texts) => texts
        .SelectMany(t => (t ?? "").Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries))
        .ToHashSet();
}
