using System.Globalization;
using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Tests.Triage.Faults;

/// <summary>
/// The slips authors make, each made at every place of a protocol where it can be made (or at every few, where there are
/// hundreds). Deterministic.
/// </summary>
internal static partial class FaultKinds
{
    private static readonly string[] Scale = ["ems", "ed_now", "provider_now", "see_4h", "see_24h", "see_3d", "see_2w", "provider_msg", "home", "info"];

    public static IEnumerable<Fault> In(string file, string text)
    {
        var protocol = new ProtocolText(text);
        foreach (var (kind, edits) in Kinds)
            foreach (var (what, edited) in edits(protocol))
                if (edited != text) yield return new(kind, file, what, edited);
    }

    private static readonly (string Kind, Func<ProtocolText, IEnumerable<(string What, string Text)>> Edits)[] Kinds =
    [
        ("tiers swapped", TiersSwapped),
        ("red flag moved one tier down", RedFlagMovedDown),
        ("question deleted", p => p.Questions.Where((q, i) => q.Tier == 0 || i % 3 == 0).Select(q => (q.Id, p.Without(q.From, q.To)))),
        ("question id used twice", p => p.Questions.Zip(p.Questions.Skip(1)).Where((_, i) => i % 4 == 0).Select(q => (q.Second.Id, p.WithLine(q.Second.From, $"      - id: {q.First.Id}")))),
        ("condition inverted", p => p.Matches(Condition()).Select(m => (m.Match.Value, p.With(m.Line, m.Match, $"{m.Match.Groups["key"].Value}: \"not ({m.Match.Groups["text"].Value})\"")))),
        ("condition narrowed", p => p.Matches(Condition()).Select(m => (m.Match.Value, p.With(m.Line, m.Match, $"{m.Match.Groups["key"].Value}: \"({m.Match.Groups["text"].Value}) and spoke_to_patient\"")))),
        ("condition added to a question for all", p => p.Questions.Where((_, i) => i % 5 == 2).Where(q => !Has(p, q, "when")).Select(q => (q.Id, p.WithInserted(q.To, "        when: \"aneurysm\"")))),
        ("limit in another unit", UnitConfused),
        ("limit moved", LimitMoved),
        (">= became >, < became <=", p => p.Matches(Comparison()).Where(m => IsExpression(p, m.Line)).Select(m => (p.Lines[m.Line].Trim(), p.With(m.Line, m.Match, Other(m.Match.Value))))),
        ("raise dropped", p => p.Matches(RaiseEntry()).Select(m => (m.Match.Value, WithoutRaise(p, m.Line)))),
        ("raise weakened", p => p.Matches(RaiseEntry()).Select(m => (m.Match.Value, p.WithLine(m.Line, p.Lines[m.Line].Replace($"to: {m.Match.Groups["to"].Value}}}", $"to: {Lower(m.Match.Groups["to"].Value)}}}", StringComparison.Ordinal))))),
        ("rule for \"not sure\" weakened", UnknownWeakened),
        ("key misspelt", KeyMisspelt),
        ("else lowered", p => p.Matches(Else()).Select(m => (m.Match.Value, p.WithLine(m.Line, $"else: {Lower(m.Match.Groups["code"].Value)}")))),
        ("never_below dropped", p => Block(p, "never_below")),
        ("link dropped", p => p.Matches(Link()).Select(m => (m.Match.Value, p.Without(m.Line, m.Line + 1)))),
        ("link to another protocol", p => p.Matches(Link()).Select(m => (m.Match.Value, p.WithLine(m.Line, $"        link: {(m.Match.Groups["id"].Value == "general" ? "fever" : "general")}")))),
        ("action dropped", p => p.Matches(Action()).Select(m => (m.Match.Value, p.Without(m.Line, m.Line + 1)))),
        ("test expects another level", p => p.Matches(Expect()).Select(m => (p.Lines[m.Line].Trim(), p.With(m.Line, m.Match, $"expect: {Lower(m.Match.Groups["code"].Value)}")))),
        ("test deleted", p => p.Matches(Expect()).Where((_, i) => i % 3 == 0).Select(m => (p.Lines[m.Line].Trim(), p.Without(m.Line, m.Line + 1)))),
        ("call-back advice removed", p => Block(p, "call_back")),
        ("home advice removed", p => Block(p, "home_advice")),
        ("first aid removed", p => Block(p, "first_aid")),
        ("a line of advice removed", p => Advice(p).Where((_, i) => i % 4 == 1).Select(m => (m.Match.Value.Trim(), p.Without(m.Line, m.Line + 1)))),
        ("a line of advice read at one result only", p => Advice(p).Where(m => !m.Match.Value.Contains('{')).Where((_, i) => i % 3 == 0).Select(m => (m.Match.Value.Trim(), p.WithLine(m.Line, $"  - {{say: {m.Match.Value[4..]}, for: [see_4h]}}")))),
        ("limit of a line of advice turned", p => Advice(p).Where(m => FitsWhen().IsMatch(m.Match.Value)).Where((_, i) => i % 2 == 0).Select(m => (m.Match.Value.Trim(), p.WithLine(m.Line, FitsWhen().Replace(m.Match.Value, l => l.Value == "after: [" ? "unless: [" : "after: [", 1))))),
        ("limit of a line of advice names no question", p => Advice(p).Where(m => FitsWhen().IsMatch(m.Match.Value)).Where((_, i) => i % 2 == 1).Select(m => (m.Match.Value.Trim(), p.WithLine(m.Line, FitsWhen().Replace(m.Match.Value, l => l.Value + "no_such_", 1))))),
        ("dose written into advice", p => Advice(p).Where((_, i) => i % 6 == 0).Select(m => (m.Match.Value.Trim(), p.WithLine(m.Line, "  - \"Take 600 mg of ibuprofen.\"")))),
        ("wording changed on an id", p => p.Questions.Where((_, i) => i % 4 == 1).Select(q => (q.Id, p.WithLine(q.From + 1, WordingEnd().Replace(p.Lines[q.From + 1], " for more than a week?\""))))),
        ("easier wording removed", p => p.Matches(Plain()).Where((_, i) => i % 3 == 0).Select(m => (m.Match.Value.Trim(), p.Without(m.Line, m.Line + 1)))),
        ("population narrowed", p => p.Matches(Population()).Select(m => (m.Match.Value, p.WithLine(m.Line, $"population: \"({m.Match.Groups["text"].Value}) and age_years >= 10 and age_years < 65\"")))),
        ("bare word that YAML reads as true or false", p => p.Matches(Unknown()).Where((_, i) => i % 6 == 3).Select(m => (m.Match.Value.Trim(), p.WithLine(m.Line, "        unknown: no")))),
        ("wrong indentation", p => p.Questions.Where((_, i) => i % 8 == 4).Select(q => (q.Id, p.WithLine(q.From + 1, "   " + p.Lines[q.From + 1].TrimStart())))),
    ];

    private static IEnumerable<(string, string)> TiersSwapped(ProtocolText p) => p.Tiers.Zip(p.Tiers.Skip(1)).Select(t =>
        ($"{t.First.Go} and {t.Second.Go}", new ProtocolText(p.WithLine(t.First.Line, $"  - go: {t.Second.Go}")).WithLine(t.Second.Line, $"  - go: {t.First.Go}")));

    private static IEnumerable<(string, string)> RedFlagMovedDown(ProtocolText p) => p.Questions.Where(q => q.Tier + 1 < p.Tiers.Count && q.Tier < 2)
        .Select(q => ($"{q.Id} from {q.Go}", p.Moved(q, p.Questions.First(o => o.Tier == q.Tier + 1).From)));

    private static IEnumerable<(string, string)> UnitConfused(ProtocolText p)
    {
        foreach (var (line, match) in p.Matches(Limit()).Where(m => IsExpression(p, m.Line)))
            if (InAnotherUnit(match.Groups["fact"].Value, decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)) is { } number)
                yield return (match.Value, p.With(line, match, $"{match.Groups["fact"].Value} {match.Groups["sign"].Value} {number.ToString("0.#", CultureInfo.InvariantCulture)}"));
    }

    private static decimal? InAnotherUnit(string fact, decimal number) => fact switch
    {
        "temp_f" => (number - 32) / 1.8m,
        "glucose" => number / 18,
        "gain_24h_lb" or "gain_7d_lb" => number / 2.2m,
        "sys" or "dia" => number / 7.5m,
        "spo2" => number / 100,
        "age_years" => number * 12,
        "pulse" => number / 60,
        _ => null,
    };

    private static IEnumerable<(string, string)> LimitMoved(ProtocolText p) =>
        from m in p.Matches(Limit())
        where IsExpression(p, m.Line)
        from step in (decimal[])[-1, 1]
        let number = decimal.Parse(m.Match.Groups["number"].Value, CultureInfo.InvariantCulture) + step
        select (m.Match.Value, p.With(m.Line, m.Match, $"{m.Match.Groups["fact"].Value} {m.Match.Groups["sign"].Value} {number.ToString(CultureInfo.InvariantCulture)}"));

    private static IEnumerable<(string, string)> UnknownWeakened(ProtocolText p)
    {
        foreach (var q in p.Questions.Where((_, i) => i % 2 == 0))
            for (var line = q.From; line < q.To; line++)
                if (Unknown().Match(p.Lines[line]) is { Success: true } rule && rule.Groups["code"].Value is var code && code != "clear")
                    yield return (q.Id, p.WithLine(line, $"        unknown: {Lower(code == "act" ? q.Go : code)}"));
    }

    private static IEnumerable<(string, string)> KeyMisspelt(ProtocolText p)
    {
        foreach (var (key, slip) in ((string, string)[])[("unknown:", "unkown:"), ("plain:", "plian:"), ("raise:", "rise:"), ("when:", "whem:"), ("from:", "form:"), ("else:", "elsa:"), ("never_below:", "never_bellow:"), ("call_back:", "callback:"), ("ask:", "asks:"), ("link:", "lnik:"), ("why_clear:", "why_clera:"), ("else_raise:", "else_rise:"), ("expect:", "expected:"), ("facts:", "fact:")])
            foreach (var (line, match) in p.Matches(new Regex($@"(?<![\w.]){key}")).Take(1))
                yield return ($"{key} as {slip}", p.With(line, match, slip));
    }

    private static IEnumerable<(string, string)> Block(ProtocolText p, string key) =>
        p.Block(key) is var (from, to) ? [(key, p.Without(from, to))] : [];

    /// <summary>A list that is left empty goes with its key.</summary>
    private static string WithoutRaise(ProtocolText p, int line) =>
        p.Lines[line - 1].TrimEnd().EndsWith("raise:", StringComparison.Ordinal) && !RaiseEntry().IsMatch(p.Lines[line + 1]) ? p.Without(line - 1, line + 1) : p.Without(line, line + 1);

    private static bool Has(ProtocolText p, QuestionLines q, string key) => p.Lines.Take(q.To).Skip(q.From).Any(l => l.TrimStart().StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Lines that are read to the caller; the list of sources looks alike.</summary>
    private static IEnumerable<(int Line, Match Match)> Advice(ProtocolText p) =>
        p.Matches(AdviceLine()).Where(m => !p.Lines.Take(m.Line).Last(l => l.Length > 0 && char.IsLetter(l[0])).StartsWith("sources:", StringComparison.Ordinal));

    private static bool IsExpression(ProtocolText p, int line) => ExpressionLine().IsMatch(p.Lines[line]);

    private static string Lower(string code) => Scale[Math.Min(Array.IndexOf(Scale, code) + 1, Scale.Length - 1)];

    private static string Other(string sign) => sign switch { ">=" => ">", ">" => ">=", "<=" => "<", _ => "<=" };

    [GeneratedRegex(@"\b(?<key>when|from): ""(?<text>[^""]+)""")]
    private static partial Regex Condition();

    [GeneratedRegex(@"(?<fact>[a-z_0-9]+) (?<sign>>=|<=|>|<) (?<number>\d+(\.\d+)?)")]
    private static partial Regex Limit();

    [GeneratedRegex(">=|<=|>|<")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^\s*(- \{)?(when|from): """)]
    private static partial Regex ExpressionLine();

    [GeneratedRegex(@"- \{when: ""[^""]+"", to: (?<to>\w+)\}")]
    private static partial Regex RaiseEntry();

    [GeneratedRegex(@"^        unknown: (?<code>\w+)$")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^else: (?<code>\w+)$")]
    private static partial Regex Else();

    [GeneratedRegex(@"^        link: (?<id>[\w-]+)$")]
    private static partial Regex Link();

    [GeneratedRegex(@"^        do: \w+$")]
    private static partial Regex Action();

    [GeneratedRegex(@"expect: (?<code>\w+)")]
    private static partial Regex Expect();

    [GeneratedRegex(@"^  - (""[^""]*""|\{say: .*\})$")]
    private static partial Regex AdviceLine();

    [GeneratedRegex(@"\b(after|unless): \[")]
    private static partial Regex FitsWhen();

    [GeneratedRegex(@"^        plain: .*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\?""$")]
    private static partial Regex WordingEnd();

    [GeneratedRegex(@"^population: ""(?<text>[^""]+)""$")]
    private static partial Regex Population();
}
