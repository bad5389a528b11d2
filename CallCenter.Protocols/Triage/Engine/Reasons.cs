using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Every part of the maximum as a sentence, most urgent first.</summary>
internal sealed class Reasons(TriagePackage package, SessionLog log)
{
    private readonly List<ReasonLine> _lines = [];

    public IReadOnlyList<ReasonLine> Sorted() => [.. _lines.OrderByDescending(l => l.Rank)];

    public int Highest => _lines.Count == 0 ? 0 : _lines.Max(l => l.Rank);

    public void Add(JoinedLadder ladder)
    {
        foreach (var question in ladder.Questions)
            if (question.Rank.Rank > 0) Add(question);
        var p = ladder.Protocol;
        if (ladder.NeverBelow > 0)
            Add(ReasonKind.NeverBelow, ladder.NeverBelow, p, "never_below", Words.Of($"{p.Title.Text} is never below this"));
        Add(ReasonKind.Else, ladder.ElseRank, p, "else", Words.Of("Nothing more urgent was found"), ladder.ElseRaisedBy);
    }

    public void Add(Floor floor) => Add(ReasonKind.Floor, package.Rank(floor.To), null, floor.Id, floor.Why, floor.When);

    public void Add(ReasonKind kind, Disposition disposition, string rule, string text) =>
        Add(kind, disposition.Rank, null, rule, Words.Of(text));

    private void Add(RankedQuestion question)
    {
        var (p, q, rank) = (question.Protocol, question.Question, question.Rank);
        var answer = rank.Standing == Standing.Unsure ? Answer.Unsure : Answer.Present;
        var source = rank.ByFact ? null : question.Answer?.Source;
        var facts = Readings(rank.RaisedBy, rank.ByFact ? q.From : null, q.When);
        var said = rank.ByFact ? "measured" : $"{answer.ToString().ToLowerInvariant()}, {Name(source)}";
        _lines.Add(Line(ReasonKind.Question, rank.Rank, p, q.Id, q.Q, said, rank.RaisedBy, facts) with { Answer = answer, Source = source, ByFact = rank.ByFact });
    }

    private void Add(ReasonKind kind, int rank, Protocol? protocol, string rule, Words text, Condition? raisedBy = null) =>
        _lines.Add(Line(kind, rank, protocol, rule, text, null, raisedBy, Readings(raisedBy)));

    private ReasonLine Line(ReasonKind kind, int rank, Protocol? p, string rule, Words text, string? said, Condition? raisedBy, IReadOnlyList<FactReading> facts)
    {
        var disposition = package.Dispositions.First(d => d.Rank == rank);
        var explain = $"{disposition.Title.Text}: {text.Text}";
        if (said is not null) explain += $" — {said}";
        if (facts.Count > 0) explain += $" + {string.Join(", ", facts.Select(Shown))}";
        if (raisedBy is not null) explain += $" (raised by {raisedBy})";
        explain += p is null ? $", {kind.ToString().ToLowerInvariant()} {rule}" : $", {p.Id} {p.Version} {rule}";
        return new(kind, disposition, p?.Id, p?.Version, rule, text, null, null, false, raisedBy?.ToString(), facts, explain);
    }

    private IReadOnlyList<FactReading> Readings(params Condition?[] conditions) =>
        [.. conditions.OfType<Condition>().SelectMany(c => c.Facts()).Distinct()
            .Select(f => log.Facts.GetValueOrDefault(f)?.Reading).OfType<FactReading>()
            .Where(r => r.Value is not { Type: FactType.Flag, IsOn: false })];

    private string Shown(FactReading reading)
    {
        var fact = package.FindFact(reading.Fact);
        var value = reading.Value switch
        {
            null => "not known",
            { Type: FactType.Flag } => "yes",
            { } v => $"{v} {fact?.Unit}".TrimEnd(),
        };
        var origin = string.Join(", ", new[] { Name(reading.Source), reading.Detail, reading.On?.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture) }.OfType<string>());
        return $"{fact?.Title.Text ?? reading.Fact}: {value} ({origin})";
    }

    private static string Name(AnswerSource? source) => source switch
    {
        AnswerSource.Asked => "asked",
        AnswerSource.Heard => "heard",
        AnswerSource.Chart => "chart",
        AnswerSource.Device => "device",
        AnswerSource.CallerOffered => "offered by the caller",
        AnswerSource.CallHistory => "call history",
        null => "",
    };
}
