using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>One evaluation of one log. The result is a maximum; everything else explains it or asks on.</summary>
internal sealed class Evaluation
{
    private readonly TriagePackage _package;
    private readonly SessionLog _log;
    private readonly Ladders _ladders;
    private readonly FloorRules _floors;
    private readonly Reasons _reasons;
    private readonly Disposition _protocols;
    private readonly Disposition _final;
    private readonly IReadOnlyList<RankedQuestion> _openAbove;

    public Evaluation(TriagePackage package, SessionLog log)
    {
        (_package, _log, _ladders, _floors, _reasons) = (package, log, new(package, log), new(package, log), new(package, log));
        foreach (var ladder in _ladders.All) _reasons.Add(ladder);
        foreach (var floor in _floors.Applied) _reasons.Add(floor);
        HoldUpUnfinished();
        _protocols = Level(_reasons.Highest);
        _final = Overriding(_protocols);
        var result = Math.Max(_protocols.Rank, _final.Rank);
        _openAbove = [.. _ladders.Questions.Where(q => q.IsOpenAbove(result))];
        (IsGateClear, IsComplete) = (!_openAbove.Any(q => q.Protocol.IsGate), Complete(_protocols.Rank));
    }

    private bool IsGateClear { get; }
    private bool IsComplete { get; }

    public TriageView View()
    {
        var told = ToldNow();
        var facts = _floors.FactsToAsk(_protocols.Rank, _ladders);
        var stage = Stage(told);
        var view = new TriageView(
            stage, _protocols, _final, _reasons.Sorted(), WhatWouldChange(facts), ProtocolViews(), Next(), facts,
            IsGateClear, IsComplete, [], told, _floors.Applied, FactViews(), AdviceLines(), Actions(), Prompts(), Overrides(), _log.Override,
            _log.Recall is { } recall ? new(recall.PackageDigest, recall.Why, recall.At) : null, null);
        return view with { MissingForSigning = SigningRules.Missing(view, _log) };
    }

    private Disposition Level(int rank) => _package.Dispositions.First(d => d.Rank == rank);

    /// <summary>What nobody could ask is not "no": a call lost before the end is held at a clinician's call-back.</summary>
    private void HoldUpUnfinished()
    {
        if (_log.Lost is { } lost && !Complete(_reasons.Highest))
            _reasons.Add(ReasonKind.Unfinished, _package.Cautious, "call_lost", $"The call was lost before the triage was finished ({lost.Reason})");
    }

    private bool Complete(int result) =>
        !_ladders.Questions.Any(q => q.IsOpenAbove(result)) && (_ladders.All.Count > 1 || Level(result).Urgency == Urgency.Emergent);

    /// <summary>Up holds at least its level; down holds only for the result it was decided on, and never below a floor.</summary>
    private Disposition Overriding(Disposition protocols)
    {
        if (_log.Override is not { } decision || _package.FindDisposition(decision.To) is not { } to) return protocols;
        var from = _package.Rank(decision.From);
        var rank = to.Rank >= from ? Math.Max(protocols.Rank, to.Rank)
            : protocols.Rank > from ? protocols.Rank
            : Math.Max(to.Rank, _floors.Highest);
        if (rank != protocols.Rank) _reasons.Add(ReasonKind.Override, Level(rank), decision.ReasonCode, $"{decision.By.Name} decided: {decision.Text ?? decision.ReasonCode}");
        return Level(rank);
    }

    /// <summary>The gate's questions first, then the most urgent; those that only open another protocol last; ties in file order.</summary>
    private QuestionRef? Next()
    {
        var next = _openAbove
            .OrderByDescending(q => q.Protocol.IsGate)
            .ThenByDescending(q => q.Rank.RankOfYes > _protocols.Rank ? 1000 + q.Rank.RankOfYes : q.Reach)
            .FirstOrDefault();
        return next is null ? null : new(next.Protocol.Id, next.Question.Id);
    }

    private List<Change> WhatWouldChange(IReadOnlyList<FactToAsk> facts)
    {
        var changes = _openAbove.Select(q => new Change(ChangeKind.QuestionWouldRaise, q.Protocol.Id, q.Question.Id, null, Level(Math.Max(q.Rank.RankOfYes, q.Reach)))).ToList();
        changes.AddRange(facts.Where(f => f.MayRaiseTo is not null).Select(f => new Change(ChangeKind.FactWouldRaise, null, null, f.Fact, f.MayRaiseTo ?? _final)));
        var sorted = _reasons.Sorted().Where(r => r.Kind != ReasonKind.Override).ToList();
        // Only a question that holds the maximum alone would lower it; its "no" leaves the next reason.
        if (sorted is [{ Kind: ReasonKind.Question } top, { } second, ..] && second.Rank < top.Rank)
            changes.Add(new(ChangeKind.AnswerHolds, top.ProtocolId, top.RuleId, null, second.Disposition));
        return changes;
    }

    private IReadOnlyList<ProtocolView> ProtocolViews() => [.. _ladders.All.Select(l => new ProtocolView(
        l.Protocol.Id, l.Protocol.Version, l.Protocol.Digest, l.Protocol.Title, l.Protocol.IsGate, l.JoinedBy, Notice(l.Protocol),
        [.. l.Questions.Select(QuestionViewOf)]))];

    private string? Notice(Protocol protocol) => protocol.Population.Over(_log.Known) switch
    {
        Truth.No => $"This protocol is not written for this person ({protocol.Population})",
        Truth.Unknown => $"It is not known whether this protocol is written for this person ({protocol.Population})",
        Truth.Yes => null,
    };

    private QuestionView QuestionViewOf(RankedQuestion q) => new(
        q.Protocol.Id, q.Question.Id, q.Question.Q, q.Question.Plain, _package.Disposition(q.Tier.Go), q.Rank.Standing,
        q.Answer?.Answer, q.Answer?.Source, q.Answer?.At, q.Rank.ByFact, q.Rank.Rank, q.Rank.RankOfYes, Math.Max(q.Rank.RankOfYes, q.Reach),
        q.IsOpenAbove(Math.Max(_protocols.Rank, _final.Rank)), q.Rank.RaisedBy?.ToString(), q.Question.Link, q.Question.Do, q.Question.First,
        q.Question.From is null ? [] : [.. q.Question.From.Facts()]);

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
        if (!told.MustConfirm || IsComplete) return TriageStage.DispositionReached;
        return IsGateClear ? TriageStage.Assessing : TriageStage.Gate;
    }

    private IReadOnlyList<FactView> FactViews() => [.. _log.Facts.Values
        .Select(f => new FactView(f.Reading.Fact, _package.FindFact(f.Reading.Fact)?.Title ?? Words.Of(f.Reading.Fact), _package.FindFact(f.Reading.Fact)?.Unit, f.Reading, f.At, f.By))];

    /// <summary>First aid while help is on its way, home advice while it is not, when to call back always.</summary>
    private IReadOnlyList<AdviceLine> AdviceLines()
    {
        AdviceKind[] kinds = _final.Urgency >= Urgency.Urgent ? [AdviceKind.FirstAid, AdviceKind.CallBack] : [AdviceKind.Home, AdviceKind.CallBack];
        return [.. from l in _ladders.All from kind in kinds from line in l.Protocol.Advice.Of(kind).Index()
            select new AdviceLine(l.Protocol.Id, kind, line.Index, line.Item, _log.Read.Contains((l.Protocol.Id, kind, line.Index)))];
    }

    private IReadOnlyList<OfferedActionView> Actions() => [.. _ladders.Questions
        .Where(q => q.Question.Do is not null && q.Rank.Rank > 0)
        .Select(q => new OfferedActionView(q.Question.Do ?? "", q.Protocol.Id, q.Question.Id, _log.ActionsDone.Contains(q.Question.Do ?? "")))];

    private IReadOnlyList<Prompt> Prompts() => [.. _log.Notes.SelectMany(n => DangerWords.In(_package, n.Text))
        .DistinctBy(p => (p.ProtocolId, p.QuestionId)).Where(p => !_log.Answers.ContainsKey((p.ProtocolId, p.QuestionId)))];

    private IReadOnlyList<OverrideOption> Overrides() => [.. _package.Dispositions.Where(d => d != _final && d.Rank >= _floors.Highest).Select(d => OverrideRules.Option(d, _protocols, _final))];
}
