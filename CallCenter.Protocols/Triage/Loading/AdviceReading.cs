using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads the lines to read aloud: each a text, or a map that also says when it fits.</summary>
internal static class AdviceReading
{
    public static IReadOnlyList<AdviceText> Read(Fields fields, string key, string protocol, LoadContext context)
    {
        var items = fields.Items(key);
        var translations = fields.Translations(key, items.Count);
        for (var i = 0; i < items.Count; i++) context.Sources.Put($"{protocol}/{key}/{i}", items[i].Place);
        return [.. items.Select((item, i) => item is YamlMap ? Limited(item, translations[i], context) : new AdviceText(fields.TextOf(item, key), translations[i]))];
    }

    private static AdviceText Limited(YamlNode item, IReadOnlyDictionary<string, string> translations, LoadContext context)
    {
        var fields = new Fields(item, context.Findings, "A line of advice");
        var line = new AdviceText(fields.Required("say"), translations, For(fields, context), context.Condition(fields, "when"), Named(fields, "after"), Named(fields, "unless"));
        fields.Done();
        return line;
    }

    private static IReadOnlyList<string>? For(Fields fields, LoadContext context)
    {
        var codes = Named(fields, "for");
        foreach (var code in (codes ?? []).Where(c => c.Length > 0 && !context.Dispositions.ContainsKey(c))) context.UnknownCode(fields.PlaceOf("for"), code);
        return codes;
    }

    private static IReadOnlyList<string>? Named(Fields fields, string key)
    {
        if (fields.Node(key) is null) return null;
        var named = fields.Texts(key);
        if (fields.Node(key) is YamlList { Items.Count: 0 }) fields.Wrong(key, $"\"{key}\" names nothing", "The line would be limited to nothing", $"Name at least one, or remove {key}");
        return named;
    }
}
