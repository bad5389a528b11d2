using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CallCenter.Protocols.Loading;

/// <summary>
/// YAML without its surprises: one document, no anchors, aliases, tags, repeated keys or keys that are no words. Works on parser
/// events: an object mapper would silently accept what a clinician or an office manager must be told about. Never throws at the
/// caller; each loader says the faults in its own readers' words.
/// </summary>
internal sealed class StrictYaml
{
    private readonly Parser _events;
    private readonly int _deepest;
    private readonly List<YamlFault> _faults = [];

    private StrictYaml(string text, int deepest) => (_events, _deepest) = (new Parser(new StringReader(text)), deepest);

    /// <summary>No root when nothing usable could be read; the reason is among the faults.</summary>
    public static (YamlValue? Root, IReadOnlyList<YamlFault> Faults) Read(string text, int deepest)
    {
        var reading = new StrictYaml(text, deepest);
        return (HiddenText.In(text) is { } hidden ? reading.Fault(hidden) : reading.Root(text), reading._faults);
    }

    private YamlValue? Root(string text)
    {
        try
        {
            return Document();
        }
        catch (YamlException broken)
        {
            // The parser says where the block began that a tab breaks, not where the tab is.
            return broken.Message.Contains("tab", StringComparison.Ordinal) && HiddenText.TabIn(text) is { } tab ? Fault(tab) : Unreadable(broken.Start, broken.Message);
        }
        // The parser meets some broken texts with an exception of its own internals; a fuzz test found it.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or FormatException or OverflowException)
        {
            return Unreadable(_events.Current?.End ?? Mark.Empty, "the structure breaks off");
        }
    }

    private YamlValue? Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _)) return Fault(YamlFaultKind.Empty, Mark.Empty, "");
        _events.Consume<DocumentStart>();
        var root = Any(0);
        _events.Consume<DocumentEnd>();
        return _events.Accept<StreamEnd>(out _) ? root : Fault(YamlFaultKind.SecondDocument, _events.Current?.Start ?? Mark.Empty, "");
    }

    private YamlValue Any(int depth)
    {
        if (depth > _deepest)
            throw new YamlException(_events.Current?.Start ?? Mark.Empty, _events.Current?.End ?? Mark.Empty, $"nested deeper than {_deepest} levels");
        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            Fault(YamlFaultKind.Alias, alias.Start, alias.Value.Value);
            return new YamlMissing(Line(alias.Start), Column(alias.Start));
        }

        if (_events.Current is NodeEvent node) Plain(node);
        if (_events.TryConsume<Scalar>(out var text))
            return new YamlScalar(Line(text.Start), Column(text.Start), text.Value, text.Style is ScalarStyle.Plain);
        return _events.TryConsume<SequenceStart>(out var list) ? List(list, depth) : Map(_events.Consume<MappingStart>(), depth);
    }

    private YamlSequence List(SequenceStart start, int depth)
    {
        var items = new List<YamlValue>();
        while (!_events.TryConsume<SequenceEnd>(out _)) items.Add(Any(depth + 1));
        return new(Line(start.Start), Column(start.Start), items);
    }

    private YamlMapping Map(MappingStart start, int depth)
    {
        var entries = new List<(YamlScalar Key, YamlValue Value)>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var key = Any(depth + 1);
            var value = Any(depth + 1);
            if (key is not YamlScalar name)
            {
                if (key is not YamlMissing) _faults.Add(new(YamlFaultKind.KeyIsNoText, key.Line, key.Column, ""));
            }
            else if (entries.Find(e => e.Key.Text == name.Text).Key is { } earlier)
                _faults.Add(new(YamlFaultKind.RepeatedKey, name.Line, name.Column, name.Text, earlier.Line));
            else
                entries.Add((name, value));
        }

        return new(Line(start.Start), Column(start.Start), entries);
    }

    private void Plain(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) Fault(YamlFaultKind.Anchor, node.Start, node.Anchor.Value);
        if (!node.Tag.IsEmpty) Fault(YamlFaultKind.Tag, node.Start, node.Tag.Value);
    }

    private YamlValue? Unreadable(Mark at, string message) => Fault(YamlFaultKind.Unreadable, at, message.TrimEnd('.').ReplaceLineEndings(" "));

    private YamlValue? Fault(YamlFaultKind kind, Mark at, string subject)
    {
        _faults.Add(new(kind, Line(at), Column(at), subject));
        return null;
    }

    private YamlValue? Fault(YamlFault fault)
    {
        _faults.Add(fault);
        return null;
    }

    private static int Line(Mark at) => (int)Math.Max(1, at.Line);

    private static int Column(Mark at) => (int)Math.Max(1, at.Column);
}
