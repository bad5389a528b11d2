using System.Globalization;
using System.Xml.Linq;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>What an attribute may say, where Twilio's pages limit it. A value that may not be is a 12200, and the verb takes its default.</summary>
internal static class Values
{
    private const string Http = "GET POST";
    private const string Truth = "true false";

    private static readonly Dictionary<string, Func<string, bool>> Rules = new()
    {
        ["Say loop"] = Whole(0),
        ["Play loop"] = Whole(0),
        ["Pause length"] = Whole(0),
        ["Gather input"] = Words("dtmf speech"),
        ["Gather numDigits"] = Whole(1),
        ["Gather timeout"] = Whole(0),
        ["Gather finishOnKey"] = Keys(1),
        ["Gather speechTimeout"] = text => text == "auto" || Whole(1)(text),
        ["Gather hints"] = text => text.Split(',') is { Length: <= 500 } hints && Array.TrueForAll(hints, h => h.Trim().Length <= 100),
        ["Gather profanityFilter"] = Word(Truth),
        ["Gather enhanced"] = Word(Truth),
        ["Gather bargeIn"] = Word(Truth),
        ["Gather actionOnEmptyResult"] = Word(Truth),
        ["Gather partialResultCallbackMethod"] = Word(Http),
        ["Enqueue waitUrlMethod"] = Word(Http),
        ["Enqueue maxQueueSize"] = Whole(1, 5000),
        ["Dial timeout"] = Whole(1, 600),
        ["Dial timeLimit"] = Whole(1),
        ["Dial answerOnBridge"] = Word(Truth),
        ["Dial hangupOnStar"] = Word(Truth),
        ["Dial sequential"] = Word(Truth),
        ["Dial record"] = Word("do-not-record record-from-answer record-from-ringing record-from-answer-dual record-from-ringing-dual true false"),
        ["Dial trim"] = Word("trim-silence do-not-trim"),
        ["Number statusCallbackEvent"] = Words("initiated ringing answered completed"),
        ["Client statusCallbackEvent"] = Words("initiated ringing answered completed"),
        ["Number machineDetection"] = Word("Enable DetectMessageEnd"),
        ["Conference muted"] = Word(Truth),
        ["Conference beep"] = Word("true false onEnter onExit"),
        ["Conference startConferenceOnEnter"] = Word(Truth),
        ["Conference endConferenceOnExit"] = Word(Truth),
        ["Conference participantLabel"] = text => text.Length <= 128,
        ["Conference jitterBufferSize"] = Word("small medium large off"),
        ["Conference waitMethod"] = Word(Http),
        ["Conference maxParticipants"] = Whole(2, 250),
        ["Conference record"] = Word("do-not-record record-from-start true false"),
        ["Conference region"] = Word("us1 us2 ie1 de1 sg1 br1 au1 jp1"),
        ["Conference trim"] = Word("trim-silence do-not-trim"),
        ["Conference statusCallbackEvent"] = Words("start end join leave mute hold modify speaker announcement"),
        ["Record timeout"] = Whole(0),
        ["Record finishOnKey"] = Keys(12),
        ["Record maxLength"] = Whole(1, 14_400),
        ["Record playBeep"] = Word(Truth),
        ["Record transcribe"] = Word(Truth),
        ["Record trim"] = Word("trim-silence do-not-trim"),
        ["Reject reason"] = Word("rejected busy"),
        ["Recording track"] = Word("inbound outbound both"),
        ["Recording channels"] = Word("mono dual"),
        ["Recording trim"] = Word("trim-silence do-not-trim"),
        ["Transcription track"] = Word("inbound_track outbound_track both_tracks"),
        ["* method"] = Word(Http),
        ["* statusCallbackMethod"] = Word(Http),
        ["* recordingStatusCallbackMethod"] = Word(Http),
        ["* recordingStatusCallbackEvent"] = Words("in-progress completed absent"),
    };

    /// <summary>Names written between the tags.</summary>
    private static readonly Dictionary<string, int> Longest = new() { ["Enqueue"] = 64, ["Queue"] = 64, ["Conference"] = 128 };

    public static IEnumerable<string> WarningsOf(XElement element)
    {
        var name = element.Name.LocalName;
        foreach (var attribute in element.Attributes())
        {
            var rule = Rules.GetValueOrDefault($"{name} {attribute.Name.LocalName}") ?? Rules.GetValueOrDefault($"* {attribute.Name.LocalName}");
            if (rule?.Invoke(attribute.Value) == false)
            {
                yield return $"12200 <{name}> {attribute.Name.LocalName} cannot be '{Cut(attribute.Value)}'";
            }
        }

        if (Longest.TryGetValue(name, out var most) && Named(element).Length > most)
        {
            yield return $"12200 <{name}> has a name of more than {most} characters";
        }

        if (name == "Gather" && element.Text("speechTimeout") == "auto" && element.Text("speechModel") is { } model and not "default")
        {
            yield return $"12200 <Gather> speechModel '{Cut(model)}' needs a speechTimeout in seconds, not auto";
        }
    }

    private static string Named(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value)).Trim();

    private static Func<string, bool> Whole(int least, int most = int.MaxValue) => text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most;

    private static Func<string, bool> Word(string words) => words.Split(' ').Contains;

    private static Func<string, bool> Words(string words) => text => Array.TrueForAll(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), words.Split(' ').Contains);

    private static Func<string, bool> Keys(int most) => text => text.Length <= most && text.All("0123456789*#".Contains);

    private static string Cut(string value) => value.Length > 40 ? value[..40] + "…" : value;
}
