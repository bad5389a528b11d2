using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>A strict little tree over YAML events: text, list or map, each with its place.</summary>
internal abstract record YamlNode(Place Place);

/// <param name="Plain">Written without quotes, so that older YAML could read it as something else.</param>
internal sealed record YamlText(Place Place, string Value, bool Plain) : YamlNode(Place)
{
    private static readonly HashSet<string> Trapped = new(StringComparer.OrdinalIgnoreCase)
        { "yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "" };

    /// <summary>A bare word that some YAML readers take for a boolean or for nothing.</summary>
    public bool IsTrap => Plain && Trapped.Contains(Value);
}

internal sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);

internal sealed record YamlMap(Place Place, IReadOnlyList<(YamlText Key, YamlNode Value)> Entries) : YamlNode(Place);
