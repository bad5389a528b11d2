namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>What a caller hears when we cannot even look her up: the emergency sentence, a short wait, and back to the line.</summary>
public static class StaticAnswer
{
    public static readonly VoiceScript Reconnecting = new(
        new Speak("Please stay on the line, we are reconnecting you. If this is an emergency, hang up and dial 911.", "en-US"),
        new Speak("Por favor no cuelgue, le estamos reconectando. Si es una emergencia, cuelgue y marque el 911.", "es-US"),
        new Wait(3),
        new GoTo(new VoiceLink("voice/inbound", ("resume", "1"))));
}
