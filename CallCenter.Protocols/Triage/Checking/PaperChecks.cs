using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>A34: a review date has passed, or who approved is no longer responsible. A35: a delicate subject may end at home.</summary>
internal static partial class PaperChecks
{
    public static void Protocol(Examination examination, Protocol protocol, DateOnly? asOf)
    {
        if (asOf is { } today && protocol.Paper.ReviewBy is { } review && review < today)
            examination.Add("A34", protocol.Id, $"{protocol.Id} was to be reviewed by {review:yyyy-MM-dd}", "Medicine moves; an unreviewed protocol may be wrong", "Have a clinician review it and set a new date");
        if (LadderChecks.HomeIsReachable(examination.Package, protocol) && Delicate().IsMatch($"{protocol.Title.Text} {protocol.Definition.Text}"))
            examination.Add("A35", protocol.Id, $"{protocol.Id} can end at home", "Self-harm, pregnancy, children and abuse are not judged by telephone alone", "Raise else, set never_below, or have a clinician accept it");
    }

    public static void Approvals(Examination examination, DateOnly? asOf)
    {
        foreach (var approval in examination.Package.Approvals.Where(a => a.ReviewBy < asOf))
            examination.Add("A34", approval.Protocol, $"The approval of {approval.Protocol} {approval.Version} by {approval.Approver} ended on {approval.ReviewBy:yyyy-MM-dd}", "An approval holds for its time", "Have a clinician approve it again");
        foreach (var approval in examination.Package.Approvals)
            if (examination.Package.FindProtocol(approval.Protocol) is { } named && named.Version == approval.Version && named.Digest != approval.Digest)
                examination.Add("A34", approval.Protocol, $"{approval.Protocol} {approval.Version} is not what {approval.Approver} approved", "An approval is for exact bytes, and one of them changed", "Have a clinician approve the new text, under a new version");
        foreach (var protocol in examination.Package.Protocols)
            if (examination.Package.ApprovalOf(protocol) is { } approval && !IsActive(examination.Package.Approvers, approval.Approver, asOf))
                examination.Add("A34", protocol.Id, $"{approval.Approver}, who approved {protocol.Id}, is no longer among the approvers", "Somebody who is responsible today must stand behind it", "Have an active clinician approve it again");
    }

    /// <summary>Without a list nobody's time is known, and nobody is doubted.</summary>
    private static bool IsActive(IReadOnlyList<Approver> approvers, string name, DateOnly? asOf) =>
        asOf is null || approvers.Count == 0 || approvers.Any(a => a.Name == name && (a.Until ?? DateOnly.MaxValue) >= asOf);

    [GeneratedRegex(@"\b(suicid\w*|self-harm|pregnan\w*|giv(e|ing) birth|newborn|bab(y|ies)|child(ren)?|abus\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Delicate();
}
