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
        var (was, now) = (CompiledPackage.Of(original), CompiledPackage.Of(candidate));
        var session = new SessionLog(was, log);
        var then = new Evaluation(was, session);
        // What was left open then, as in a call that was lost, is no news of the candidate.
        var leftOpen = OpenIn(then).Select(q => q.Ref).ToHashSet();
        var leftUnknown = Blocking(was, session, then).Select(f => f.Fact).ToHashSet();

        var (lowest, notAsked, mayRaise) = Answering(Answer.Absent, now, Placed(now, log), leftOpen);
        var (highest, _, mayRaiseMore) = Answering(Answer.Present, now, Placed(now, log), leftOpen);
        return new(
            then.Protocols, lowest, mayRaiseMore.Where(f => !leftUnknown.Contains(f.Fact)).Select(f => f.MayRaiseTo).OfType<Disposition>().Append(highest).MaxBy(d => d.Rank) ?? highest, then.Final,
            notAsked, [.. mayRaise.Select(f => f.Fact).Where(f => !leftUnknown.Contains(f))],
            [.. session.Answered.Select(q => q.Ref).Where(q => now.Find(q.ProtocolId, q.QuestionId) is null)]);
    }

    /// <summary>Gives one answer to everything the candidate asks beyond the log, protocols that a yes opens included.</summary>
    private static (Disposition Result, IReadOnlyList<QuestionRef> Asked, IEnumerable<FactToAsk> MayRaise) Answering(Answer answer, CompiledPackage candidate, List<TriageEvent> log, HashSet<QuestionRef> leftOpen)
    {
        var session = new SessionLog(candidate, log);
        var asked = new List<QuestionRef>();
        while (true)
        {
            var evaluation = new Evaluation(candidate, session);
            var open = OpenIn(evaluation).Where(q => !leftOpen.Contains(q.Ref)).ToList();
            if (open.Count == 0) return (evaluation.Protocols, asked, Blocking(candidate, session, evaluation));
            foreach (var q in open) session.Answer(q, new(answer, AnswerSource.Asked, default, Nobody));
            asked.AddRange(open.Select(q => q.Ref));
        }
    }

    private static IEnumerable<CompiledQuestion> OpenIn(Evaluation evaluation) =>
        evaluation.Ladders.Questions.Where(q => q.IsOpenAbove(evaluation.Above)).Select(q => q.Compiled);

    private static IEnumerable<FactToAsk> Blocking(CompiledPackage package, SessionLog log, Evaluation evaluation) =>
        new FactsWorthAsking(package, log).Of(evaluation).Where(f => f.Blocks);

    /// <summary>The events that mean something on the candidate; a nurse's override was her judgment of another result.</summary>
    private static List<TriageEvent> Placed(CompiledPackage candidate, IReadOnlyList<TriageEvent> log) => [.. log.Select(e => e switch
    {
        Opened o => o with { Facts = [.. o.Facts.Where(f => Fits(candidate.Package, f))] },
        ProtocolAdded a => candidate.Find(a.ProtocolId) is null ? null : a,
        FactSet f => Fits(candidate.Package, f.Reading) ? f : null,
        Answered a => candidate.Find(a.ProtocolId, a.QuestionId) is null ? null : a,
        Corrected c => candidate.Find(c.ProtocolId, c.QuestionId) is null ? null : c,
        Overridden => null,
        _ => e,
    }).OfType<TriageEvent>()];

    private static bool Fits(TriagePackage candidate, FactReading reading) =>
        candidate.FindFact(reading.Fact) is { } fact && (reading.Value is not { } value || fact.WhyNot(value) is null);

    private static readonly Actor Nobody = new("", "");
}
