using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

[JsonConverter(typeof(JsonStringEnumConverter<ProtocolStatus>))]
public enum ProtocolStatus { Draft, Approved, Retired }

/// <summary>A ladder: tiers from most to least urgent, each with questions where yes always means trouble.</summary>
/// <param name="Digest">SHA-256 over the file's canonical bytes; an approval names it.</param>
/// <param name="Population">No = not offered; unknown = offered with a notice.</param>
/// <param name="OfferWhen">Changes only the order of suggestions.</param>
public sealed record Protocol(
    string Id, string Version, string Digest, ProtocolStatus Status, ProtocolPaper Paper,
    Words Title, Words Definition, SearchTerms Search, bool IsGate,
    Condition Population, Condition? OfferWhen,
    IReadOnlyList<Tier> Ladder, string Else, IReadOnlyList<Raise> ElseRaises, string? NeverBelow,
    Advice Advice, IReadOnlyList<ProtocolTest> Tests)
{
    /// <summary>All questions with their tiers, in file order.</summary>
    [JsonIgnore]
    public IEnumerable<(Tier Tier, Question Question)> Questions => Ladder.SelectMany(t => t.Questions.Select(q => (t, q)));

    public IEnumerable<Condition> ElseConditions() => ElseRaises.Select(r => r.When);
}

/// <summary>Who answers for a protocol, and until when. Nothing here changes a result.</summary>
public sealed record ProtocolPaper(
    string? Owner, string? ApprovedBy, DateOnly? ApprovedOn, DateOnly? ReviewBy, IReadOnlyList<string> Sources);

/// <summary>Lay words to find a protocol by, per language.</summary>
public sealed record SearchTerms(IReadOnlyDictionary<string, IReadOnlyList<string>> ByLanguage)
{
    public IReadOnlyList<string> In(string language) => ByLanguage.TryGetValue(language, out var terms) ? terms : [];
}

public sealed record Tier(string Go, IReadOnlyList<Question> Questions);

/// <summary>Lifts a rank when a risk is on or not known.</summary>
public sealed record Raise(Condition When, string To);

/// <summary>Short lines to read to the caller.</summary>
public sealed record Advice(IReadOnlyList<AdviceText> FirstAid, IReadOnlyList<AdviceText> Home, IReadOnlyList<AdviceText> CallBack)
{
    public IReadOnlyList<AdviceText> Of(AdviceKind kind) => kind switch
    {
        AdviceKind.FirstAid => FirstAid,
        AdviceKind.Home => Home,
        AdviceKind.CallBack => CallBack,
    };

    /// <summary>All lines, each with the name of its place (<c>protocol/call_back/0</c>).</summary>
    public IEnumerable<(string Element, AdviceKind Kind, AdviceText Line)> Lines(string protocolId) =>
        from list in ((AdviceKind Kind, string Key)[])[(AdviceKind.FirstAid, "first_aid"), (AdviceKind.Home, "home_advice"), (AdviceKind.CallBack, "call_back")]
        from line in Of(list.Kind).Index()
        select ($"{protocolId}/{list.Key}/{line.Index}", list.Kind, line.Item);
}

[JsonConverter(typeof(JsonStringEnumConverter<AdviceKind>))]
public enum AdviceKind { FirstAid, Home, CallBack }

/// <summary>
/// A test that travels with its protocol. A yes/no fact not named is off, another fact not named is not
/// known, a question not named is absent; a null value is a fact that is expressly not known.
/// </summary>
public sealed record ProtocolTest(
    string Name, IReadOnlyDictionary<string, FactValue?> Facts,
    IReadOnlyList<string> Present, IReadOnlyList<string> Unsure, string Expect);
