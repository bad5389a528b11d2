using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Every part of the maximum as a sentence, most urgent first.</summary>
internal sealed class Reasons(CompiledPackage package, SessionLog log)
{
    private readonly List<ReasonLine> _lines = [];

    public IReadOnlyList<ReasonLine> Of(Evaluation evaluation)
    {
        foreach (var ladder in evaluation.Ladders.All) Add(ladder);
        foreach (var floor in evaluation.Floors.Applied) Add(ReasonKind.Floor, floor.To, null, floor.Floor.Id, floor.Floor.Why, floor.When);
        if (evaluation.IsHeldUp)
            Add(ReasonKind.Unfinished, package.Package.Cautious, "call_lost", $"The call was lost before the triage was finished ({log.Lost?.Reason})");
        if (evaluation.Final.Rank != evaluation.Protocols.Rank && log.Override is { } decision)
            Add(ReasonKind.Override, evaluation.Final, decision.ReasonCode, $"{decision.By.Name} decided: {decision.Text ?? decision.ReasonCode}");
        return [.. _lines.OrderByDescending(l => l.Rank)];
    }

    private void Add(JoinedLadder ladder)
    {
        foreach (var question in ladder.Questions)
            if (question.Rank.Rank > 0) Add(question);
        var p = ladder.Protocol;
        if (ladder.Compiled.NeverBelow > 0)
            Add(ReasonKind.NeverBelow, ladder.Compiled.NeverBelow, p, "never_below", Words.Of($"{p.Title.Text} is never below this"));
        Add(ReasonKind.Else, ladder.ElseRank, p, "else", Words.Of("Nothing more urgent was found"), ladder.ElseRaisedBy?.When);
    }

    private void Add(ReasonKind kind, Disposition disposition, string rule, string text) =>
        Add(kind, disposition.Rank, null, rule, Words.Of(text));

    private void Add(RankedQuestion question)
    {
        var (p, q, rank) = (question.Protocol, question.Question, question.Rank);
        var answer = rank.Standing == Standing.Unsure ? Answer.Unsure : Answer.Present;
        var source = rank.ByFact ? null : question.Answer?.Source;
        var facts = Readings(rank.RaisedBy?.When, rank.ByFact ? question.Compiled.From : null, question.Compiled.When);
        var said = rank.ByFact ? "measured" : $"{answer.ToString().ToLowerInvariant()}, {Name(source)}";
        _lines.Add(Line(ReasonKind.Question, rank.Rank, p, q.Id, q.Q, said, rank.RaisedBy?.When, facts) with { Answer = answer, Source = source, ByFact = rank.ByFact });
    }

    private void Add(ReasonKind kind, int rank, Protocol? protocol, string rule, Words text, CompiledCondition? raisedBy = null) =>
        _lines.Add(Line(kind, rank, protocol, rule, text, null, raisedBy, Readings(raisedBy)));

    private ReasonLine Line(ReasonKind kind, int rank, Protocol? p, string rule, Words text, string? said, CompiledCondition? raisedBy, FactReading[] facts)
    {
        var disposition = package.Level(rank);
        var explain = $"{disposition.Title.Text}: {text.Text}";
        if (said is not null) explain += $" — {said}";
        if (facts.Length > 0) explain += $" + {string.Join(", ", facts.Select(Shown))}";
        // What nobody knows raises as if it were there; what was answered with no is not part of the reason.
        var notKnown = raisedBy?.Over(log.Known) == Truth.Unknown ? raisedBy.Facts.Where(f => !log.Known.ContainsKey(f)).ToArray() : [];
        if (raisedBy is not null) explain += notKnown.Length > 0 ? $" (raised because nobody knows: {string.Join(", ", notKnown.Select(Title))})" : $" (raised by {raisedBy.InWords})";
        explain += p is null ? $", {kind.ToString().ToLowerInvariant()} {rule}" : $", {p.Id} {p.Version} {rule}";
        return new(kind, disposition, p?.Id, p?.Version, rule, text, null, null, false, raisedBy?.Text, facts, explain) { NotKnown = notKnown };
    }

    private FactReading[] Readings(params ReadOnlySpan<CompiledCondition?> conditions)
    {
        var readings = new List<FactReading>();
        foreach (var condition in conditions)
            foreach (var fact in condition?.Facts ?? [])
                if (log.Facts.GetValueOrDefault(fact)?.Reading is { Value: not { Type: FactType.Flag, IsOn: false } } reading && !readings.Contains(reading))
                    readings.Add(reading);
        return [.. readings];
    }

    private string Title(string fact) => package.Package.FindFact(fact)?.Title.Text ?? fact;

    private string Shown(FactReading reading)
    {
        var fact = package.Package.FindFact(reading.Fact);
        var value = reading.Value switch
        {
            null => "not known",
            { Type: FactType.Flag } => "yes",
            { } v => $"{v} {fact?.Unit}".TrimEnd(),
        };
        var origin = string.Join(", ", new[] { Name(reading.Source), reading.Detail, reading.On?.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture) }.OfType<string>());
        return $"{Title(reading.Fact)}: {value} ({origin})";
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
