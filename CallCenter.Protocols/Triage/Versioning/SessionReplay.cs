using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>How a stored session ends on a candidate. Lowered is finding A32 and blocks publishing until a clinician accepts it.</summary>
public enum ReplayOutcome { Same, Raised, Lowered, Open }

/// <summary>A stored session, evaluated again on a candidate package. Overrides change none of the results compared.</summary>
/// <param name="Before">The protocols' result on the package the session was triaged by.</param>
/// <param name="Lowest">The candidate's result if all it asks and the log does not answer were absent.</param>
/// <param name="Highest">The candidate's result if all of that were present. The two are exact, because a result is a maximum.</param>
/// <param name="Final">What the session ended with, a nurse's override included.</param>
/// <param name="NotAsked">Questions of the candidate that could raise <paramref name="Lowest"/> and were not asked then.</param>
/// <param name="FactsNotAsked">Facts that could raise it, by a floor of the candidate, and were not asked then.</param>
/// <param name="WithoutPlace">Answers in the log to questions that the candidate does not have.</param>
public sealed record ReplayedSession(
    Disposition Before, Disposition Lowest, Disposition Highest, Disposition Final,
    IReadOnlyList<QuestionRef> NotAsked, IReadOnlyList<string> FactsNotAsked, IReadOnlyList<QuestionRef> WithoutPlace)
{
    /// <summary>Raised and lowered are said only when they are certain, whatever the unasked answers would have been.</summary>
    public ReplayOutcome Outcome =>
        Lowest.Rank > Before.Rank ? ReplayOutcome.Raised
        : Highest.Rank < Before.Rank ? ReplayOutcome.Lowered
        : Lowest.Rank == Highest.Rank ? ReplayOutcome.Same
        : ReplayOutcome.Open;

    /// <summary>True also for an open outcome whose lower end lies below what the call ended with.</summary>
    public bool MayEndLower => Lowest.Rank < Before.Rank;
}

/// <summary>
/// What a past call would come to on a candidate package: its answers and facts are kept, what the candidate has no place for
/// is left out and listed, and what the candidate asks beyond them stays open within exact limits.
/// </summary>
public static class SessionReplay
{
    /// <exception cref="InvalidOperationException">The log cannot be evaluated on the package it was triaged by.</exception>
    public static ReplayedSession Of(TriagePackage original, TriagePackage candidate, IReadOnlyList<TriageEvent> log)
    {
        var then = Screen.Of(original, new SessionLog(log));
        // What was left open then, as in a call that was lost, is no news of the candidate.
        var leftOpen = OpenIn(then).ToHashSet();
        var leftUnknown = BlockingIn(then).Select(f => f.Fact).ToHashSet();

        var (lowest, notAsked) = Answering(Answer.Absent, candidate, log, leftOpen);
        var (highest, _) = Answering(Answer.Present, candidate, log, leftOpen);
        var couldRaise = BlockingIn(highest).Where(f => !leftUnknown.Contains(f.Fact)).Select(f => f.MayRaiseTo).OfType<Disposition>();
        return new(
            then.ProtocolDisposition, lowest.ProtocolDisposition,
            couldRaise.Append(highest.ProtocolDisposition).MaxBy(d => d.Rank) ?? highest.ProtocolDisposition, then.FinalDisposition,
            notAsked, [.. BlockingIn(lowest).Select(f => f.Fact).Where(f => !leftUnknown.Contains(f))],
            [.. new SessionLog(log).Answers.Keys.Where(a => !Has(candidate, a.Protocol, a.Question)).Select(a => new QuestionRef(a.Protocol, a.Question))]);
    }

    /// <summary>Gives one answer to everything the candidate asks beyond the log, protocols that a yes opens included.</summary>
    private static (TriageView View, IReadOnlyList<QuestionRef> Asked) Answering(Answer answer, TriagePackage candidate, IReadOnlyList<TriageEvent> log, HashSet<QuestionRef> leftOpen)
    {
        var session = new SessionLog(Placed(candidate, log));
        var asked = new List<QuestionRef>();
        while (true)
        {
            var view = Screen.Of(candidate, session);
            var open = OpenIn(view).Where(q => !leftOpen.Contains(q)).ToList();
            if (open.Count == 0) return (view, asked);
            foreach (var q in open) session.Answers[(q.ProtocolId, q.QuestionId)] = new(answer, AnswerSource.Asked, default, Nobody);
            asked.AddRange(open);
        }
    }

    private static IEnumerable<QuestionRef> OpenIn(TriageView view) =>
        view.Protocols.SelectMany(p => p.Questions).Where(q => q.IsOpenAboveResult).Select(q => new QuestionRef(q.ProtocolId, q.Id));

    private static IEnumerable<FactToAsk> BlockingIn(TriageView view) => view.FactsToAsk.Where(f => f.Blocks);

    /// <summary>The events that mean something on the candidate; a nurse's override was her judgment of another result.</summary>
    private static List<TriageEvent> Placed(TriagePackage candidate, IReadOnlyList<TriageEvent> log) => [.. log.Select(e => e switch
    {
        Opened o => o with { Facts = [.. o.Facts.Where(f => Fits(candidate, f))] },
        ProtocolAdded a => candidate.FindProtocol(a.ProtocolId) is null ? null : a,
        FactSet f => Fits(candidate, f.Reading) ? f : null,
        Answered a => Has(candidate, a.ProtocolId, a.QuestionId) ? a : null,
        Corrected c => Has(candidate, c.ProtocolId, c.QuestionId) ? c : null,
        Overridden => null,
        _ => e,
    }).OfType<TriageEvent>()];

    private static bool Fits(TriagePackage candidate, FactReading reading) =>
        candidate.FindFact(reading.Fact) is { } fact && (reading.Value is not { } value || fact.WhyNot(value) is null);

    private static bool Has(TriagePackage candidate, string protocol, string question) =>
        CompiledPackage.Of(candidate).Find(protocol)?.Find(question) is not null;

    private static readonly Actor Nobody = new("", "");
}
