using CallCenter.Protocols.Loading;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>The strict reader's tree and its faults, in the words of an office manager.</summary>
internal static class FileReading
{
    private const int DeepestNesting = 16;

    /// <summary>Null when nothing usable could be read; the reason is among the findings.</summary>
    public static Node? Read(string text, FindingSink findings)
    {
        var (root, faults) = StrictYaml.Read(text, DeepestNesting);
        foreach (var fault in faults) Say(fault, findings);
        return root is null ? null : Node(root, findings);
    }

    private static Node Node(YamlValue value, FindingSink findings) => value switch
    {
        YamlScalar text => Text(text),
        YamlSequence list => new ListNode(new(list.Line, list.Column), [.. list.Items.Select(i => Node(i, findings))]),
        YamlMapping map => new MapNode(new(map.Line, map.Column), [.. Entries(map, findings)]),
        _ => new TextNode(new(value.Line, value.Column), "", Quoted: true),
    };

    private static IEnumerable<KeyValuePair<TextNode, Node>> Entries(YamlMapping map, FindingSink findings)
    {
        foreach (var (key, value) in map.Entries)
            if (key.Text == "<<") findings.Error(new(key.Line, key.Column), "The merge key '<<' is not allowed.", "Write the values out.");
            else yield return new(Text(key), Node(value, findings));
    }

    private static TextNode Text(YamlScalar text) => new(new(text.Line, text.Column), text.Text, Quoted: !text.Plain);

    private static void Say(YamlFault fault, FindingSink findings)
    {
        var (what, whatToDo) = fault.Kind switch
        {
            YamlFaultKind.Empty => ("The file is empty.", "Start from one of the worked practices."),
            YamlFaultKind.SecondDocument => ("A second document begins here.", "Keep one practice in one file; remove the '---' line."),
            YamlFaultKind.Unreadable => ($"This is not readable YAML: {fault.Subject}.", "Check the indentation, colons and brackets at this place."),
            YamlFaultKind.Alias => ($"The alias '*{fault.Subject}' is not allowed.", "Write the value out."),
            YamlFaultKind.Anchor => ($"The anchor '&{fault.Subject}' is not allowed.", "Write the value out where it is needed."),
            YamlFaultKind.Tag => ($"The tag '{fault.Subject}' is not allowed.", "Remove it."),
            YamlFaultKind.KeyIsNoText => ("A key must be a plain word.", "Remove the brackets around the key."),
            YamlFaultKind.RepeatedKey => ($"'{fault.Subject}' is given twice; the first is on line {fault.EarlierLine}.", "Keep one of them."),
        };
        findings.Error(new(fault.Line, fault.Column), what, whatToDo);
    }
}
