using System.Globalization;
using System.Xml.Linq;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Writes a script as TwiML.</summary>
public sealed class TwimlWriter(TwilioUrls urls)
{
    /// <summary>One queue at the provider, ours by name; the order of service is ours alone.</summary>
    public const string QueueName = "nurse-line";

    public string Write(VoiceScript script)
    {
        var response = new XElement("Response", script.Steps.SelectMany(Step));
        return new XDeclaration("1.0", "UTF-8", null) + response.ToString(SaveOptions.DisableFormatting);
    }

    private IEnumerable<XElement> Step(VoiceStep step) => step switch
    {
        Speak say => [new XElement("Say", new XAttribute("language", say.Language), say.Text)],
        PlayAudio play => [new XElement("Play", new XAttribute("loop", play.Loop), urls.Audio(play.Path))],
        Wait wait => [new XElement("Pause", new XAttribute("length", wait.Seconds))],
        // Without input Twilio goes on with the next verb, so the same action is asked once more, without Digits.
        Ask ask => [Gather(ask), Redirect(ask.Action)],
        WaitInQueue wait => [Enqueue(wait)],
        JoinConference join => [Dial(join)],
        GoTo go => [Redirect(go.Link)],
        HangUp => [new XElement("Hangup")],
        _ => throw new InvalidOperationException($"No TwiML for {step.GetType().Name}."),
    };

    private XElement Gather(Ask ask)
    {
        var gather = new XElement("Gather",
            new XAttribute("input", ask.Speech ? "dtmf speech" : "dtmf"),
            new XAttribute("action", urls.Instruction(ask.Action)),
            new XAttribute("method", "POST"),
            new XAttribute("timeout", ask.TimeoutSeconds),
            new XAttribute("finishOnKey", ask.FinishOnKey),
            new XAttribute("language", ask.Language));
        if (ask.Digits is { } digits) gather.Add(new XAttribute("numDigits", digits.ToString(CultureInfo.InvariantCulture)));
        if (ask.Speech) gather.Add(new XAttribute("speechTimeout", "auto"));
        if (ask.Hints is { } hints) gather.Add(new XAttribute("hints", hints));
        gather.Add(ask.Prompts.SelectMany(Step));
        return gather;
    }

    private XElement Enqueue(WaitInQueue wait) => new("Enqueue",
        new XAttribute("action", urls.Instruction(wait.Action)),
        new XAttribute("method", "POST"),
        new XAttribute("waitUrl", urls.Instruction(wait.WaitRoute)),
        new XAttribute("waitUrlMethod", "POST"),
        QueueName);

    // The first participant's callback settings win for the whole conference: every leg carries the same ones.
    private XElement Dial(JoinConference join) => new("Dial",
        new XAttribute("action", urls.Instruction(join.Action)),
        new XAttribute("method", "POST"),
        new XElement("Conference",
            new XAttribute("beep", "false"),
            new XAttribute("startConferenceOnEnter", "true"),
            new XAttribute("endConferenceOnExit", join.EndsWithMe ? "true" : "false"),
            new XAttribute("participantLabel", join.Label),
            new XAttribute("statusCallback", urls.Callback(join.Events)),
            new XAttribute("statusCallbackMethod", "POST"),
            new XAttribute("statusCallbackEvent", "start end join leave hold mute"),
            new XAttribute("waitUrl", urls.Instruction(join.WaitRoute)),
            new XAttribute("waitMethod", "POST"),
            join.CallId.ToString("N")));

    private XElement Redirect(VoiceLink link) => new("Redirect", new XAttribute("method", "POST"), urls.Instruction(link));
}
