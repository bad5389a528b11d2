using CallCenter.Protocols.Loading;
using System.Globalization;
using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads the keys of one map by name and, at the end, reports every key that nobody asked for.</summary>
internal sealed partial class Fields
{
    private readonly YamlMap? _map;
    private readonly Findings _findings;
    private readonly HashSet<string> _known = [];

    public Fields(YamlNode? node, Findings findings, string what)
    {
        _findings = findings;
        _map = node as YamlMap;
        Place = node?.Place ?? default;
        if (node is not null && _map is null)
            findings.Add(node.Place, "E00", $"{what} is a map of keys and values", "A bare text or a list cannot be read as one", "Write it as key: value");
    }

    public Place Place { get; }
    public bool IsMap => _map is not null;

    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return _map?.Entries.FirstOrDefault(e => e.Key.Value == key).Value;
    }

    public Place PlaceOf(string key) => Node(key)?.Place ?? Place;

    public void Wrong(string key, string what, string why, string whatToDo) => _findings.Add(PlaceOf(key), "E00", what, why, whatToDo);

    public string? Text(string key) => Node(key) is { } node ? TextOf(node, key) : null;

    public string Required(string key, string code = "E00", string why = "The file cannot be used without it")
    {
        if (Text(key) is { } text) return text;
        if (Node(key) is null && IsMap) _findings.Add(Place, code, $"\"{key}\" is missing", why, $"Add {key}");
        return "";
    }

    public bool Flag(string key)
    {
        if (Node(key) is not { } node) return false;
        if (node is YamlText { Plain: true, Value: "true" or "false" } text) return text.Value == "true";
        _findings.Add(node.Place, "E01", $"\"{key}\" is neither true nor false", "Older YAML reads yes and no in its own way", "Write true or false");
        return false;
    }

    public decimal? Number(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is YamlText { Plain: true } text && decimal.TryParse(text.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        _findings.Add(node.Place, "E00", $"\"{key}\" is not a number", "A number is compared and ordered", "Write digits without quotes");
        return null;
    }

    public DateOnly? Date(string key)
    {
        if (Text(key) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        _findings.Add(PlaceOf(key), "E00", $"\"{text}\" is not a date", "Dates decide whether a protocol may be used", "Write it as \"2026-11-23\"");
        return null;
    }

    /// <summary>One of an enumeration's names in lower case; the fallback where it is missing or wrong.</summary>
    public T Choice<T>(string key, T fallback, string why) where T : struct, Enum
    {
        var text = Required(key, why: why);
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(NameOf(value), text, StringComparison.Ordinal)) return value;
        if (text.Length > 0)
            _findings.Add(PlaceOf(key), "E00", $"\"{text}\" is not a {key}", why, $"Use one of: {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return fallback;
    }

    /// <summary>A text and its translations: <c>q</c>, <c>q.es</c>, <c>q.vi</c> …</summary>
    public Words? Words(string key)
    {
        var english = Text(key);
        var translations = Languages(key).ToDictionary(l => l.Language, l => TextOf(l.Node, l.Key));
        if (english is null && translations.Count > 0) _findings.Add(Place, "E00", $"\"{key}\" is translated but missing itself", "English is the text that clinicians approve", $"Add {key}");
        return english is null ? null : new(english, translations);
    }

    /// <summary>The translations of each line of a list; a translated list has the same length.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Translations(string key, int lines)
    {
        var translated = Languages(key).Select(l => (l.Language, Lines: TextsOf(l.Node, l.Key), l.Node.Place)).ToList();
        foreach (var list in translated.Where(l => l.Lines.Count != lines))
            _findings.Add(list.Place, "E00", $"\"{key}.{list.Language}\" has {list.Lines.Count} lines and \"{key}\" has {lines}", "A line without its translation would be read to the wrong caller", "Translate line by line");
        return [.. Enumerable.Range(0, lines).Select(i => translated.Where(l => i < l.Lines.Count).ToDictionary(l => l.Language, l => l.Lines[i]))];
    }

    /// <summary>Word lists per language; unlike lines they need not match one to one.</summary>
    public SearchTerms Terms(string key)
    {
        var terms = new Dictionary<string, IReadOnlyList<string>> { ["en"] = Texts(key) };
        foreach (var (language, name, node) in Languages(key)) terms[language] = TextsOf(node, name);
        return new(terms);
    }

    public IReadOnlyList<string> Texts(string key) => Node(key) is { } node ? TextsOf(node, key) : [];

    public IReadOnlyList<YamlNode> Items(string key)
    {
        if (Node(key) is not { } node) return [];
        if (node is YamlList list) return list.Items;
        _findings.Add(node.Place, "E00", $"\"{key}\" is not a list", "It holds several entries", $"Write {key} as a list with dashes");
        return [];
    }

    public IReadOnlyList<(YamlText Key, YamlNode Value)> Entries(string key)
    {
        if (Node(key) is not { } node) return [];
        if (node is YamlMap map) return map.Entries;
        _findings.Add(node.Place, "E00", $"\"{key}\" is not a map", "It holds names and values", $"Write {key} as name: value");
        return [];
    }

    /// <summary>Reports the keys that nobody asked for; a typo in <c>unknown:</c> is otherwise silent.</summary>
    public void Done()
    {
        foreach (var (key, _) in _map?.Entries ?? [])
            if (!_known.Contains(key.Value))
                _findings.Add(key.Place, "E01", $"\"{key.Value}\" is not a key of this entry", "A misspelt key would be silently without effect", Suggestion(key.Value));
    }

    private string Suggestion(string key)
    {
        var nearest = _known.Where(k => !k.Contains('.')).MinBy(k => EditDistance.Between(k, key));
        return nearest is not null && EditDistance.Between(nearest, key) <= 2
            ? $"Did you mean \"{nearest}\"?" + " If not, remove it"
            : $"Use one of: {string.Join(", ", _known.Where(k => !k.Contains('.')).Order(StringComparer.Ordinal))}";
    }

    private List<(string Language, string Key, YamlNode Node)> Languages(string key)
    {
        var found = new List<(string, string, YamlNode)>();
        foreach (var (name, node) in _map?.Entries ?? [])
            if (name.Value.StartsWith(key + ".", StringComparison.Ordinal) && Language().IsMatch(name.Value[(key.Length + 1)..]))
            {
                _known.Add(name.Value);
                found.Add((name.Value[(key.Length + 1)..], name.Value, node));
            }
        return found;
    }

    public string TextOf(YamlNode node, string key)
    {
        if (node is not YamlText text)
            _findings.Add(node.Place, "E00", $"\"{key}\" is not a text", "A list or map stands where a text is read aloud or compared", "Write a text");
        else if (text.IsTrap)
            _findings.Add(node.Place, "E01", $"The bare word \"{text.Value}\" is not a text", "Some YAML readers take it for true, false or nothing", "Put it in quotes, or use the documented word");
        else if (string.IsNullOrWhiteSpace(text.Value))
            _findings.Add(node.Place, "E00", $"\"{key}\" is empty", "An empty text says nothing", $"Write it or remove {key}");
        else return text.Value.Trim();
        return "";
    }

    private List<string> TextsOf(YamlNode node, string key)
    {
        if (node is YamlList list) return [.. list.Items.Select(item => TextOf(item, key))];
        _findings.Add(node.Place, "E00", $"\"{key}\" is not a list", "It holds several entries", $"Write {key} as [a, b]");
        return [];
    }

    private static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex("^[a-z]{2}$")]
    private static partial Regex Language();
}
