using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

public enum Standing { NotApplicable, Open, Absent, Unsure, Present }

/// <summary>What one question contributes, and what it would contribute at most.</summary>
/// <param name="Rank">Its part of the maximum; 0 = nothing.</param>
/// <param name="RankOfYes">Its rank if present, raises included; 0 when it does not apply.</param>
/// <param name="ByFact">The standing was computed from facts, not answered.</param>
public readonly record struct QuestionRank(Standing Standing, int Rank, int RankOfYes, Condition? RaisedBy, bool ByFact);

/// <summary>
/// The few rules every result rests on, shared by the engine and the verifier: what a question and an
/// "else" are worth over known facts. Each is monotone; the result of a call is their maximum.
/// </summary>
public static class LadderRules
{
    public static QuestionRank Question(TriagePackage scale, Tier tier, Question question, IReadOnlyDictionary<string, FactValue> known, Answer? answer)
    {
        if (question.When?.Over(known) == Truth.No) return new(Standing.NotApplicable, 0, 0, null, false);
        var computed = question.From?.Over(known);
        var standing = StandingOf(computed, answer);
        var (yes, raisedBy) = RankOfYes(scale, tier, question, known);
        var rank = standing switch
        {
            Standing.Present => yes,
            Standing.Unsure => RankOfUnsure(scale, question.Unknown, yes),
            Standing.NotApplicable or Standing.Open or Standing.Absent => 0,
        };
        var byFact = standing is Standing.Present && answer != Answer.Present || standing is Standing.Absent && answer is null;
        return new(standing, rank, yes, raisedBy, byFact);
    }

    /// <summary>
    /// A measured yes counts as present whatever was answered; a measured no never undoes an answered yes
    /// or a doubt: that takes a correction.
    /// </summary>
    private static Standing StandingOf(Truth? computed, Answer? answer) => (computed, answer) switch
    {
        (Truth.Yes, _) or (_, Answer.Present) => Standing.Present,
        (_, Answer.Unsure) => Standing.Unsure,
        (Truth.No, _) or (_, Answer.Absent) => Standing.Absent,
        _ => Standing.Open,
    };

    private static (int Rank, Condition? RaisedBy) RankOfYes(TriagePackage scale, Tier tier, Question question, IReadOnlyDictionary<string, FactValue> known) =>
        Raised(scale, scale.Rank(tier.Go), question.Raises, known);

    private static int RankOfUnsure(TriagePackage scale, UnknownRule rule, int yes) => rule.Kind switch
    {
        UnknownKind.Act => yes,
        UnknownKind.AtLeast => scale.Rank(rule.AtLeast ?? Disposition.Cautious),
        UnknownKind.Clear => 0,
    };

    /// <summary>The result when nothing is found: raised by risks, and never below the protocol's own floor.</summary>
    public static (int Rank, Condition? RaisedBy) Else(TriagePackage scale, Protocol protocol, IReadOnlyDictionary<string, FactValue> known) =>
        Raised(scale, scale.Rank(protocol.Else), protocol.ElseRaises, known);

    public static int NeverBelow(TriagePackage scale, Protocol protocol) => protocol.NeverBelow is null ? 0 : scale.Rank(protocol.NeverBelow);

    /// <summary>A risk that is not known lifts as one that is on.</summary>
    private static (int, Condition?) Raised(TriagePackage scale, int rank, IReadOnlyList<Raise> raises, IReadOnlyDictionary<string, FactValue> known)
    {
        Condition? raisedBy = null;
        foreach (var raise in raises)
            if (scale.Rank(raise.To) is var to && to > rank && raise.When.Over(known) != Truth.No)
                (rank, raisedBy) = (to, raise.When);
        return (rank, raisedBy);
    }

    /// <summary>"Not sure" that is to be acted on opens the linked protocol as a yes does.</summary>
    public static bool Links(Question question, Standing standing) => question.Link is not null
        && (standing == Standing.Present || standing == Standing.Unsure && question.Unknown.Kind != UnknownKind.Clear);
}
