using CallCenter.Protocols.Escalation.Loading;

namespace CallCenter.Protocols.Escalation.Versioning;

/// <summary>
/// Everything that two texts say differently. It walks the texts themselves and not the model, so that nothing that was written can be
/// left out of the comparison; layout, comments and the order of keys are no difference, as they are none for the hash.
/// </summary>
public static class FileComparison
{
    private static readonly IReadOnlyDictionary<string, string> One = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["contacts"] = "contact", ["destinations"] = "destination", ["calendars"] = "calendar", ["schedules"] = "schedule", ["layers"] = "layer",
        ["temporary"] = "temporary span", ["overrides"] = "override", ["protocols"] = "protocol", ["steps"] = "step",
    };

    /// <summary>In the order of the newer text, what is gone after what is there. Unreadable texts have no comparison.</summary>
    public static IReadOnlyList<FileChange> Of(string was, string now)
    {
        var sink = new FindingSink("comparison");
        return FileReading.Read(was, sink) is { } before && FileReading.Read(now, sink) is { } after ? [.. Compare([], before, after)] : [];
    }

    private static IEnumerable<FileChange> Compare(IReadOnlyList<string> path, Node was, Node now) => (was, now) switch
    {
        (MapNode a, MapNode b) => Maps(path, a, b),
        (ListNode a, ListNode b) when Named(a) && Named(b) => Lists(path, a, b),
        _ when Written.Same(was, now) => [],
        _ => [new(Words(path), Written.Of(was), Written.Of(now), now.At.Line)],
    };

    private static IEnumerable<FileChange> Maps(IReadOnlyList<string> path, MapNode was, MapNode now)
    {
        foreach (var (key, value) in now.Entries)
            foreach (var change in was[key.Value] is { } before ? Compare([.. path, Key(key.Value)], before, value) : Whole([.. path, Key(key.Value)], value, isNew: true))
                yield return change;
        foreach (var (key, value) in was.Entries.Where(e => now[e.Key.Value] is null))
            foreach (var change in Whole([.. path, Key(key.Value)], value, isNew: false))
                yield return change;
    }

    private static IEnumerable<FileChange> Lists(IReadOnlyList<string> path, ListNode was, ListNode now)
    {
        var (before, after) = (was.Items.Cast<MapNode>().ToList(), now.Items.Cast<MapNode>().ToList());
        foreach (var item in after)
            foreach (var change in before.Find(b => Id(b) == Id(item)) is { } known ? Compare(Item(path, item), known, item) : [new FileChange(Words(Item(path, item)), null, Written.Of(item), item.At.Line)])
                yield return change;
        foreach (var gone in before.Where(b => after.TrueForAll(a => Id(a) != Id(b))))
            yield return new(Words(Item(path, gone)), Written.Of(gone), null, null);
        // Protocols, steps, layers and destinations mean something by their order.
        var (first, second) = (before.Select(Id).Where(id => after.Exists(a => Id(a) == id)).ToList(), after.Select(Id).Where(id => before.Exists(b => Id(b) == id)).ToList());
        if (!first.SequenceEqual(second))
            yield return new($"{Words(path)} › order", string.Join(", ", first), string.Join(", ", second), now.At.Line);
    }

    // A whole list that comes or goes is told item by item: each is a thing of its own.
    private static IEnumerable<FileChange> Whole(IReadOnlyList<string> path, Node node, bool isNew) => node is ListNode list && Named(list)
        ? list.Items.Cast<MapNode>().Select(i => Change(Item(path, i), i, isNew))
        : [Change(path, node, isNew)];

    private static FileChange Change(IReadOnlyList<string> path, Node node, bool isNew) =>
        isNew ? new(Words(path), null, Written.Of(node), node.At.Line) : new(Words(path), Written.Of(node), null, null);

    private static bool Named(ListNode list) => list.Items.Count > 0 && list.Items.All(i => i is MapNode map && Id(map).Length > 0);

    private static string Id(MapNode map) => map["id"] is TextNode id ? id.Value : "";

    private static IReadOnlyList<string> Item(IReadOnlyList<string> path, MapNode item) => [.. path.SkipLast(1), $"{One.GetValueOrDefault(path[^1], path[^1])} '{Id(item)}'"];

    private static string Key(string key) => key.Replace('_', ' ');

    private static string Words(IReadOnlyList<string> path) => path.Count == 0 ? "the file" : string.Join(" › ", path);
}
