using System.Globalization;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using CallCenter.Protocols.Escalation.Versioning;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>A judged text beside the version in force, in words.</summary>
internal static class FileDifferences
{
    private const int MostSpans = 40;

    public static FileChecked Of(JudgedFile judged, PublishedFile? inForce, DateTimeOffset now)
    {
        var onCall = judged.File is { } file && inForce is not null ? OnCall(inForce.File, file, Instant.FromDateTimeOffset(now)) : [];
        return new(judged.File?.Hash, judged.File is not null && judged.File.Hash == inForce?.File.Hash, [.. judged.Findings.Select(JudgedFile.View)],
            [.. judged.NotRun.Select(n => $"{n.Code}: {n.Needs}")], Differences(judged, inForce), [.. onCall.Take(MostSpans)], Math.Max(0, onCall.Count - MostSpans), judged.Played);
    }

    /// <summary>As it stands in the record of the publication.</summary>
    public static IReadOnlyList<string> Lines(JudgedFile judged, PublishedFile? inForce) =>
        [.. Differences(judged, inForce).Select(d => d switch { { Was: null } => $"{d.Where}: new: {d.Is}", { Is: null } => $"{d.Where}: gone: {d.Was}", _ => $"{d.Where}: {d.Was} → {d.Is}" })];

    private static IReadOnlyList<FileDifference> Differences(JudgedFile judged, PublishedFile? inForce) => inForce is null ? [] :
        [.. FileComparison.Of(inForce.Text, judged.Text).Select(c => new FileDifference(c.Where, c.Was, c.Is, c.Line))];

    private static IReadOnlyList<OnCallDifference> OnCall(EscalationFile was, EscalationFile now, Instant at) =>
        [.. ChangedHands.Between(was, now, VerificationHorizon.From(now.Zone, at)).Select(s =>
            new OnCallDifference(s.Schedule, Local(s.Start, now.Zone), Local(s.End, now.Zone), Names(was, s.Was), Names(now, s.Is)))];

    private static string Names(EscalationFile file, IReadOnlyList<string> people) => people.Count == 0 ? "nobody" : string.Join(", ", people.Select(p => file.Contact(p)?.Name ?? p));

    private static string Local(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("ddd uuuu'-'MM'-'dd HH':'mm", CultureInfo.InvariantCulture);
}
