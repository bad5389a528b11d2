using System.Globalization;
using System.Text;
using CallCenter.Protocols.Triage.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>
/// Reads one file into the strict tree, or adds findings. Works on parser events: an object mapper would
/// silently accept what a clinician must be told about (double keys, anchors, tags, bare booleans).
/// </summary>
internal sealed class YamlReading(string file, Findings findings)
{
    public const int LargestFile = 256 * 1024;
    private const int DeepestNesting = 12;

    public static YamlNode? Read(string file, string text, Findings findings) => new YamlReading(file, findings).Read(text);

    private YamlNode? Read(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestFile)
            return Refuse(1, 1, "E00", $"The file is larger than {LargestFile / 1024} KB", "A protocol fits on a few pages; a huge file is a mistake or an attack", "Split the file");
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return Refuse(1, 1, "E00", "The file is empty", "Every file has a schema line", "Write the file or remove it");
            parser.Consume<DocumentStart>();
            var node = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? node : Refuse(parser.Current, "E00", "A second document starts here", "One file holds one document", "Remove the --- line and what follows");
        }
        catch (YamlException e)
        {
            return Unreadable(e.Start, e.Message);
        }
        // The parser meets some broken texts with an exception of its own internals; a fuzz test found it.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or FormatException or OverflowException)
        {
            return Unreadable(parser.Current?.End ?? Mark.Empty, "the structure breaks off");
        }
    }

    private YamlNode? Unreadable(Mark at, string message) =>
        Refuse((int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column), "E00", "This is not readable YAML: " + message.TrimEnd('.').ReplaceLineEndings(" "), "Nothing after this place can be trusted", "Check quotes, brackets, colons and indentation here");

    private YamlNode? Node(Parser parser, int depth)
    {
        if (depth > DeepestNesting)
            throw new YamlException(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, $"nested deeper than {DeepestNesting} levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Refuse(alias, "E01", $"The alias *{alias.Value} is not allowed", "A text that repeats another by reference cannot be reviewed where it stands", "Write the text out");
        if (parser.Current is NodeEvent node) CheckPlain(node);
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlText(At(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
        return parser.TryConsume<SequenceStart>(out var list) ? List(parser, list, depth) : Map(parser, parser.Consume<MappingStart>(), depth);
    }

    private void CheckPlain(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Refuse(node, "E01", $"The anchor &{node.Anchor.Value} is not allowed", "A text that repeats another by reference cannot be reviewed where it stands", "Remove the anchor and write the text out");
        if (!node.Tag.IsEmpty)
            Refuse(node, "E01", $"The tag {node.Tag.Value} is not allowed", "Tags change how a value is read", "Remove the tag");
    }

    private YamlList List(Parser parser, SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            if (Node(parser, depth + 1) is { } item) items.Add(item);
        return new(At(start), items);
    }

    private YamlMap Map(Parser parser, MappingStart start, int depth)
    {
        var entries = new List<(YamlText, YamlNode)>();
        var seen = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, depth + 1);
            var value = Node(parser, depth + 1);
            if (IsKey(key, seen) is { } text && value is not null) entries.Add((text, value));
        }
        return new(At(start), entries);
    }

    private YamlText? IsKey(YamlNode? key, HashSet<string> seen)
    {
        if (key is not YamlText text) { if (key is not null) NotText(key.Place, "A list or a map"); return null; }
        if (text.IsTrap || (text.Plain && decimal.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            NotText(text.Place, $"\"{text.Value}\"");
            return null;
        }
        if (seen.Add(text.Value)) return text;
        findings.Add(text.Place, "E01", $"\"{text.Value}\" is written twice", "Only one of the two would count, and nobody could say which", "Keep one");
        return null;
    }

    private void NotText(Place place, string what) =>
        findings.Add(place, "E01", $"{what} is not a key", "Keys are words; older YAML reads a bare yes, no, on, off or a number as something else", "Use one of the documented keys");

    private Place At(ParsingEvent e) => new(file, (int)e.Start.Line, (int)e.Start.Column);

    private YamlNode? Refuse(ParsingEvent? e, string code, string what, string why, string todo) =>
        Refuse((int)(e?.Start.Line ?? 1), (int)(e?.Start.Column ?? 1), code, what, why, todo);

    private YamlNode? Refuse(int line, int column, string code, string what, string why, string todo)
    {
        findings.Add(new(file, line, column), code, what, why, todo);
        return null;
    }
}
