using System.Text.Json;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>What stands beside a publication for ever.</summary>
/// <param name="Accepted">Warnings that were accepted, as <c>code:line: what</c>.</param>
/// <param name="Changes">Differences to the version before, in words.</param>
/// <param name="Played">Escalations that were played through.</param>
internal sealed record FileRecord(IReadOnlyList<string> Accepted, IReadOnlyList<string> Changes, int Played)
{
    public static FileRecord First { get; } = new([], [], 0);

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static FileRecord Read(string json) => JsonSerializer.Deserialize<FileRecord>(json, JsonSerializerOptions.Web) ?? First;
}
