using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads <c>facts.yaml</c>.</summary>
internal static class FactsReading
{
    public static void Read(YamlNode root, LoadContext context)
    {
        var fields = Schemas.Open(root, "triage-facts/1", "The facts file", context.Findings);
        foreach (var (key, node) in fields.Entries("facts"))
            if (One(key, node, context) is { } fact)
            {
                context.Facts[fact.Name] = fact;
                context.Sources.Put("facts/" + fact.Name, key.Place);
            }
        fields.Done();
    }

    private static Fact? One(YamlText key, YamlNode node, LoadContext context)
    {
        var fields = new Fields(node, context.Findings, "A fact");
        if (!ConditionParserWord(key.Value)) context.Findings.Add(key.Place, "E00", $"\"{key.Value}\" is not a fact name", "Expressions know facts by lower-case words", "Use lower-case letters, digits and _");
        var fact = new Fact(
            key.Value, TypeOf(fields, context.Findings), fields.Words("title") ?? Words.Of(key.Value.Replace('_', ' ')),
            fields.Text("unit"), fields.Number("min"), fields.Number("max"), fields.Texts("of"),
            RiskOf(fields, context.Findings), fields.Words("ask"), fields.Text("from"), fields.Text("note"));
        fields.Done();
        CheckRange(fact, fields, context.Findings);
        return fields.IsMap ? fact : null;
    }

    private static bool ConditionParserWord(string name) =>
        ConditionParser.Parse(name).Condition is FactTest { Comparison: Comparison.IsOn } test && test.Fact == name && !name.Contains('-', StringComparison.Ordinal);

    private static FactType TypeOf(Fields fields, Findings findings)
    {
        var type = fields.Required("type");
        if (type is "bool" or "") return FactType.Flag;
        if (type == "number") return FactType.Number;
        if (type != "choice") findings.Add(fields.PlaceOf("type"), "E00", $"\"{type}\" is not a type", "A value is checked by its type", "Use bool, number or choice");
        return FactType.Choice;
    }

    private static bool RiskOf(Fields fields, Findings findings)
    {
        var risk = fields.Text("risk");
        if (risk is not (null or "" or "up")) findings.Add(fields.PlaceOf("risk"), "E00", $"\"{risk}\" is not a direction of risk", "A risk fact may only raise", "Write up, or leave risk out");
        return risk == "up";
    }

    private static void CheckRange(Fact fact, Fields fields, Findings findings)
    {
        if (fact.Type == FactType.Number && !(fact.Min < fact.Max))
            findings.Add(fields.Place, "E00", $"{fact.Name} has no possible range", "A typing slip or a wrong unit would pass unseen", "Give min and max, min below max");
        if (fact.Type == FactType.Choice && fact.Choices.Count < 2)
            findings.Add(fields.Place, "E00", $"{fact.Name} is a choice of fewer than two", "There is nothing to choose", "List the choices under of");
        if (fact.RiskUp && fact.Type != FactType.Flag)
            findings.Add(fields.Place, "E00", $"{fact.Name} is a risk but not a yes/no fact", "Only a yes/no fact can be turned on", "Remove risk, or make it a bool");
    }
}
