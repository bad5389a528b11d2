namespace CallCenter.Agent.Shell;

/// <summary>Call states and outcomes as a nurse says them.</summary>
public static class CallWords
{
    public static string State(string state) => state switch
    {
        "ringing" => "Ringing",
        "greeting" => "Greeting the caller",
        "identifying" => "Asking who calls",
        "queued" => "Waiting",
        "offered" => "Offered",
        "dialling" => "Ringing the caller",
        "connected" => "On call",
        "on-hold" => "On hold",
        "transferred" => "Transferred, wrap-up",
        "wrap-up" => "Wrap-up",
        "closed" => "Closed",
        "abandoned" => "Caller hung up while waiting",
        "call-back" => "To be rung back",
        "voicemail" => "Message left",
        "failed" => "Call failed",
        _ => state,
    };

    public static readonly IReadOnlyList<(string Code, string Words)> Outcomes =
    [
        ("advised", "Advised"), ("escalated", "Escalated to a clinician"), ("emergency-services", "911 / emergency services"),
        ("call-back-arranged", "Call-back arranged"), ("wrong-number", "Wrong number"), ("no-contact", "No contact"), ("other", "Other"),
    ];
}
