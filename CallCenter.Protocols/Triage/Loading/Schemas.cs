using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Every file says which format it is written in, and its version as a quoted text.</summary>
internal static class Schemas
{
    public static Fields Open(YamlNode root, string schema, string what, Findings findings)
    {
        var fields = new Fields(root, findings, what);
        if (fields.IsMap && fields.Text("schema") is var found && found != schema)
            findings.Add(fields.PlaceOf("schema"), "E00", $"The schema is \"{found}\"", $"This file is read as {schema}", $"Write schema: {schema}");
        if (fields.IsMap) Version(fields, findings);
        return fields;
    }

    /// <summary>A bare 1.10 is a number in YAML and would become 1.1.</summary>
    public static string Version(Fields fields, Findings findings)
    {
        var version = fields.Required("version");
        if (version.Length == 0) return version;
        var parts = version.Split('.');
        if (parts.Length != 3 || !parts.All(p => p.Length is > 0 and < 6 && p.All(char.IsAsciiDigit)))
            findings.Add(fields.PlaceOf("version"), "E00", $"\"{version}\" is not a version", "Approvals and notes name it", "Write three numbers in quotes, such as \"1.0.0\"");
        else if (fields.Node("version") is YamlText { Plain: true })
            findings.Add(fields.PlaceOf("version"), "E00", "The version is not in quotes", "A bare 1.10 is a number in YAML and would be read as 1.1", $"Write \"{version}\"");
        return version;
    }
}
