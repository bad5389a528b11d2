using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>What the later files refer to: the scale and the facts, read first.</summary>
internal sealed class LoadContext
{
    public Findings Findings { get; } = new();
    public SourceMap Sources { get; } = new();
    public Dictionary<string, Disposition> Dispositions { get; private init; } = [];
    public Dictionary<string, Fact> Facts { get; private init; } = [];

    /// <summary>The same scale and facts, with findings and places of its own.</summary>
    public LoadContext ForOneFile() => new() { Dispositions = Dispositions, Facts = Facts };

    public void Include(LoadContext file)
    {
        foreach (var finding in file.Findings.All) Findings.Add(finding);
        Sources.Include(file.Sources);
    }

    /// <summary>A disposition code, checked against the scale; the empty text where it is missing or wrong.</summary>
    public string? Code(Fields fields, string key)
    {
        if (fields.Text(key) is not { Length: > 0 } code) return null;
        if (Dispositions.ContainsKey(code)) return code;
        UnknownCode(fields.PlaceOf(key), code);
        return null;
    }

    public void UnknownCode(Place place, string code) =>
        Findings.Add(place, "E02", $"\"{code}\" is not a disposition", "Only levels of dispositions.yaml have a rank", $"Use one of: {string.Join(", ", Dispositions.Keys)}");

    public Condition? Condition(Fields fields, string key)
    {
        if (fields.Node(key) is not YamlText node) { fields.Text(key); return null; }
        if (fields.Text(key) is not { Length: > 0 } text) return null;
        var parsed = ConditionParser.Parse(text);
        if (parsed.Condition is { } condition) return Typed(condition, node.Place) ? condition : null;
        var place = node.Place with { Column = node.Place.Column + parsed.Offset + (node.Plain ? 0 : 1) };
        Findings.Add(place, "E00", $"\"{(text.Length > LongestShown ? text[..LongestShown] + " …" : text)}\" is not an expression: {parsed.Problem}", "A condition that cannot be read cannot be kept", "Use facts, and, or, not, brackets and comparisons such as sys >= 180");
        return null;
    }

    /// <summary>A finding stays one line of a terminal.</summary>
    private const int LongestShown = 200;

    private bool Typed(Condition condition, Place place)
    {
        var problems = condition.Tests().Select(Problem).OfType<string>().ToList();
        foreach (var problem in problems)
            Findings.Add(place, "E00", $"In \"{condition}\": {problem}", "A comparison that can never be right hides what it should catch", "Mend the expression, or add the fact to facts.yaml");
        return problems.Count == 0;
    }

    private string? Problem(FactTest test)
    {
        if (!Facts.TryGetValue(test.Fact, out var fact)) return $"{test.Fact} is not a fact";
        if (test.Comparison == Comparison.IsOn) return fact.Type == FactType.Flag ? null : $"{fact.Name} is not a yes/no fact and needs a comparison";
        if (fact.Type == FactType.Flag) return $"{fact.Name} is a yes/no fact and stands alone";
        if (fact.Type == FactType.Choice && test.Comparison is not (Comparison.Is or Comparison.IsNot)) return $"{fact.Name} is a choice and only knows = and !=";
        return fact.WhyNot(test.Literal);
    }
}
