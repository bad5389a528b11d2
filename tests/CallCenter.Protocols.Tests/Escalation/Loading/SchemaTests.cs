using System.Text.Json;
using System.Text.Json.Nodes;
using CallCenter.Protocols.Escalation.Loading;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CallCenter.Protocols.Tests.Escalation.Loading;

/// <summary>The published JSON Schema and the loader agree on the shape of a file.</summary>
public class SchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Practices.Root, "protocols-config", "schema", "escalation.schema.json")));

    private static bool Accepts(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Schema.Evaluate(JsonSerializer.SerializeToElement(Json(stream.Documents[0].RootNode))).IsValid;
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } plain when int.TryParse(plain.Value, out var number) => number,
        YamlScalarNode text => text.Value,
        _ => null,
    };

    [Theory, MemberData(nameof(Practices.Names), MemberType = typeof(Practices))]
    public void Accepts_the_worked_practices(string practice) => Assert.True(Accepts(Practices.Text(practice)));

    [Theory]
    [InlineData("pin_required: true", "pin_requierd: true")]
    [InlineData("role: physician", "role: fysician")]
    [InlineData("time_zone: America/Chicago", "time_zone: US/Central")]
    [InlineData("time_zone: America/Chicago", "time_zone: CST")]
    [InlineData("\"+15125550121\"", "\"512-555-0121\"")]
    [InlineData("from: \"17:00\"", "from: \"25:00\"")]
    [InlineData("ack: digit", "ack: link")]
    [InlineData("id: dr-okafor", "id: Dr-Okafor")]
    [InlineData("not_later_than: 30m", "not_later_than: 30 minutes")]
    [InlineData("until: acked", "until: 30m")]
    [InlineData("ack_means: takes-responsibility", "ack_means: delivered")]
    [InlineData("disposition: provider_now", "disposition: provider_nwo")]
    [InlineData("verified: 2026-10-05", "verified: yesterday")]
    [InlineData("every: 1 occurrence", "every: each time")]
    [InlineData("    answer: not-needed\n", "")]
    [InlineData("when: [{calendar: holidays, from", "when: [{calendar: holidays, days: [mon], from")]
    public void Refuses_what_the_loader_refuses(string old, string replacement)
    {
        var text = Practices.Text("lakeside").With(old, replacement);
        Assert.False(Accepts(text));
        Assert.Null(EscalationFileLoader.Load("f.yaml", text).File);
    }
}
