using CallCenter.Protocols.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>A protocol found, and the words or facts it was found by.</summary>
public sealed record ProtocolHit(string ProtocolId, Words Title, Words Definition, int Score, IReadOnlyList<string> FoundBy, string? Notice);

/// <summary>
/// Finds protocols by what lay people say, in every language of the package at once: a nurse may type what
/// she hears. It orders; it decides nothing.
/// </summary>
public static class TriageSearch
{
    private const int PhraseScore = 12, WordScore = 6, MisspeltScore = 4, PartScore = 1, TitleScore = 1, OfferScore = 10;

    private static readonly HashSet<string> Filler =
    [
        "the", "and", "for", "with", "that", "this", "have", "has", "had", "her", "his", "him", "she", "they", "their", "them", "are", "was", "were", "not",
        "from", "any", "all", "now", "last", "been", "who", "what", "when", "very", "more", "than", "other", "person", "since", "feel", "feels", "feeling",
        "want", "wants", "wanted", "need", "needs", "something", "some", "thing", "little", "bit", "bad", "badly", "get", "got", "really", "just", "about", "again", "today", "still", "new", "out", "over", "off", "side", "after", "before", "during", "while", "then", "there", "here",
        "los", "las", "una", "unos", "con", "por", "para", "que", "del", "muy", "mas", "esta", "este", "tiene", "tengo", "desde", "como", "pero", "hace", "persona", "quiero", "quiere", "necesito", "necesita", "algo", "mucho", "mucha", "ahora", "hoy",
    ];

    /// <summary>What a search box shows; without a query all protocols in the order of the package.</summary>
    public static IReadOnlyList<ProtocolHit> Find(TriagePackage package, string query, IReadOnlyDictionary<string, FactValue>? known = null)
    {
        var said = LayWords.Folded(query);
        var hits = Offered(package, known ?? NothingKnown).Select(o => Score(o.Protocol, said, o.Notice));
        return said.Trim().Length == 0 ? [.. hits] : Sorted(package, Worthwhile(package, [.. hits.Where(h => h.Score > 0)]));
    }

    /// <summary>Suggestions from the caller's story and the chart; the protocol for anything else comes last.</summary>
    public static IReadOnlyList<ProtocolHit> Suggest(TriagePackage package, string story, IReadOnlyDictionary<string, FactValue> known)
    {
        var said = LayWords.Folded(story);
        var hits = Offered(package, known).Select(o => WithChart(package, o.Protocol, Score(o.Protocol, said, o.Notice), known)).Where(h => h.Score > 0 || IsForAnythingElse(package, h));
        return Sorted(package, Worthwhile(package, [.. hits]));
    }

    /// <summary>Where a whole word or phrase was heard, half a phrase ("side" of "side effect") is noise.</summary>
    private static IEnumerable<ProtocolHit> Worthwhile(TriagePackage package, IReadOnlyList<ProtocolHit> hits) =>
        hits.Any(h => h.Score >= WordScore) ? hits.Where(h => h.Score >= MisspeltScore || IsForAnythingElse(package, h)) : hits;

    private static readonly IReadOnlyDictionary<string, FactValue> NothingKnown = new Dictionary<string, FactValue>();

    private static IEnumerable<(Protocol Protocol, string? Notice)> Offered(TriagePackage package, IReadOnlyDictionary<string, FactValue> known) =>
        from protocol in package.Protocols
        where !protocol.IsGate && protocol.Status != ProtocolStatus.Retired
        let fits = protocol.Population.Over(known)
        where fits != Truth.No
        select (protocol, fits == Truth.Unknown ? $"Not known yet whether it fits this person; it depends on: {Titles(package, protocol.Population.Facts().Where(f => !known.ContainsKey(f)))}" : null);

    private static ProtocolHit Score(Protocol protocol, string said, string? notice)
    {
        var (spoken, words) = (WordsOf(said), Meaningful(said));
        var (score, by) = (0, new List<string>());
        foreach (var term in protocol.Search.ByLanguage.Values.SelectMany(t => t))
        {
            var worth = Worth(term, said, spoken);
            score += worth;
            if (worth > 0) by.Add(term);
        }
        score += Shared(words, protocol.Title) * TitleScore;
        if (score > 0 && by.Count == 0) by.Add(protocol.Title.Text);
        return new(protocol.Id, protocol.Title, protocol.Definition, score, by, notice);
    }

    /// <summary>As said, then all its words in any order, then with slips; one common word of a phrase, "low" of "low sugar", hardly counts.</summary>
    private static int Worth(string term, string said, IReadOnlyList<string> spoken)
    {
        if (LayWords.Contains(said, term)) return PhraseScore * (1 + term.Count(char.IsWhiteSpace));
        var parts = WordsOf(LayWords.Folded(term));
        if (parts.All(Filler.Contains)) return 0;
        if (parts.All(p => spoken.Any(w => Means(w, p, SameStem)))) return WordScore * parts.Count;
        var heard = parts.Where(p => spoken.Any(w => Means(w, p, SameStem) || Means(w, p, Misspelt))).ToList();
        return heard.Count == parts.Count ? MisspeltScore * parts.Count : 2 * heard.Count >= parts.Count && !heard.All(Filler.Contains) ? PartScore : 0;
    }

    /// <summary>"Over" is not the beginning of "overdose": a filling word is only itself.</summary>
    private static bool Means(string spoken, string word, Func<string, string, bool> alike) => spoken == word || !Filler.Contains(spoken) && alike(word, spoken);

    private static ProtocolHit WithChart(TriagePackage package, Protocol protocol, ProtocolHit hit, IReadOnlyDictionary<string, FactValue> known) =>
        protocol.OfferWhen is { } offer && offer.Over(known) == Truth.Yes
            ? hit with { Score = hit.Score + OfferScore, FoundBy = [$"chart: {Titles(package, offer.Facts().Where(known.ContainsKey))}", .. hit.FoundBy] }
            : hit;

    private static string Titles(TriagePackage package, IEnumerable<string> facts) => string.Join(", ", facts.Select(f => package.FindFact(f)?.Title.Text ?? f));

    private static int Shared(IReadOnlyList<string> words, Words text) => text.Translations.Values.Append(text.Text)
        .SelectMany(t => Meaningful(LayWords.Folded(t))).Distinct().Count(t => words.Any(w => SameStem(t, w)));

    private static IReadOnlyList<string> Meaningful(string folded) => [.. WordsOf(folded).Where(w => !Filler.Contains(w))];

    private static IReadOnlyList<string> WordsOf(string folded) => [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2)];

    /// <summary>"Swollen" is not found by "swelling", but "breath" is by "breathing".</summary>
    private static bool SameStem(string a, string b)
    {
        if (a == b) return true;
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        return shorter.Length >= 4 && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    /// <summary>"Diarhea", "brething": a slip or two in a long word that begins right. Short words are too much alike.</summary>
    private static bool Misspelt(string a, string b)
    {
        var (shorter, longer) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
        if (shorter < 4 || longer < 5 || a[0] != b[0]) return false;
        var slips = shorter < 8 ? 1 : 2;
        return longer - shorter <= slips && EditDistance.Between(a, b) <= slips;
    }

    private static bool IsForAnythingElse(TriagePackage package, ProtocolHit hit) => package.FindProtocol(hit.ProtocolId)?.Else == package.Dispositions[^1].Code;

    /// <summary>The more dangerous protocol first where words alone do not say; the one for anything else, which may end with nothing found, last.</summary>
    private static IReadOnlyList<ProtocolHit> Sorted(TriagePackage package, IEnumerable<ProtocolHit> hits) =>
        [.. hits.OrderBy(h => IsForAnythingElse(package, h)).ThenByDescending(h => h.Score).ThenByDescending(h => package.Rank(package.FindProtocol(h.ProtocolId)?.Else ?? package.Dispositions[^1].Code)).ThenBy(h => h.ProtocolId, StringComparer.Ordinal)];
}
