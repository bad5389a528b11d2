using CallCenter.Protocols.Escalation.Loading;

namespace CallCenter.Protocols.Escalation.Versioning;

/// <summary>A piece of a practice's file on one line.</summary>
internal static class Written
{
    private const int Longest = 400;

    public static string Of(Node node) => Text(node) is { Length: > Longest } text ? text[..Longest] + " …" : Text(node);

    /// <summary>Says the same, whatever the order of its keys.</summary>
    public static bool Same(Node a, Node b) => (a, b) switch
    {
        (TextNode x, TextNode y) => x.Value == y.Value,
        (ListNode x, ListNode y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(p => Same(p.First, p.Second)),
        (MapNode x, MapNode y) => x.Entries.Count == y.Entries.Count && x.Entries.All(e => y[e.Key.Value] is { } other && Same(e.Value, other)),
        _ => false,
    };

    private static string Text(Node node) => node switch
    {
        TextNode text => text.Value,
        ListNode list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        MapNode map => $"{{{string.Join(", ", map.Entries.Select(e => $"{e.Key.Value}: {Text(e.Value)}"))}}}",
        _ => "",
    };
}
