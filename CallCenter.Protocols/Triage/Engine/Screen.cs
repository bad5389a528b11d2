using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Everything the nurse sees, written from one evaluation. Decides nothing.</summary>
internal sealed class Screen
{
    private readonly TriagePackage _package;
    private readonly CompiledPackage _compiled;
    private readonly SessionLog _log;
    private readonly Evaluation _evaluation;
    private readonly Disposition _protocols;
    private readonly Disposition _final;
    private readonly IReadOnlyList<ReasonLine> _reasons;

    private Screen(CompiledPackage package, SessionLog log)
    {
        (_package, _compiled, _log, _evaluation) = (package.Package, package, log, new(package, log));
        (_protocols, _final) = (_evaluation.Protocols, _evaluation.Final);
        _reasons = new Reasons(_compiled, log).Of(_evaluation);
    }

    public static TriageView Of(CompiledPackage package, SessionLog log) => new Screen(package, log).View();

    private TriageView View()
    {
        var told = ToldNow();
        var facts = new FactsWorthAsking(_compiled, _log).Of(_evaluation);
        var view = new TriageView(
            Stage(told), _protocols, _final, _reasons, WhatWouldChange(facts), ProtocolViews(), _evaluation.Next()?.Ref, facts,
            _evaluation.IsGateClear, _evaluation.IsComplete, [], told, [.. _evaluation.Floors.Applied.Select(f => f.Floor)], FactViews(), AdviceLines(), Actions(), Prompts(), Overrides(), _log.Override,
            _log.Recall is { } recall ? new(recall.PackageDigest, recall.Why, recall.At) : null, null);
        return view with { MissingForSigning = SigningRules.Missing(view, _log, _compiled) };
    }

    private List<Change> WhatWouldChange(IReadOnlyList<FactToAsk> facts)
    {
        var changes = new List<Change>();
        foreach (var ladder in _evaluation.Ladders.All)
            foreach (ref readonly var q in ladder.Questions.AsSpan())
                if (q.IsOpenAbove(_evaluation.Above))
                    changes.Add(new(ChangeKind.QuestionWouldRaise, q.Protocol.Id, q.Question.Id, null, _compiled.Level(q.MayReach)));
        foreach (var fact in facts)
            if (fact.MayRaiseTo is { } to) changes.Add(new(ChangeKind.FactWouldRaise, null, null, fact.Fact, to));
        // Only a question that holds the maximum alone would lower it; its "no" leaves the next reason.
        if (_reasons.Where(r => r.Kind != ReasonKind.Override).Take(2).ToArray() is [{ Kind: ReasonKind.Question } top, { } second] && second.Rank < top.Rank)
            changes.Add(new(ChangeKind.AnswerHolds, top.ProtocolId, top.RuleId, null, second.Disposition));
        return changes;
    }

    private ProtocolView[] ProtocolViews() => [.. _evaluation.Ladders.All.Select(l => new ProtocolView(
        l.Protocol.Id, l.Protocol.Version, l.Protocol.Digest, l.Protocol.Title, l.Protocol.IsGate, l.JoinedBy, Notice(l.Compiled.Population),
        Array.ConvertAll(l.Questions, QuestionViewOf)))];

    private string? Notice(CompiledCondition population) => population.Over(_log.Known) switch
    {
        Truth.No => $"This protocol is not written for this person, only for: {population.InWords}",
        Truth.Unknown => $"It is not known whether this protocol is written for this person; it is only for: {population.InWords}",
        Truth.Yes => null,
    };

    private QuestionView QuestionViewOf(RankedQuestion q) => new(
        q.Protocol.Id, q.Question.Id, q.Question.Q, q.Question.Plain, _compiled.Level(Math.Max(q.Compiled.Level.Rank, q.Rank.RankOfYes)), q.Rank.Standing,
        q.Answer?.Answer, q.Answer?.Source, q.Answer?.At, q.Rank.ByFact, q.Rank.Rank, q.Rank.RankOfYes, q.MayReach,
        q.IsOpenAbove(_evaluation.Above), q.Rank.RaisedBy?.When.Text, q.Question.Link, q.Question.Do, q.Question.First, q.Compiled.Measures);

    private ToldView ToldNow()
    {
        var confirmed = _log.Confirmed?.Code == _final.Code;
        var told = confirmed && _log.Told?.Code == _final.Code;
        return new(_log.Confirmed?.Code, _log.Confirmed?.At, _log.Told?.Code, _log.Told?.At, !confirmed, !told, _log.Told is not null && !told);
    }

    private TriageStage Stage(ToldView told)
    {
        if (_log.Signed is not null) return _log.Recall is not null && !_log.RecallReviewed && _log.Recall.At >= _log.Signed.At ? TriageStage.Recalled : TriageStage.Signed;
        if (_log.HandedOver is not null) return TriageStage.HandedOver;
        if (_log.Paused is not null) return TriageStage.Paused;
        if (!told.MustTell) return TriageStage.Told;
        if (!told.MustConfirm || _evaluation.IsComplete) return TriageStage.DispositionReached;
        return _evaluation.IsGateClear ? TriageStage.Assessing : TriageStage.Gate;
    }

    private FactView[] FactViews() => [.. _log.Facts.Values.Select(f => (Standing: f, Fact: _package.FindFact(f.Reading.Fact)))
        .Select(f => new FactView(f.Standing.Reading.Fact, f.Fact?.Title ?? Words.Of(f.Standing.Reading.Fact), f.Fact?.Unit, f.Standing.Reading, f.Standing.At, f.Standing.By))];

    /// <summary>
    /// The lines that fit the result, the person and what was already found; what was read stays in sight. The protocol that holds the result
    /// speaks first, the gate after the one that its own finding opened and otherwise last.
    /// </summary>
    private List<AdviceLine> AdviceLines()
    {
        ReadOnlySpan<AdviceKind> kinds = [AdviceKind.FirstAid, AdviceKind.Home, AdviceKind.CallBack];
        var holds = _reasons.FirstOrDefault(r => r.ProtocolId is not null)?.ProtocolId;
        var opened = _evaluation.Ladders.Questions.Where(q => q.Protocol.IsGate && holds == q.Protocol.Id && q.Rank.Rank == _protocols.Rank).Select(q => q.Question.Link).ToHashSet();
        var lines = new List<AdviceLine>();
        foreach (var kind in kinds)
            foreach (var ladder in _evaluation.Ladders.All.OrderByDescending(l => opened.Contains(l.Protocol.Id)).ThenByDescending(l => l.Protocol.Id == holds).ThenBy(l => l.Protocol.IsGate))
            {
                if (!AdviceRules.IsReadAt(kind, _package, ladder.Protocol, _final)) continue;
                foreach (var (index, advice) in ladder.Compiled.Advice[(int)kind].Index())
                {
                    var isRead = _log.Read.Contains((ladder.Protocol.Id, kind, index));
                    if (isRead || AdviceRules.Fits(advice, _final, _log.Known, _evaluation.Ladders)) lines.Add(new(ladder.Protocol.Id, kind, index, advice.Line, isRead));
                }
            }
        return lines;
    }

    private List<OfferedActionView> Actions()
    {
        var actions = new List<OfferedActionView>();
        foreach (var ladder in _evaluation.Ladders.All)
            foreach (ref readonly var q in ladder.Questions.AsSpan())
                if (q.Question.Do is { } action && q.Rank.Rank > 0)
                    actions.Add(new(action, q.Protocol.Id, q.Question.Id, _log.ActionsDone.Contains(action)));
        return actions;
    }

    private Prompt[] Prompts() => [.. _log.Notes.SelectMany(n => DangerWords.In(_package, n.Text))
        .DistinctBy(p => (p.ProtocolId, p.QuestionId)).Where(p => !_log.IsAnswered(p.ProtocolId, p.QuestionId))];

    private OverrideOption[] Overrides() =>
        [.. _package.Dispositions.Where(d => d != _final && d.Rank >= _evaluation.Floors.Highest).Select(d => OverrideRules.Option(d, _protocols, _final))];
}
