using System.Globalization;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads the tests that travel with a protocol.</summary>
internal static class TestReading
{
    public static IReadOnlyList<ProtocolTest> Read(Fields protocol, string id, HashSet<string> questions, LoadContext context)
    {
        var tests = new List<ProtocolTest>();
        foreach (var node in protocol.Items("tests"))
        {
            var fields = new Fields(node, context.Findings, "A test");
            fields.Required("expect");
            var test = new ProtocolTest(
                fields.Required("name"), Facts(fields, context),
                Known(fields, "present", questions, context), Known(fields, "unsure", questions, context), context.Code(fields, "expect") ?? "");
            fields.Done();
            if (test.Present.Intersect(test.Unsure).FirstOrDefault() is { } both)
                fields.Wrong("unsure", $"\"{both}\" is both present and unsure", "A question has one answer", "Leave it in one of the two lists");
            if (test.Name.Length > 0 && tests.Exists(t => t.Name == test.Name))
                context.Findings.Add(fields.PlaceOf("name"), "E03", $"The test name \"{test.Name}\" is used twice", "A later version is compared test by test, by name", "Give it a name of its own");
            context.Sources.Put($"{id}/test:{test.Name}", fields.Place);
            tests.Add(test);
        }
        return tests;
    }

    private static IReadOnlyList<string> Known(Fields fields, string key, HashSet<string> questions, LoadContext context)
    {
        var ids = fields.Texts(key);
        foreach (var id in ids.Where(id => !questions.Contains(id)))
            context.Findings.Add(fields.PlaceOf(key), "E00", $"\"{id}\" is not a question of this protocol", "The test would prove nothing", "Use a question id of the ladder");
        return ids;
    }

    private static Dictionary<string, FactValue?> Facts(Fields fields, LoadContext context)
    {
        var facts = new Dictionary<string, FactValue?>();
        foreach (var (key, node) in fields.Entries("facts"))
            if (!context.Facts.TryGetValue(key.Value, out var fact))
                context.Findings.Add(key.Place, "E00", $"\"{key.Value}\" is not a fact", "The test would prove nothing", "Use a fact of facts.yaml");
            else facts[key.Value] = Value(fact, node, context.Findings);
        return facts;
    }

    private static FactValue? Value(Fact fact, YamlNode node, Findings findings)
    {
        if (node is YamlText { Value: "unknown" }) return null;
        var value = node is YamlText text ? Parse(fact, text) : null;
        var problem = value is null ? $"{fact.Name} is a {fact.Type.ToString().ToLowerInvariant()} and cannot be read from this" : fact.WhyNot(value.Value);
        if (problem is not null) findings.Add(node.Place, "E00", problem, "A test with an impossible value proves nothing", "Write true, false, a number, a choice, or unknown");
        return value;
    }

    private static FactValue? Parse(Fact fact, YamlText text) => fact.Type switch
    {
        FactType.Flag => text.Value switch { "true" when text.Plain => FactValue.Of(true), "false" when text.Plain => FactValue.Of(false), _ => null },
        FactType.Number => decimal.TryParse(text.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? FactValue.Of(number) : null,
        FactType.Choice => FactValue.Of(text.Value),
    };
}
