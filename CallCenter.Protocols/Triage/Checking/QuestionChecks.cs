using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>What must hold for one question in every risk context: E06, E08, E09, E19, E20.</summary>
internal static class QuestionChecks
{
    private static readonly Answer?[] AnyAnswer = [null, Answer.Absent, Answer.Unsure, Answer.Present];

    public static void Run(Examination examination, CompiledProtocol protocol, CompiledQuestion compiled)
    {
        var (package, question) = (examination.Package, compiled.Question);
        var element = $"{protocol.Id}/{question.Id}";
        if (examination.Space(element, question.Id, question.Conditions()) is not { } space) return;
        UnsureFloor(examination, element, compiled);
        Raises(examination, element, compiled);
        Order(examination, element, compiled, space);
        Risk(examination, element, compiled);
        if (!CanMatter(package, protocol, compiled))
            examination.Add("E06", element, $"{question.Id} can never change the result", "A yes to it would be without effect, so a danger would be hidden or time wasted", "Move it to the tier it belongs to, or remove it");
    }

    private static void UnsureFloor(Examination examination, string element, CompiledQuestion question)
    {
        if (question.RankOfUnsure > question.Level.Rank)
            examination.Add("E08", element + "/unknown", $"\"Not sure\" keeps {question.Question.Unknown.AtLeast}, above the {question.Level.Code} of a yes", "A yes would then be less urgent than a doubt", "Use act, or a level at or below the tier");
    }

    private static void Raises(Examination examination, string element, CompiledQuestion question)
    {
        foreach (var raise in question.Question.Raises.Where(r => examination.Package.Rank(r.To) <= question.Level.Rank))
            examination.Add("E19", element + "/raise", $"The raise to {raise.To} does not raise {question.Level.Code}", "A risk that changes nothing is a slip", "Name a more urgent level, or remove the raise");
    }

    private static void Order(Examination examination, string element, CompiledQuestion question, IEnumerable<Dictionary<string, FactValue>> space)
    {
        foreach (var known in space)
        {
            int Rank(Answer answer) => LadderRules.Question(question, known, answer).Rank;
            if (Rank(Answer.Absent) <= Rank(Answer.Unsure) && Rank(Answer.Unsure) <= Rank(Answer.Present)) continue;
            examination.Add("E20", element, $"absent ≤ unsure ≤ present is broken when {FactSpace.Shown(known)}", "A more worrying answer must never lower a result", "Mend unknown or raise");
            return;
        }
    }

    private static void Risk(Examination examination, string element, CompiledQuestion question)
    {
        foreach (var (off, on, risk) in Risks.Pairs(examination.Package, [.. question.Question.Conditions()]))
            foreach (var answer in AnyAnswer)
            {
                var (without, with) = (LadderRules.Question(question, off, answer), LadderRules.Question(question, on, answer));
                if (with.Rank >= without.Rank && with.RankOfYes >= without.RankOfYes) continue;
                examination.Add("E09", element, $"Turning {risk} on lowers {question.Id} when {FactSpace.Shown(off)}", "A risk may raise a result and must never lower one", "Turn the condition around, or remove the \"not\"");
                return;
            }
    }

    /// <summary>
    /// In some context a yes stands above what the protocol gives without it. A measured question must do
    /// so against the other measured ones that the same values turn on.
    /// </summary>
    private static bool CanMatter(TriagePackage package, CompiledProtocol protocol, CompiledQuestion question)
    {
        var rivals = Rivals(protocol, question);
        var conditions = question.Question.Conditions().Concat(protocol.Protocol.ElseConditions()).ToList();
        var space = FactSpace.Of(package, conditions.Concat(rivals.SelectMany(r => r.Question.Conditions()))) ?? FactSpace.Of(package, conditions);
        return space is null || space.Any(known =>
        {
            var own = LadderRules.Question(question, known, question.Question.From is null ? Answer.Present : null);
            var without = LadderRules.NothingFound(protocol, known);
            foreach (var rival in rivals) without = Math.Max(without, LadderRules.Question(rival, known, null).Rank);
            return own.Rank > without;
        });
    }

    private static List<CompiledQuestion> Rivals(CompiledProtocol protocol, CompiledQuestion question) =>
        [.. protocol.Questions.Where(o => o != question && o.Measures.Any(question.Measures.Contains))];
}
