using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>A line to read to the caller, and when it fits. A line that names nothing of the three is always read.</summary>
/// <param name="For">The results at which it is read.</param>
/// <param name="When">The people to whom it is read; not known = read.</param>
/// <param name="Unless">Questions (<c>id</c>, or <c>protocol/id</c> of another) whose yes has made it late: "call back when there is a fever" to somebody who has one.</param>
public sealed record AdviceText(
    string Text, IReadOnlyDictionary<string, string> Translations, IReadOnlyList<string>? For = null, Condition? When = null, IReadOnlyList<string>? Unless = null)
    : Words(Text, Translations)
{
    [JsonIgnore]
    public bool IsAlwaysRead => For is null && When is null && Unless is null;

    /// <summary>When it is read, in words; empty where it always is. Two lines with the same text and limits are the same.</summary>
    [JsonIgnore]
    public string Limits => string.Join("; ", new[]
    {
        For is null ? null : "only at " + string.Join(", ", For),
        When is null ? null : $"only when {When}, or not known",
        Unless is null ? null : "not after yes to " + string.Join(", ", Unless),
    }.OfType<string>());

    /// <summary>Protocol and question of each <see cref="Unless"/>, for a line of <paramref name="protocolId"/>.</summary>
    public IEnumerable<(string Protocol, string Question)> LateAfter(string protocolId) =>
        (Unless ?? []).Select(u => u.Split('/') is [var protocol, var question] ? (protocol, question) : (protocolId, u));
}
