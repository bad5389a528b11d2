using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

public enum Standing { NotApplicable, Open, Absent, Unsure, Present }

/// <summary>What one question contributes, and what it would contribute at most.</summary>
/// <param name="Rank">Its part of the maximum; 0 = nothing.</param>
/// <param name="RankOfYes">Its rank if present, raises included; 0 when it does not apply.</param>
/// <param name="ByFact">The standing was computed from facts, not answered.</param>
internal readonly record struct QuestionRank(Standing Standing, int Rank, int RankOfYes, CompiledRaise? RaisedBy, bool ByFact);

/// <summary>
/// The few rules every result rests on, shared by the engine and the verifier: what a question and an
/// "else" are worth over known facts. Each is monotone; the result of a call is their maximum.
/// </summary>
internal static class LadderRules
{
    public static QuestionRank Question(CompiledQuestion question, IReadOnlyDictionary<string, FactValue> known, Answer? answer)
    {
        if (question.When?.Over(known) == Truth.No) return default;
        var standing = StandingOf(question.From?.Over(known), answer);
        var (yes, raisedBy) = Raised(question.Level.Rank, question.Raises, known);
        var rank = standing switch
        {
            Standing.Present => yes,
            Standing.Unsure => question.RankOfUnsure ?? yes,
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

    /// <summary>The result when nothing is found, raised by risks.</summary>
    public static (int Rank, CompiledRaise? RaisedBy) Else(CompiledProtocol protocol, IReadOnlyDictionary<string, FactValue> known) =>
        Raised(protocol.Else, protocol.ElseRaises, known);

    /// <summary>The result of a protocol in which nothing is answered or measured yes.</summary>
    public static int NothingFound(CompiledProtocol protocol, IReadOnlyDictionary<string, FactValue> known) =>
        Math.Max(Else(protocol, known).Rank, protocol.NeverBelow);

    /// <summary>A risk that is not known lifts as one that is on.</summary>
    private static (int, CompiledRaise?) Raised(int rank, CompiledRaise[] raises, IReadOnlyDictionary<string, FactValue> known)
    {
        CompiledRaise? raisedBy = null;
        foreach (var raise in raises)
            if (raise.To > rank && raise.When.Over(known) != Truth.No)
                (rank, raisedBy) = (raise.To, raise);
        return (rank, raisedBy);
    }

    /// <summary>"Not sure" that is to be acted on opens the linked protocol as a yes does.</summary>
    public static CompiledProtocol? Opens(CompiledQuestion question, Standing standing) =>
        standing == Standing.Present || standing == Standing.Unsure && question.UnsureLinks ? question.Link : null;
}
