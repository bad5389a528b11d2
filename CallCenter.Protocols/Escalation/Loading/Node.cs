using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>The few shapes a practice's file is made of, each with its place. Everything cleverer in YAML is refused.</summary>
internal abstract record Node(SourceMark At)
{
    public abstract string Shape { get; }
}

internal sealed record TextNode(SourceMark At, string Value, bool Quoted) : Node(At)
{
    public override string Shape => "a single value";
}

internal sealed record ListNode(SourceMark At, IReadOnlyList<Node> Items) : Node(At)
{
    public override string Shape => "a list";
}

internal sealed record MapNode(SourceMark At, IReadOnlyList<KeyValuePair<TextNode, Node>> Entries) : Node(At)
{
    public override string Shape => "a group of keys";

    public Node? this[string key] => Entries.FirstOrDefault(e => e.Key.Value == key).Value;
}
