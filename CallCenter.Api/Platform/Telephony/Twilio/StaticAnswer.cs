namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>What a caller hears when we cannot even look her up: the emergency sentence, a short wait, and back to the line.</summary>
public static class StaticAnswer
{
    public static VoiceScript Reconnecting => new(
        new Speak("Please stay on the line, we are reconnecting you. If this is an emergency, hang up and dial 911.", "en-US"),
        new Speak("Por favor no cuelgue, le estamos reconectando. Si es una emergencia, cuelgue y marque el 911.", "es-US"),
        new Wait(3),
        new GoTo(new VoiceLink("voice/inbound", Resume)));

    /// <summary>Another one each time: a second outage of the same call must not look like the first one's request, which has its answer already.</summary>
    private static (string Name, string Value) Resume => ("resume", Guid.NewGuid().ToString("N")[..12]);

    /// <summary>A nurse's browser is sent for its call again, a person we dialled back to where she was; everybody else is a caller.</summary>
    public static VoiceScript For(TwilioForm form, TwilioUrls urls)
    {
        if (form["From"]?.StartsWith("client:", StringComparison.Ordinal) is true) return new(new Wait(1), new GoTo(new VoiceLink("client", Resume)));
        return form["Direction"] == "outbound-api" && urls.Own(form["ErrorUrl"]) is { } asked
            ? new(new Speak("One moment, please.", "en-US"), new Speak("Un momento, por favor.", "es-US"), new Wait(2), new GoTo(asked))
            : Reconnecting;
    }
}
