using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>A parsed expression over facts. Its JSON form is its text: the tree is rebuilt by the parser.</summary>
[JsonConverter(typeof(ConditionJson))]
public abstract record Condition
{
    /// <summary>Evaluates over the known facts; a fact that is not in the dictionary is unknown.</summary>
    public abstract Truth Over(IReadOnlyDictionary<string, FactValue> known);

    /// <summary>Every test in the tree, left to right.</summary>
    public abstract IEnumerable<FactTest> Tests();

    public IEnumerable<string> Facts() => Tests().Select(t => t.Fact).Distinct();

    protected static string Bracket(Condition c) => c is AnyOf or AllOf ? $"({c})" : c.ToString();
    public abstract override string ToString();
}

public sealed record AllOf(Condition Left, Condition Right) : Condition
{
    public override Truth Over(IReadOnlyDictionary<string, FactValue> known)
    {
        var left = Left.Over(known);
        return left == Truth.No ? left : (Truth)Math.Min((int)left, (int)Right.Over(known));
    }

    public override IEnumerable<FactTest> Tests() => Left.Tests().Concat(Right.Tests());
    public override string ToString() => $"{Bracket(Left)} and {Bracket(Right)}";
}

public sealed record AnyOf(Condition Left, Condition Right) : Condition
{
    public override Truth Over(IReadOnlyDictionary<string, FactValue> known)
    {
        var left = Left.Over(known);
        return left == Truth.Yes ? left : (Truth)Math.Max((int)left, (int)Right.Over(known));
    }

    public override IEnumerable<FactTest> Tests() => Left.Tests().Concat(Right.Tests());
    public override string ToString() => $"{Bracket(Left)} or {Bracket(Right)}";
}

public sealed record Not(Condition Inner) : Condition
{
    public override Truth Over(IReadOnlyDictionary<string, FactValue> known) => Truth.Yes - (int)Inner.Over(known);
    public override IEnumerable<FactTest> Tests() => Inner.Tests();
    public override string ToString() => $"not {Bracket(Inner)}";
}

/// <summary>Reads a condition back from its text; a text that does not parse cannot come from a loaded package.</summary>
public sealed class ConditionJson : JsonConverter<Condition>
{
    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ConditionParser.Parse(reader.GetString() ?? "") is { Condition: { } condition }
            ? condition
            : throw new JsonException("The text is not an expression over facts.");

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
