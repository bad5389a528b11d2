using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

[JsonConverter(typeof(JsonStringEnumConverter<FactType>))]
public enum FactType { Flag, Number, Choice }

/// <summary>A known value of a fact. Not knowing is the absence of a value, never a value.</summary>
[JsonConverter(typeof(FactValueJson))]
public readonly record struct FactValue
{
    private FactValue(FactType type, decimal number, string? choice) => (Type, Number, Choice) = (type, number, choice);

    public FactType Type { get; }
    public decimal Number { get; }
    public string? Choice { get; }
    public bool IsOn => Type == FactType.Flag && Number == 1;

    public static FactValue Of(bool flag) => new(FactType.Flag, flag ? 1 : 0, null);
    public static FactValue Of(decimal number) => new(FactType.Number, number, null);
    public static FactValue Of(string choice) => new(FactType.Choice, 0, choice);

    public override string ToString() => Type switch
    {
        FactType.Flag => IsOn ? "yes" : "no",
        FactType.Number => Number.ToString("0.####", CultureInfo.InvariantCulture),
        FactType.Choice => Choice ?? "",
    };
}

/// <summary>A value is a plain JSON boolean, number or text.</summary>
public sealed class FactValueJson : JsonConverter<FactValue>
{
    public override FactValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.True => FactValue.Of(true),
            JsonTokenType.False => FactValue.Of(false),
            JsonTokenType.Number => FactValue.Of(reader.GetDecimal()),
            JsonTokenType.String => FactValue.Of(reader.GetString() ?? ""),
            _ => throw new JsonException("A fact value is true, false, a number or a text."),
        };

    public override void Write(Utf8JsonWriter writer, FactValue value, JsonSerializerOptions options)
    {
        if (value.Type == FactType.Flag) writer.WriteBooleanValue(value.IsOn);
        else if (value.Type == FactType.Number) writer.WriteNumberValue(value.Number);
        else writer.WriteStringValue(value.Choice);
    }
}
