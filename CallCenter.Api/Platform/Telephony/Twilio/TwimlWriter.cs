using System.Buffers;
using System.Globalization;
using System.Text;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Writes a script as TwiML.</summary>
public sealed class TwimlWriter(TwilioUrls urls)
{
    /// <summary>One queue at the provider, ours by name; the order of service is ours alone.</summary>
    public const string QueueName = "nurse-line";

    public string Write(VoiceScript script)
    {
        var twiml = new Twiml(new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", 2048));
        twiml.Open("Response");
        foreach (var step in script.Steps) Step(twiml, step);
        twiml.Close("Response");
        return twiml.ToString();
    }

    private void Step(Twiml twiml, VoiceStep step)
    {
        switch (step)
        {
            case Speak say:
                twiml.Text("Say", say.Text, ("language", say.Language));
                break;
            case PlayAudio play:
                twiml.Text("Play", urls.Audio(play.Path), ("loop", Number(play.Loop)));
                break;
            case Wait wait:
                twiml.Empty("Pause", ("length", Number(wait.Seconds)));
                break;
            case Ask ask:
                Gather(twiml, ask);
                // Without input Twilio goes on with the next verb, so the same action is asked once more, without Digits.
                Redirect(twiml, ask.Action);
                break;
            case WaitInQueue wait:
                twiml.Text("Enqueue", QueueName, ("action", urls.Instruction(wait.Action)), ("method", "POST"),
                    ("waitUrl", urls.Instruction(wait.WaitRoute)), ("waitUrlMethod", "POST"));
                break;
            case JoinConference join:
                Dial(twiml, join);
                break;
            case RingNumber ring:
                twiml.Open("Dial", ("action", urls.Instruction(ring.Action)), ("method", "POST"), ("timeout", Number(ring.Seconds)), ("callerId", ring.CallerId));
                twiml.Text("Number", ring.Number);
                twiml.Close("Dial");
                break;
            case TakeMessage message:
                // No transcription: what she says is for a nurse's ear only. Keys end it and arrive at the action.
                twiml.Empty("Record", ("action", urls.Instruction(message.Action)), ("method", "POST"), ("maxLength", Number(message.MostSeconds)), ("timeout", Number(message.SilenceSeconds)),
                    ("finishOnKey", "1234567890*#"), ("playBeep", "true"), ("trim", "trim-silence"), ("recordingStatusCallback", urls.Callback(message.Events)),
                    ("recordingStatusCallbackMethod", "POST"), ("recordingStatusCallbackEvent", "completed absent"));
                Redirect(twiml, message.Action);
                break;
            case LeaveQueue:
                twiml.Empty("Leave");
                break;
            case GoTo go:
                Redirect(twiml, go.Link);
                break;
            case HangUp:
                twiml.Empty("Hangup");
                break;
            default:
                throw new InvalidOperationException($"No TwiML for {step.GetType().Name}.");
        }
    }

    private void Gather(Twiml twiml, Ask ask)
    {
        twiml.Open("Gather", ("input", ask.Speech ? "dtmf speech" : "dtmf"), ("action", urls.Instruction(ask.Action)), ("method", "POST"),
            ("timeout", Number(ask.TimeoutSeconds)), ("finishOnKey", ask.FinishOnKey), ("language", ask.Language),
            ("numDigits", ask.Digits is { } digits ? Number(digits) : null), ("speechTimeout", ask.Speech ? "auto" : null), ("hints", ask.Hints));
        foreach (var prompt in ask.Prompts) Step(twiml, prompt);
        twiml.Close("Gather");
    }

    // The first participant's callback settings win for the whole conference: every leg carries the same ones.
    private void Dial(Twiml twiml, JoinConference join)
    {
        twiml.Open("Dial", ("action", urls.Instruction(join.Action)), ("method", "POST"));
        twiml.Text("Conference", join.CallId.ToString("N"), ("beep", "false"), ("startConferenceOnEnter", join.Silent ? "false" : "true"), ("muted", join.Silent ? "true" : null),
            ("endConferenceOnExit", join.EndsWithMe ? "true" : "false"), ("participantLabel", join.Label),
            ("statusCallback", urls.Callback(join.Events)), ("statusCallbackMethod", "POST"), ("statusCallbackEvent", "start end join leave hold mute"),
            ("waitUrl", urls.Instruction(join.WaitRoute)), ("waitMethod", "POST"));
        twiml.Close("Dial");
    }

    private void Redirect(Twiml twiml, VoiceLink link) => twiml.Text("Redirect", urls.Instruction(link), ("method", "POST"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Elements, written straight down: a tree of objects for each answer costs more than the rest of it.</summary>
    private readonly struct Twiml(StringBuilder text)
    {
        private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"\uFFFE\uFFFF" + string.Concat(Enumerable.Range(0, ' ').Select(c => (char)c)));

        /// <param name="attributes">One without a value is left out.</param>
        public void Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
        {
            Begin(name, attributes);
            text.Append('>');
        }

        public void Close(string name) => text.Append("</").Append(name).Append('>');

        public void Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
        {
            Begin(name, attributes);
            text.Append(" />");
        }

        public void Text(string name, string content, params ReadOnlySpan<(string Name, string? Value)> attributes)
        {
            Open(name, attributes);
            Escape(content);
            Close(name);
        }

        public override string ToString() => text.ToString();

        private void Begin(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
        {
            text.Append('<').Append(name);
            foreach (var (attribute, value) in attributes)
            {
                if (value is null) continue;
                text.Append(' ').Append(attribute).Append("=\"");
                Escape(value);
                text.Append('"');
            }
        }

        private void Escape(string value)
        {
            var rest = value.AsSpan();
            while (rest.IndexOfAny(Special) is var at and >= 0)
            {
                text.Append(rest[..at]).Append(rest[at] switch
                {
                    '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", '\t' => "&#x9;", '\n' => "&#xA;", '\r' => "&#xD;",
                    _ => "\uFFFD", // What XML has no way to say.
                });
                rest = rest[(at + 1)..];
            }

            text.Append(rest);
        }
    }
}
