using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Events as JSON, for the wire, the browser's draft and the database; generated, so that trimming is safe.</summary>
public static class TriageEventJson
{
    public static string Write(TriageEvent e) => JsonSerializer.Serialize(e, EventJson.Relaxed.TriageEvent);

    public static string WriteLog(IReadOnlyList<TriageEvent> log) => JsonSerializer.Serialize(log, EventJson.Relaxed.IReadOnlyListTriageEvent);

    public static TriageEvent Read(string json) =>
        JsonSerializer.Deserialize(json, EventJson.Relaxed.TriageEvent) ?? throw new JsonException("The event is empty.");

    public static IReadOnlyList<TriageEvent> ReadLog(string json) =>
        JsonSerializer.Deserialize(json, EventJson.Relaxed.IReadOnlyListTriageEvent) ?? throw new JsonException("The log is empty.");
}

[JsonSerializable(typeof(TriageEvent))]
[JsonSerializable(typeof(IReadOnlyList<TriageEvent>))]
internal sealed partial class EventJson : JsonSerializerContext
{
    public static EventJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowOutOfOrderMetadataProperties = true,
    });
}
