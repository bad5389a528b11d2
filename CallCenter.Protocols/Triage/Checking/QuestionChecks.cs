using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>What must hold for one question in every risk context: E06, E08, E09, E19, E20.</summary>
internal static class QuestionChecks
{
    private static readonly Answer?[] AnyAnswer = [null, Answer.Absent, Answer.Unsure, Answer.Present];

    public static void Run(Examination examination, Protocol protocol, Tier tier, Question question)
    {
        var element = $"{protocol.Id}/{question.Id}";
        var package = examination.Package;
        if (FactSpace.Of(package, question.Conditions()) is not { } space)
        {
            examination.Add("E09", element, $"{question.Id} depends on too many facts to be proved safe", "What cannot be enumerated cannot be checked", "Use fewer facts, or split the question");
            return;
        }
        UnsureFloor(examination, element, tier, question);
        Raises(examination, element, tier, question);
        Order(examination, element, tier, question, space);
        Risk(examination, element, tier, question);
        if (!CanMatter(package, protocol, tier, question))
            examination.Add("E06", element, $"{question.Id} can never change the result", "A yes to it would be without effect, so a danger would be hidden or time wasted", "Move it to the tier it belongs to, or remove it");
    }

    private static void UnsureFloor(Examination examination, string element, Tier tier, Question question)
    {
        if (question.Unknown is { Kind: UnknownKind.AtLeast, AtLeast: { } code } && examination.Package.Rank(code) > examination.Package.Rank(tier.Go))
            examination.Add("E08", element + "/unknown", $"\"Not sure\" keeps {code}, above the {tier.Go} of a yes", "A yes would then be less urgent than a doubt", "Use act, or a level at or below the tier");
    }

    private static void Raises(Examination examination, string element, Tier tier, Question question)
    {
        foreach (var raise in question.Raises.Where(r => examination.Package.Rank(r.To) <= examination.Package.Rank(tier.Go)))
            examination.Add("E19", element + "/raise", $"The raise to {raise.To} does not raise {tier.Go}", "A risk that changes nothing is a slip", "Name a more urgent level, or remove the raise");
    }

    private static void Order(Examination examination, string element, Tier tier, Question question, IReadOnlyList<Dictionary<string, FactValue>> space)
    {
        foreach (var known in space)
        {
            int Rank(Answer answer) => LadderRules.Question(examination.Package, tier, question, known, answer).Rank;
            if (Rank(Answer.Absent) <= Rank(Answer.Unsure) && Rank(Answer.Unsure) <= Rank(Answer.Present)) continue;
            examination.Add("E20", element, $"absent ≤ unsure ≤ present is broken when {FactSpace.Shown(known)}", "A more worrying answer must never lower a result", "Mend unknown or raise");
            return;
        }
    }

    private static void Risk(Examination examination, string element, Tier tier, Question question)
    {
        var package = examination.Package;
        foreach (var (off, on, risk) in Risks.Pairs(package, [.. question.Conditions()]))
            foreach (var answer in AnyAnswer)
            {
                var (without, with) = (LadderRules.Question(package, tier, question, off, answer), LadderRules.Question(package, tier, question, on, answer));
                if (with.Rank >= without.Rank && with.RankOfYes >= without.RankOfYes) continue;
                examination.Add("E09", element, $"Turning {risk} on lowers {question.Id} when {FactSpace.Shown(off)}", "A risk may raise a result and must never lower one", "Turn the condition around, or remove the \"not\"");
                return;
            }
    }

    /// <summary>
    /// In some context a yes stands above what the protocol gives without it. A measured question must do
    /// so against the other measured ones that the same values turn on.
    /// </summary>
    private static bool CanMatter(TriagePackage package, Protocol protocol, Tier tier, Question question)
    {
        var rivals = Rivals(protocol, question);
        var conditions = question.Conditions().Concat(protocol.ElseRaises.Select(r => r.When)).ToList();
        var space = FactSpace.Of(package, conditions.Concat(rivals.SelectMany(r => r.Question.Conditions()))) ?? FactSpace.Of(package, conditions);
        return space is null || space.Any(known =>
        {
            var own = LadderRules.Question(package, tier, question, known, question.From is null ? Answer.Present : null);
            var without = Math.Max(LadderRules.Else(package, protocol, known).Rank, LadderRules.NeverBelow(package, protocol));
            foreach (var rival in rivals) without = Math.Max(without, LadderRules.Question(package, rival.Tier, rival.Question, known, null).Rank);
            return own.Rank > without;
        });
    }

    private static List<(Tier Tier, Question Question)> Rivals(Protocol protocol, Question question)
    {
        if (question.From is null) return [];
        var facts = question.From.Facts().ToHashSet();
        return [.. protocol.Questions.Where(o => o.Question.Id != question.Id && o.Question.From?.Facts().Any(facts.Contains) == true)];
    }
}
