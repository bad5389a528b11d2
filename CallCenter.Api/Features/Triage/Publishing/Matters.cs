using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>Everything about a candidate that a named person has to accept before it may go into service.</summary>
internal static class Matters
{
    public static IReadOnlyList<Matter> Of(FolderReading reading, ReplayResult? replay) =>
        [.. (reading.Comparison?.Lowerings ?? []).GroupBy(l => (l.ProtocolId, l.RuleId, l.What)).Select(Lowered),
         .. reading.Findings.Where(f => f.Severity is Severity.Approval).Select(Found),
         .. Replayed(replay)];

    public static IReadOnlyList<RewordingView> Rewordings(FolderReading reading) => [.. (reading.Comparison?.Rewordings ?? []).Select(r =>
        new RewordingView($"A31 {r.ProtocolId}/{r.QuestionId} {r.Language}", r.ProtocolId, r.QuestionId, r.Language, r.Was, r.Is))];

    /// <summary>One question is one matter, whatever the number of combinations in which it counts for less.</summary>
    private static Matter Lowered(IGrouping<(string Protocol, string Rule, string What), Lowering> same) => new(
        $"A30 {same.Key.Protocol}/{same.Key.Rule}: {same.Key.What}", "A30", same.Key.Protocol, same.Key.Rule, same.Key.What,
        [.. same.Select(l => new MatterCase(l.When, l.Answer?.ToString().ToLowerInvariant(), l.From, l.To))]);

    private static Matter Found(Finding finding) =>
        new($"{finding.Code} {finding.File}:{finding.Line}: {finding.What}", finding.Code, ProtocolOf(finding), null, $"{finding.What}. {finding.Why}", []);

    private static IEnumerable<Matter> Replayed(ReplayResult? replay)
    {
        foreach (var same in (replay?.Calls ?? []).Where(c => c.MayEndLower).GroupBy(c => (c.Outcome, c.Was, c.Lowest, c.Highest)))
            yield return new(
                $"A32 {same.Key.Outcome} {same.Key.Was} {same.Key.Lowest} {same.Key.Highest}", "A32", null, null,
                $"{Calls(same.Count())} {(same.Key.Outcome == ReplayResult.Lowered ? "would end lower" : "may end lower, depending on questions not asked then")}",
                [new("past calls", null, same.Key.Was, same.Key.Lowest == same.Key.Highest ? same.Key.Lowest : $"{same.Key.Lowest} to {same.Key.Highest}")]);
        if (replay?.Calls.Count(c => c.Outcome == ReplayResult.Unreadable) is int unreadable and > 0)
            yield return new("A32 unreadable", "A32", null, null, $"{Calls(unreadable)} could not be replayed: what they would come to is not known", []);
    }

    private static string Calls(int count) => count == 1 ? "1 past call" : $"{count} past calls";

    /// <summary>A protocol stands in a file of its name.</summary>
    public static string? ProtocolOf(Finding finding) =>
        finding.File.StartsWith("triage/", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(finding.File) : null;
}
