using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>The compiled package as JSON: the server writes it, the browser rebuilds it without a YAML reader.</summary>
public static class TriagePackageJson
{
    public static string Write(TriagePackage package) => JsonSerializer.Serialize(package, TriageJson.Relaxed.TriagePackage);

    public static TriagePackage Read(string json) =>
        JsonSerializer.Deserialize(json, TriageJson.Relaxed.TriagePackage) ?? throw new JsonException("The package is empty.");
}

/// <summary>Generated, so that it also works in a trimmed browser build.</summary>
[JsonSerializable(typeof(TriagePackage))]
internal sealed partial class TriageJson : JsonSerializerContext
{
    /// <summary>Spanish letters stay readable; the JSON is never pasted into a page.</summary>
    public static TriageJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
