namespace CallCenter.Agent.Softphone;

/// <summary>Every error code of the telephone line as a sentence: what happened and what to do. The code stands last, for the help desk.</summary>
public static class LineTrouble
{
    public static string Words(string? code, string? message) => Sentence(code) is { } sentence
        ? $"{sentence} (code {code})"
        : $"The telephone line reported a fault. Set yourself available again; if it stays, reload the page. (code {code ?? "unknown"}{Tail(message)})";

    private static string? Sentence(string? code) => code switch
    {
        "31401" => "The browser does not allow the microphone. Allow it beside the address bar, then press Available again.",
        "31402" => "The microphone cannot be opened. Check that the headset is plugged in and no other program holds it.",
        "no-microphone" => "This computer shows no microphone. Plug the headset in, wait a moment, then try again.",
        "input-gone" => "The microphone you chose cannot be opened: the line goes on with the one the browser chooses. Plug yours in again, or choose another one.",
        "insecure" => "The browser gives no microphone to this address. Open the console by its https address; if it stays, tell the supervisor.",
        "constant-audio-input-level" => "No sound comes from your microphone. Look at its mute switch, or choose another one.",
        "ice-connectivity-lost" => "The sound is interrupted by the network; it comes back by itself. Stay on.",
        "quality" => "The network is poor: the caller may hear you badly. Speak slowly, and ask whether you are heard; a cable is better than Wi-Fi.",
        "20104" or "31205" => "The telephone pass has run out. A new one is being fetched; press Available if calls do not come.",
        "20101" or "20151" or "31201" or "31202" or "31204" or "31207" => "The telephone company refused our pass. Tell the supervisor: the credentials need a look.",
        "31203" => "The telephone company does not know our account. Tell the supervisor.",
        "31206" => "The telephone company is asked too often. Wait ten seconds and try again.",
        "31209" or "31210" or "31212" => "The telephone company does not let this browser in. Reload the page; if it stays, tell the supervisor.",
        "31100" or "31101" or "31102" or "31103" or "31104" or "31105" => "The telephone company did not understand this console. Reload the page after the call; if it stays, tell the supervisor.",
        "31400" => "The telephone company does not accept this call as it was asked for. Press Available again; if it stays, tell the supervisor.",
        "31002" or "31603" => "The call was declined at the other end.",
        "31404" or "31001" => "The telephone company does not find the place to connect to. Tell the supervisor.",
        "31480" or "31486" => "The line is busy. Try again in a moment.",
        "31008" => "The call ended before it was connected.",
        "31107" or "31003" or "31005" or "31009" or "53000" or "53001" or "31000" =>
            "The connection to the telephone company was lost. It reconnects by itself; the caller is kept on hold.",
        "reconnecting" => "The sound is interrupted; the line reconnects by itself. Stay on.",
        "53400" or "53402" or "53405" => "No sound gets through. A firewall may block it: reload the page, or use another network.",
        "no-bundle" => "This console was built without the Twilio line (Node.js was missing at the build). Tell the supervisor.",
        "no-line" => "The telephone line cannot be loaded. Check the network, then press Available again.",
        _ => null,
    };

    private static string Tail(string? message) => string.IsNullOrWhiteSpace(message) ? "" : ": " + message;
}
