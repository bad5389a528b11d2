using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>Everything a protocol says to a nurse or a caller, by the rule that says it, compared word for word (A31).</summary>
internal static class Wordings
{
    public static IEnumerable<Rewording> Changed(Protocol old, Protocol now)
    {
        var (texts, questions) = (Of(now).ToDictionary(t => (t.Question, t.Rule), t => t.Text), now.Questions.Select(q => q.Question.Id).ToHashSet());
        // A question that is gone is a lowering; its words need no confirmation.
        return Of(old).Where(t => t.Question is null || questions.Contains(t.Question))
            .SelectMany(t => Changed(old.Id, t.Rule, t.Text, texts.GetValueOrDefault((t.Question, t.Rule))));
    }

    public static IEnumerable<Rewording> Changed(IReadOnlyList<Disposition> old, TriagePackage candidate) =>
        old.SelectMany(was => candidate.FindDisposition(was.Code) is { } now ? Changed("dispositions", was.Code, was.Title, now.Title) : []);

    /// <summary>A question that fills a fact raises or does not by how it is asked.</summary>
    public static IEnumerable<Rewording> Changed(IReadOnlyList<Fact> old, TriagePackage candidate) =>
        old.SelectMany(was => was.Ask is { } ask && candidate.FindFact(was.Name)?.Ask is { } now ? Changed("facts", was.Name, ask, now) : []);

    private static IEnumerable<Rewording> Changed(string protocol, string rule, Words was, Words? now)
    {
        if (now?.Text != was.Text) yield return new(protocol, rule, "en", was.Text, now?.Text ?? "");
        foreach (var (language, text) in was.Translations)
            if (now?.Translations.GetValueOrDefault(language) is var translated && translated != text) yield return new(protocol, rule, language, text, translated ?? "");
    }

    private static IEnumerable<(string? Question, string Rule, Words Text)> Of(Protocol protocol)
    {
        yield return (null, "title", protocol.Title);
        yield return (null, "definition", protocol.Definition);
        foreach (var (rule, lines) in ((string, IReadOnlyList<AdviceText>)[])[("first_aid", protocol.Advice.FirstAid), ("home_advice", protocol.Advice.Home), ("call_back", protocol.Advice.CallBack)])
            if (lines.Count > 0) yield return (null, rule, Block(lines));
        foreach (var (_, q) in protocol.Questions)
        {
            yield return (q.Id, q.Id, q.Q);
            if (q.Plain is { } plain) yield return (q.Id, $"{q.Id}/plain", plain);
            if (q.First is { } first) yield return (q.Id, $"{q.Id}/first", first);
        }
    }

    /// <summary>Lines are read together, so they are compared together, each with its limits.</summary>
    private static Words Block(IReadOnlyList<AdviceText> lines) => new(
        string.Join('\n', lines.Select(l => l.Limits is { Length: > 0 } limits ? $"{l.Text} ({limits})" : l.Text)),
        lines.SelectMany(l => l.Translations.Keys).Distinct().ToDictionary(language => language, language => string.Join('\n', lines.Select(l => l.In(language)))));
}
