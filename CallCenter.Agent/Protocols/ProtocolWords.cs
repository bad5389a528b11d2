using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Protocols;

/// <summary>Codes of the wire as words and shapes; the shape is never alone.</summary>
internal static class ProtocolWords
{
    public static string Digest(string? digest) => digest is null ? "—" : digest[..12];

    public static string Status(ProtocolVersion version) => version.Status switch
    {
        "approved" => $"✓ Approved by {version.Approver}, {PracticeTime.Day(version.ApprovedOn!.Value)}{Until(version)}",
        "overdue" => $"▲ Review was due on {PracticeTime.Day(version.ReviewBy!.Value)}",
        "retired" => "✖ Retired",
        _ => "○ Draft: nobody has approved it",
    };

    public static string Change(string change) => change switch
    {
        "added" => "+ New",
        "removed" => "− Removed",
        "changed" => "✎ Changed",
        _ => "= Same",
    };

    public static string Severity(string severity) => severity switch
    {
        "error" => "✖ Error",
        "approval" => "▲ To accept",
        _ => "○ Note",
    };

    public static string Candidate(CandidateView candidate) => candidate.State switch
    {
        "same" => "= The same as in service",
        "checking" => "… Being checked",
        "faulty" => "✖ Has errors, is no candidate",
        "recalled" => "✖ Still holds the recalled package",
        _ => "▲ Waits for approval",
    };

    public static string Outcome(ReplayedCall call) => call.Outcome switch
    {
        "raised" => "▲ Raised",
        "lowered" => "▼ Lowered",
        "unreadable" => "✖ Could not be replayed",
        _ => call.MayEndLower ? "▽ Open, may end lower" : "◇ Open",
    };

    private static string Until(ProtocolVersion version) => version.ReviewBy is { } until ? $", review by {PracticeTime.Day(until)}" : "";
}
