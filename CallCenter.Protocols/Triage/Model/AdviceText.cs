using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>
/// A line to read to the caller, and when it fits. A line that names nothing of the four is always read. A question is named by its id, one of
/// another protocol as <c>protocol/id</c>.
/// </summary>
/// <param name="For">The results at which it is read.</param>
/// <param name="When">The people to whom it is read; not known = read.</param>
/// <param name="After">Read only after a yes to one of these questions, or a doubt about it.</param>
/// <param name="Unless">Not read after a yes to one of these: "call back when there is a fever" comes too late for somebody who has one.</param>
public sealed record AdviceText(
    string Text, IReadOnlyDictionary<string, string> Translations,
    IReadOnlyList<string>? For = null, Condition? When = null, IReadOnlyList<string>? After = null, IReadOnlyList<string>? Unless = null)
    : Words(Text, Translations)
{
    [JsonIgnore]
    public bool IsAlwaysRead => Limits.Length == 0;

    /// <summary>When it is read, in words; empty where it always is. Two lines with the same text and limits are the same.</summary>
    [JsonIgnore]
    public string Limits => string.Join("; ", new[]
    {
        For is null ? null : "only at " + string.Join(", ", For),
        When is null ? null : $"only when {When}, or not known",
        After is null ? null : "only after yes to " + string.Join(", ", After),
        Unless is null ? null : "not after yes to " + string.Join(", ", Unless),
    }.OfType<string>());

    /// <summary>Protocol and question of each name, as a line of <paramref name="protocolId"/> means it.</summary>
    public static IEnumerable<(string Protocol, string Question)> Questions(IReadOnlyList<string>? names, string protocolId) =>
        (names ?? []).Select(name => name.Split('/') is [var protocol, var question] ? (protocol, question) : (protocolId, name));
}
