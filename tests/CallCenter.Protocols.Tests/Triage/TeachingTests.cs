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
    [Theory]
    [InlineData("protocol", "", Demo.File, "title: Cough", "zzzzzzzzz: Cough")]
    [InlineData("protocol", "ladder", Demo.File, "  - go: see_4h\n", "  - go: see_4h\n    zzzzzzzzz: see_4h\n")]
    [InlineData("protocol", "ladder/ask", Demo.File, "when: \"anticoagulant\"", "zzzzzzzzz: \"anticoagulant\"")]
    [InlineData("protocol", "ladder/ask/raise", Demo.File, "when: \"lung_disease\", to: ed_now", "when: \"lung_disease\", to: ed_now, zzzzzzzzz: x")]
    [InlineData("protocol", "else_raise", Demo.File, "when: \"age_years >= 75\", to: see_24h", "when: \"age_years >= 75\", to: see_24h, zzzzzzzzz: x")]
    [InlineData("protocol", "call_back", Demo.File, "call_back: [\"Call again if it gets worse.\"]", "call_back: [\"Call again.\", {zzzzzzzzz: x}]")]
    [InlineData("protocol", "tests", Demo.File, "present: [blue], expect: ems", "present: [blue], expect: ems, zzzzzzzzz: x")]
    [InlineData("dispositions", "levels", "dispositions.yaml", "lock: true", "zzzzzzzzz: true")]
    [InlineData("facts", "facts", "facts.yaml", "unit: years", "zzzzzzzzz: years")]
    [InlineData("floors", "floors", "floors.yaml", "why: third", "zzzzzzzzz: x, why: third")]
    [InlineData("danger-words", "words", "danger-words.yaml", "protocol: cough", "zzzzzzzzz: x, protocol: cough")]
    [InlineData("approvals", "", "approvals.yaml", "approvals: []", "approvals: []\nzzzzzzzzz: x")]
    [InlineData("approvals", "approvals", "approvals.yaml", "approvals: []", "approvals: [{zzzzzzzzz: x}]")]
    [InlineData("approvals", "approvers", "approvals.yaml", "approvals: []", "approvals: []\napprovers: [{zzzzzzzzz: x}]")]
    public void The_schema_and_the_loader_know_the_same_keys(string name, string path, string file, string find, string replace)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Config, "schema", name + ".schema.json")));
        Assert.Equal(KeysTheLoaderKnows(file, find, replace), Keys(schema.RootElement, path));
    }

    [Theory]
    [InlineData("protocol", "")]
    [InlineData("protocol", "ladder")]
    [InlineData("protocol", "ladder/ask")]
    [InlineData("protocol", "call_back")]
    [InlineData("protocol", "tests")]
    [InlineData("dispositions", "levels")]
    [InlineData("facts", "facts")]
    [InlineData("floors", "floors")]
    [InlineData("danger-words", "words")]
    [InlineData("approvals", "approvals")]
    [InlineData("approvals", "approvers")]
    public void The_page_that_teaches_explains_every_key(string name, string path)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Config, "schema", name + ".schema.json")));
        var readme = File.ReadAllText(Path.Combine(Config, "README.md"));
        Assert.All(Keys(schema.RootElement, path), key => Assert.Contains($"`{key}`", readme, StringComparison.Ordinal));
    }

    /// <summary>A misspelt key far from all others makes the loader list the keys it knows.</summary>
    private static string[] KeysTheLoaderKnows(string file, string find, string replace) =>
        Demo.Findings(Demo.With(file, find, replace)).First(f => f.Code == "E01" && f.What.Contains("zzzzzzzzz", StringComparison.Ordinal)).WhatToDo["Use one of: ".Length..].Split(", ");

    /// <summary>The keys at a place of the schema, through lists and named entries.</summary>
    private static string[] Keys(JsonElement schema, string path)
    {
        var at = schema;
        foreach (var key in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) at = Entry(schema, at.GetProperty("properties").GetProperty(key));
        return [.. at.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
    }

    private static JsonElement Entry(JsonElement schema, JsonElement at)
    {
        if (at.TryGetProperty("$ref", out var reference)) return Entry(schema, (reference.GetString() ?? "").TrimStart('#', '/').Split('/').Aggregate(schema, (e, name) => e.GetProperty(name)));
        if (at.TryGetProperty("items", out var items)) return Entry(schema, items);
        return at.TryGetProperty("additionalProperties", out var entries) && entries.ValueKind == JsonValueKind.Object ? Entry(schema, entries) : at;
    }
}
