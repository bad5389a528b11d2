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
        "device-lost" => "The headset was unplugged. Plug it in again; until then the browser uses another microphone.",
        "20104" or "31205" => "The telephone pass has run out. A new one is being fetched; press Available if calls do not come.",
        "20101" or "20151" or "31201" or "31202" or "31204" or "31207" => "The telephone company refused our pass. Tell the supervisor: the credentials need a look.",
        "31203" => "The telephone company does not know our account. Tell the supervisor.",
        "31206" => "The telephone company is asked too often. Wait ten seconds and try again.",
        "31002" or "31603" => "The call was declined at the other end.",
        "31404" or "31001" => "The telephone company does not find the place to connect to. Tell the supervisor.",
        "31480" or "31486" => "The line is busy. Try again in a moment.",
        "31008" => "The call ended before it was connected.",
        "31003" or "31005" or "31009" or "53000" or "53001" or "31000" =>
            "The connection to the telephone company was lost. It reconnects by itself; the caller is kept on hold.",
        "reconnecting" => "The sound is interrupted; the line reconnects by itself. Stay on.",
        "53400" or "53402" or "53405" => "No sound gets through. A firewall may block it: reload the page, or use another network.",
        "no-bundle" => "This console was built without the Twilio line (Node.js was missing at the build). Tell the supervisor.",
        "no-line" => "The telephone line cannot be loaded. Check the network, then press Available again.",
        _ => null,
    };

    private static string Tail(string? message) => string.IsNullOrWhiteSpace(message) ? "" : ": " + message;
}
