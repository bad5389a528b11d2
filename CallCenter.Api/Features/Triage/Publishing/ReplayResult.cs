using System.Text.Json;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>What past calls would come to on a candidate. Ids and codes only.</summary>
/// <param name="Calls">Those that would not certainly stay the same.</param>
internal sealed record ReplayResult(int Same, int Raised, int Open, int LoweredCalls, IReadOnlyList<ReplayedCallRow> Calls)
{
    public const string Lowered = "lowered";
    public const string Unreadable = "unreadable";

    public static ReplayResult Of(IReadOnlyList<ReplayedCallRow> rows) => new(
        Count(rows, "same"), Count(rows, "raised"), Count(rows, "open"), Count(rows, Lowered),
        [.. rows.Where(r => r.Outcome != "same").OrderByDescending(r => r.MayEndLower).ThenBy(r => r.Outcome == Lowered ? 0 : 1).ThenByDescending(r => r.OpenedAt)]);

    public int MayEndLower => Calls.Count(c => c.MayEndLower);

    public string InWords(int days) => $"{Same + Calls.Count} calls of {days} days: {Same} same, {Raised} raised, {LoweredCalls} lowered, {Open} open ({MayEndLower} lowered or may end lower)";

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static ReplayResult Read(string json) => JsonSerializer.Deserialize<ReplayResult>(json, JsonSerializerOptions.Web) ?? throw new JsonException("The result of a replay is empty.");

    private static int Count(IReadOnlyList<ReplayedCallRow> rows, string outcome) => rows.Count(r => r.Outcome == outcome);
}

/// <param name="Was">Code of the disposition the protocols gave then.</param>
/// <param name="Lowest">Code of what the candidate gives at least; with <paramref name="Highest"/> exact limits.</param>
internal sealed record ReplayedCallRow(Guid SessionId, Guid CallId, string PracticeId, DateTimeOffset OpenedAt, string Outcome, bool MayEndLower, string Was, string Lowest, string Highest)
{
    public static string Name(ReplayOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
