using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>
/// Reads one group of keys. Every key asked for is known; what was never asked for is reported as unknown. A missing or
/// wrong value leaves a finding and a placeholder, so that one mistake does not hide the next.
/// </summary>
internal sealed class MapReader(MapNode map, string name, FindingSink findings)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public SourceMark At => map.At;
    public string Name => name;
    public FindingSink Findings => findings;

    public bool Has(string key)
    {
        _known.Add(key);
        return map[key] is not null;
    }

    public Node? Optional(string key)
    {
        _known.Add(key);
        return map[key];
    }

    public Node? Required(string key)
    {
        var node = Optional(key);
        if (node is null)
            findings.Error(map.At, $"{name} lacks '{key}'.", $"Add '{key}:'.");
        return node;
    }

    public string Text(string key) => Required(key) is { } node ? Scalars.Text(node, key, findings) : "";
    public string? OptionalText(string key) => Optional(key) is { } node ? Scalars.Text(node, key, findings) : null;
    public string Id(string key) => Required(key) is { } node ? Scalars.Id(node, key, findings) : "";
    public string? OptionalId(string key) => Optional(key) is { } node ? Scalars.Id(node, key, findings) : null;
    public T Word<T>(string key) where T : struct, Enum => Required(key) is { } node ? Scalars.Word<T>(node, key, findings) : default;
    public T Word<T>(string key, T otherwise) where T : struct, Enum =>
        Optional(key) is { } node ? Scalars.Word<T>(node, key, findings) : otherwise;

    public IReadOnlyList<T> Words<T>(string key, bool required = true) where T : struct, Enum =>
        Each(key, required, node => Scalars.Word<T>(node, key, findings));

    public IReadOnlyList<string> Ids(string key, bool required = true) => Each(key, required, node => Scalars.Id(node, key, findings));

    /// <summary>The items of a list; a required list may not be empty.</summary>
    public IReadOnlyList<T> Each<T>(string key, bool required, Func<Node, T> read)
    {
        var node = required ? Required(key) : Optional(key);
        if (node is null)
            return [];
        if (node is not ListNode list)
        {
            findings.Error(node.At, $"'{key}' must be a list, not {node.Shape}.", $"Write '{key}: [...]' or one '-' line for each.");
            return [];
        }
        if (required && list.Items.Count == 0)
            findings.Error(node.At, $"'{key}' is empty.", "Name at least one.");
        return [.. list.Items.Select(read)];
    }

    public IReadOnlyList<T> EachMap<T>(string key, string item, bool required, Func<MapReader, T> read) =>
        [.. Each(key, required, node => Read(node, item, findings, read)).OfType<T>()];

    public T? Map<T>(string key, bool required, Func<MapReader, T> read) =>
        (required ? Required(key) : Optional(key)) is { } node ? Read(node, $"'{key}'", findings, read) : default;

    public static T? Read<T>(Node node, string name, FindingSink findings, Func<MapReader, T> read)
    {
        if (node is not MapNode map)
        {
            findings.Error(node.At, $"{name} must be a group of keys, not {node.Shape}.", "Write it as 'key: value' lines.");
            return default;
        }
        var reader = new MapReader(map, name, findings);
        var value = read(reader);
        reader.RefuseUnknownKeys();
        return value;
    }

    private void RefuseUnknownKeys()
    {
        foreach (var (key, _) in map.Entries.Where(e => !_known.Contains(e.Key.Value)))
            findings.Error(key.At, $"{name} does not know the key '{key.Value}'.",
                $"{Spelling.DidYouMean(key.Value, _known)}Known keys: {string.Join(", ", _known)}.");
    }
}
