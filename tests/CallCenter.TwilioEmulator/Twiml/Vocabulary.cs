using System.Xml.Linq;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Every verb and noun, the attributes each may have and the elements it may hold; the rest is a 12200 warning.</summary>
internal static class Vocabulary
{
    private const string StatusCallback = "statusCallback statusCallbackMethod statusCallbackEvent";
    private const string RecordingCallback = "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent";
    private const string Ssml = "break emphasis lang p phoneme prosody s say-as sub w";

    private const string Amd = "machineDetection machineDetectionTimeout machineDetectionSpeechThreshold "
        + "machineDetectionSpeechEndThreshold machineDetectionSilenceTimeout amdStatusCallback amdStatusCallbackMethod";

    private static readonly Dictionary<string, (HashSet<string> Attributes, HashSet<string> Children)> Known = new()
    {
        ["Response"] = Entry("", "Say Play Pause Gather Enqueue Dial Redirect Record Reject Hangup Leave Start Stop"),
        ["Say"] = Entry("voice language loop", Ssml),
        ["Play"] = Entry("loop digits", ""),
        ["Pause"] = Entry("length", ""),
        ["Gather"] = Entry("action method input numDigits timeout finishOnKey speechTimeout speechModel language hints "
            + "profanityFilter enhanced actionOnEmptyResult partialResultCallback partialResultCallbackMethod bargeIn "
            + "maxSpeechTime debug", "Say Play Pause"),
        ["Enqueue"] = Entry("action method waitUrl waitUrlMethod maxQueueSize workflowSid", "Task"),
        ["Task"] = Entry("priority timeout", ""),
        ["Dial"] = Entry("action method timeout timeLimit callerId answerOnBridge hangupOnStar record trim recordingTrack "
            + RecordingCallback + " recordingConfigurationId ringTone sequential referUrl referMethod callReason events",
            "Number Client Conference Queue Sip"),
        ["Number"] = Entry($"url method sendDigits byoc {StatusCallback} {Amd}", ""),
        ["Client"] = Entry($"url method {StatusCallback}", "Identity Parameter"),
        ["Identity"] = Entry("", ""),
        ["Parameter"] = Entry("name value", ""),
        ["Sip"] = Entry($"url method username password {StatusCallback} {Amd}", ""),
        ["Queue"] = Entry("url method reservationSid postWorkActivitySid", ""),
        ["Conference"] = Entry("muted beep startConferenceOnEnter endConferenceOnExit participantLabel jitterBufferSize "
            + "waitUrl waitMethod maxParticipants record region trim coach eventCallbackUrl "
            + $"{StatusCallback} {RecordingCallback}", ""),
        ["Redirect"] = Entry("method", ""),
        ["Record"] = Entry("action method timeout finishOnKey maxLength playBeep trim transcribe transcribeCallback "
            + $"recordingConfigurationId {RecordingCallback}", ""),
        ["Reject"] = Entry("reason", ""),
        ["Hangup"] = Entry("", ""),
        ["Leave"] = Entry("", ""),
        ["Start"] = Entry("", "Recording Transcription Stream Siprec"),
        ["Stop"] = Entry("", "Recording Transcription Stream Siprec"),
        ["Recording"] = Entry($"trim track channels recordingConfigurationId {RecordingCallback}", ""),
        ["Transcription"] = Entry("name track statusCallbackUrl statusCallbackMethod inboundTrackLabel outboundTrackLabel "
            + "partialResults languageCode transcriptionEngine profanityFilter speechModel hints "
            + "enableAutomaticPunctuation intelligenceService", ""),
        ["Stream"] = Entry($"name url track {StatusCallback}", "Parameter"),
        ["Siprec"] = Entry($"name connectorName track {StatusCallback}", "Parameter"),
    };

    public static IEnumerable<string> WarningsOf(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            if (!Known.TryGetValue(element.Name.LocalName, out var known))
            {
                continue;
            }

            foreach (var stray in element.Attributes().Where(a => !a.IsNamespaceDeclaration && !known.Attributes.Contains(a.Name.LocalName)))
            {
                yield return $"12200 <{element.Name.LocalName}> has no attribute {stray.Name.LocalName}";
            }

            foreach (var stray in element.Elements().Where(e => !known.Children.Contains(e.Name.LocalName)))
            {
                yield return $"12200 <{element.Name.LocalName}> cannot hold <{stray.Name.LocalName}>";
            }

            foreach (var wrong in Values.WarningsOf(element))
            {
                yield return wrong;
            }
        }
    }

    private static (HashSet<string>, HashSet<string>) Entry(string attributes, string children) =>
        (Words(attributes), Words(children));

    private static HashSet<string> Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
