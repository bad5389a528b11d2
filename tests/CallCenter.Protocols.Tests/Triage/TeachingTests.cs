using System.Text.Json;

namespace CallCenter.Protocols.Tests.Triage;

public class TeachingTests
{
    private static readonly string Config = Path.Combine(Shipped.Root, "protocols-config");

    [Fact]
    public void The_protocol_in_the_readme_is_sound()
    {
        var readme = File.ReadAllText(Path.Combine(Config, "README.md"));
        var start = readme.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var files = Demo.Files();
        files["triage/sore-throat.yaml"] = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.DoesNotContain(Demo.Findings(files), f => f.Code[0] == 'E');
    }

    [Theory]
    [InlineData("protocol", Demo.File, "triage/1")]
    [InlineData("dispositions", "dispositions.yaml", "triage-dispositions/1")]
    [InlineData("facts", "facts.yaml", "triage-facts/1")]
    [InlineData("floors", "floors.yaml", "triage-floors/1")]
    [InlineData("danger-words", "danger-words.yaml", "triage-danger-words/1")]
    [InlineData("approvals", "approvals.yaml", "triage-approvals/1")]
    public void Each_kind_of_file_has_a_schema_that_names_its_format_and_forbids_other_keys(string name, string file, string format)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Config, "schema", name + ".schema.json")));
        Assert.Equal(format, schema.RootElement.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());
        Assert.False(schema.RootElement.GetProperty("additionalProperties").GetBoolean());
        Assert.Contains($"schema: {format}", Demo.Files()[file], StringComparison.Ordinal);
    }

    /// <summary>An editor that suggests a key the loader refuses, or hides one it needs, would mislead.</summary>
    [Fact]
    public void The_schema_and_the_loader_know_the_same_keys_of_a_protocol()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Config, "schema", "protocol.schema.json")));
        var properties = schema.RootElement.GetProperty("properties");
        var question = properties.GetProperty("ladder").GetProperty("items").GetProperty("properties").GetProperty("ask").GetProperty("items").GetProperty("properties");
        Assert.Equal(KeysTheLoaderKnows("title: Cough", "zzzzzzzzz: Cough"), Names(properties));
        Assert.Equal(KeysTheLoaderKnows("when: \"anticoagulant\"", "zzzzzzzzz: \"anticoagulant\""), Names(question));
    }

    /// <summary>A misspelt key far from all others makes the loader list the keys it knows.</summary>
    private static string[] KeysTheLoaderKnows(string find, string replace) =>
        Demo.Findings(Demo.With(Demo.File, find, replace)).First(f => f.Code == "E01").WhatToDo["Use one of: ".Length..].Split(", ");

    private static string[] Names(JsonElement properties) => [.. properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
}
