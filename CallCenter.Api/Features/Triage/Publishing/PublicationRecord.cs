using System.Text.Json;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>What stands in the records of a publication besides who and when.</summary>
/// <param name="Replaced">Digest of the package that was in service before; null for the first.</param>
/// <param name="Accepted">Every A-finding that was accepted, in words, with the approver's reason.</param>
/// <param name="SameMeaning">Changed wordings that were confirmed to mean the same.</param>
/// <param name="Drafts">Protocols that went into service without an approval.</param>
/// <param name="Replay">The replay it was judged by, in words; null when nothing was replayed.</param>
internal sealed record PublicationRecord(
    string? Replaced, IReadOnlyList<AcceptedFinding> Accepted, IReadOnlyList<string> SameMeaning, IReadOnlyList<string> Drafts, string? Replay)
{
    public static PublicationRecord First { get; } = new(null, [], [], [], null);

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static PublicationRecord Read(string json) =>
        JsonSerializer.Deserialize<PublicationRecord>(json, JsonSerializerOptions.Web) ?? throw new JsonException("The record of a publication is empty.");
}

internal sealed record AcceptedFinding(string Code, string What, string Reason);
