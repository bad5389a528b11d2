using CallCenter.Agent.Wire;

namespace CallCenter.Agent.PracticeFiles;

/// <summary>Codes of the wire as words and shapes; the shape is never alone.</summary>
internal static class FileWords
{
    public static readonly IReadOnlyList<(string Code, string Title)> Dispositions =
    [
        ("provider_now", "On-call clinician phones back now"), ("ems", "Call 911 now"), ("ed_now", "Go to the emergency department now"), ("see_4h", "Be seen within 4 hours"),
        ("see_24h", "Be seen within 24 hours"), ("see_3d", "Be seen within 3 days"), ("see_2w", "Be seen within 2 weeks"), ("provider_msg", "Message to the practice"),
        ("home", "Care at home"), ("info", "Question answered"),
    ];

    public static string Severity(string severity) => severity == "error" ? "✖ Error" : "▲ Warning";

    public static string Tone(string severity) => severity == "error" ? "is-emergent" : "is-urgent";

    public static string Kind(string kind) => kind switch
    {
        "page" => "☎ asked",
        "taken" => "✓ taken",
        "declined" => "✖ declined",
        "copy" => "→ copy",
        "desk" => "▲ desk",
        "nurse" => "◆ nurse told",
        _ => "· noted",
    };

    public static string Check(int? errors, int? warnings) => (errors, warnings) switch
    {
        (null, _) => "not yet",
        ( > 0, _) => $"✖ {errors} {(errors == 1 ? "error" : "errors")}",
        (_, > 0) => $"▲ {warnings} {(warnings == 1 ? "warning" : "warnings")}",
        _ => "✓ nothing found",
    };

    public static string Verified(FileDestination destination) => destination switch
    {
        { Trouble: { } trouble } => $"✖ {trouble}",
        { Verified: null } => "✖ never verified",
        { Verified: "always" } => "✓ our own desk",
        { IsOld: true, Verified: var day } => $"▲ verified {day}, more than half a year ago",
        { Verified: var day } => $"✓ verified {day}",
    };
}
