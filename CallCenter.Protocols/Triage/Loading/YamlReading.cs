using System.Globalization;
using System.Text;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Loading;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>The strict reader's tree and its faults, in the words of a clinician; bare words that older YAML reads as something else are no keys.</summary>
internal sealed class YamlReading(string file, Findings findings)
{
    public const int LargestFile = 256 * 1024;
    private const int DeepestNesting = 12;

    public static YamlNode? Read(string file, string text, Findings findings) => new YamlReading(file, findings).Read(text);

    private YamlNode? Read(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestFile)
        {
            findings.Add(new(file, 1, 1), "E00", $"The file is larger than {LargestFile / 1024} KB", "A protocol fits on a few pages; a huge file is a mistake or an attack", "Split the file");
            return null;
        }

        var (root, faults) = StrictYaml.Read(text, DeepestNesting);
        foreach (var fault in faults) Say(fault);
        return root is null ? null : Node(root);
    }

    private YamlNode? Node(YamlValue value) => value switch
    {
        YamlScalar text => Text(text),
        YamlSequence list => new YamlList(At(list), [.. list.Items.Select(Node).OfType<YamlNode>()]),
        YamlMapping map => new YamlMap(At(map), [.. Entries(map)]),
        _ => null,
    };

    private IEnumerable<(YamlText, YamlNode)> Entries(YamlMapping map)
    {
        foreach (var (key, value) in map.Entries)
            if (IsKey(Text(key)) && Node(value) is { } node) yield return (Text(key), node);
    }

    private bool IsKey(YamlText key)
    {
        if (!key.IsTrap && !(key.Plain && decimal.TryParse(key.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))) return true;
        NotText(key.Place, $"\"{key.Value}\"");
        return false;
    }

    private YamlText Text(YamlScalar text) => new(At(text), text.Text, text.Plain);

    private Place At(YamlValue value) => new(file, value.Line, value.Column);

    private void NotText(Place place, string what) =>
        findings.Add(place, "E01", $"{what} is not a key", "Keys are words; older YAML reads a bare yes, no, on, off or a number as something else", "Use one of the documented keys");

    private void Say(YamlFault fault)
    {
        const string reviewed = "A text that repeats another by reference cannot be reviewed where it stands";
        var (code, what, why, whatToDo) = fault.Kind switch
        {
            YamlFaultKind.Empty => ("E00", "The file is empty", "Every file has a schema line", "Write the file or remove it"),
            YamlFaultKind.SecondDocument => ("E00", "A second document starts here", "One file holds one document", "Remove the --- line and what follows"),
            YamlFaultKind.Unreadable => ("E00", $"This is not readable YAML: {fault.Subject}", "Nothing after this place can be trusted", "Check quotes, brackets, colons and indentation here"),
            YamlFaultKind.Alias => ("E01", $"The alias *{fault.Subject} is not allowed", reviewed, "Write the text out"),
            YamlFaultKind.Anchor => ("E01", $"The anchor &{fault.Subject} is not allowed", reviewed, "Remove the anchor and write the text out"),
            YamlFaultKind.Tag => ("E01", $"The tag {fault.Subject} is not allowed", "Tags change how a value is read", "Remove the tag"),
            YamlFaultKind.KeyIsNoText => ("E01", "A list or a map is not a key", "Keys are words; older YAML reads a bare yes, no, on, off or a number as something else", "Use one of the documented keys"),
            YamlFaultKind.RepeatedKey => ("E01", $"\"{fault.Subject}\" is written twice", "Only one of the two would count, and nobody could say which", "Keep one"),
        };
        findings.Add(new(file, fault.Line, fault.Column), code, what, why, whatToDo);
    }
}
