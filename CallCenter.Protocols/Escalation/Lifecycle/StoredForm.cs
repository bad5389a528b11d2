using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>States and notes as text for a database column, to the nanosecond; words instead of numbers, so that a row can be read by a person and survives a reordered enum.</summary>
public static class StoredForm
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new InstantText() },
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The whole state.</summary>
    public static string Write(EscalationState state) => JsonSerializer.Serialize(state, Options);

    /// <summary>One line of the record.</summary>
    public static string Write(EscalationNote note) => JsonSerializer.Serialize(note, Options);

    /// <summary>Throws <see cref="JsonException"/> when the text is not a state; the caller then raises an engine fault.</summary>
    public static EscalationState ReadState(string text) => JsonSerializer.Deserialize<EscalationState>(text, Options) ?? throw new JsonException("No state.");

    /// <summary>Throws <see cref="JsonException"/> when the text is not a note.</summary>
    public static EscalationNote ReadNote(string text) => JsonSerializer.Deserialize<EscalationNote>(text, Options) ?? throw new JsonException("No note.");

    private sealed class InstantText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value : throw new JsonException("Not an instant.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
