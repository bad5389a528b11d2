using CallCenter.Protocols.Escalation.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>
/// YAML without its surprises: one document, no anchors, aliases, tags or repeated keys. What a reader sees in the file
/// is what the program gets.
/// </summary>
internal sealed class StrictYaml
{
    private const int DeepestNesting = 16;

    private readonly Parser _events;
    private readonly FindingSink _findings;

    private StrictYaml(string text, FindingSink findings)
    {
        _events = new Parser(new StringReader(text));
        _findings = findings;
    }

    /// <summary>Null when nothing usable could be read; the reason is among the findings.</summary>
    public static Node? Read(string text, FindingSink findings)
    {
        try
        {
            return new StrictYaml(text, findings).Document();
        }
        catch (YamlException broken)
        {
            findings.Error(Place(broken.Start), $"This is not readable YAML: {broken.Message.TrimEnd('.')}.", "Check the indentation, colons and brackets at this place.");
            return null;
        }
    }

    private Node? Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.TryConsume<DocumentStart>(out _))
        {
            _findings.Error(new(1, 1), "The file is empty.", "Start from one of the worked practices.");
            return null;
        }
        var root = Any(0);
        _events.Consume<DocumentEnd>();
        if (_events.TryConsume<DocumentStart>(out var second))
            _findings.Error(Place(second.Start), "A second document begins here.", "Keep one practice in one file; remove the '---' line.");
        return root;
    }

    private Node Any(int depth)
    {
        if (depth > DeepestNesting)
            throw new YamlException(_events.Current!.Start, _events.Current.End, "nested too deeply");
        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            _findings.Error(Place(alias.Start), $"The alias '*{alias.Value}' is not allowed.", "Write the value out.");
            return new TextNode(Place(alias.Start), "", Quoted: true);
        }
        RefuseAnchorAndTag((NodeEvent)_events.Current!);
        if (_events.TryConsume<Scalar>(out var scalar))
            return new TextNode(Place(scalar.Start), scalar.Value, scalar.Style is not ScalarStyle.Plain);
        return _events.Current is MappingStart ? Map(depth) : List(depth);
    }

    private MapNode Map(int depth)
    {
        var start = _events.Consume<MappingStart>();
        var entries = new List<KeyValuePair<TextNode, Node>>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var key = Any(depth + 1);
            var value = Any(depth + 1);
            if (key is TextNode name)
                Add(entries, name, value);
            else
                _findings.Error(key.At, "A key must be a plain word.", "Remove the brackets around the key.");
        }
        return new(Place(start.Start), entries);
    }

    private void Add(List<KeyValuePair<TextNode, Node>> entries, TextNode key, Node value)
    {
        var earlier = entries.FirstOrDefault(e => e.Key.Value == key.Value).Key;
        if (key.Value == "<<")
            _findings.Error(key.At, "The merge key '<<' is not allowed.", "Write the values out.");
        else if (earlier is not null)
            _findings.Error(key.At, $"'{key.Value}' is given twice; the first is on line {earlier.At.Line}.", "Keep one of them.");
        else
            entries.Add(new(key, value));
    }

    private ListNode List(int depth)
    {
        var start = _events.Consume<SequenceStart>();
        var items = new List<Node>();
        while (!_events.TryConsume<SequenceEnd>(out _))
            items.Add(Any(depth + 1));
        return new(Place(start.Start), items);
    }

    private void RefuseAnchorAndTag(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            _findings.Error(Place(node.Start), $"The anchor '&{node.Anchor}' is not allowed.", "Write the value out where it is needed.");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            _findings.Error(Place(node.Start), $"The tag '{node.Tag}' is not allowed.", "Remove it.");
    }

    private static SourceMark Place(YamlDotNet.Core.Mark mark) => new((int)mark.Line, (int)mark.Column);
}
