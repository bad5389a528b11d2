using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>
/// E23: stopping when nothing can raise the result any more must give what asking everything gives. Random
/// callers, the same ones every time, with the protocol's links followed.
/// </summary>
internal static class InterviewCheck
{
    public static void Run(Examination examination, CompiledProtocol protocol, int callers)
    {
        var package = CompiledPackage.Of(examination.Package);
        var random = new Random(20261123);
        // A doubt that counts for more than a yes makes the order of asking matter, here or in a linked protocol.
        var whatToDo = examination.Found.Any(f => f.Code is "E08" or "E20") ? "Mend E08 and E20 first: they can be the cause" : "Report this: it is a fault of the engine";
        for (var caller = 0; caller < callers; caller++)
        {
            var script = new CallerScript(examination.Package.Facts, random);
            var (early, full) = (Interview(package, protocol, script, stopEarly: true), Interview(package, protocol, script, stopEarly: false));
            if (early == full) continue;
            examination.Add("E23", protocol.Id, $"Stopping early gives rank {early}, asking everything {full}", "A danger would be missed by not asking", whatToDo);
            return;
        }
    }

    private static int Interview(CompiledPackage package, CompiledProtocol protocol, CallerScript caller, bool stopEarly)
    {
        var log = new SessionLog(package, []);
        log.Added.Add(protocol.Id);
        foreach (var (fact, value) in caller.Facts) log.Known[fact] = value;
        while (true)
        {
            var ladders = new Ladders(package, log);
            var result = ladders.Highest;
            if (!AskRound(log, ladders, caller, stopEarly, ref result)) return result;
        }
    }

    /// <summary>Asks each joined ladder from its most urgent question down; false when nothing was left to ask.</summary>
    private static bool AskRound(SessionLog log, Ladders ladders, CallerScript caller, bool stopEarly, ref int result)
    {
        var asked = false;
        foreach (var q in ladders.Questions)
        {
            if (q.Rank.Standing != Standing.Open || stopEarly && !q.IsOpenAbove(result)) continue;
            var answer = caller.Says(q.Compiled);
            log.Answer(q.Compiled, new(answer, AnswerSource.Asked, default, Nobody));
            asked = true;
            result = Math.Max(result, LadderRules.Question(q.Compiled, log.Known, answer).Rank);
        }
        return asked;
    }

    private static readonly Actor Nobody = new("", "");
}

/// <summary>One random caller: facts partly known, and an answer to every question, mostly no.</summary>
internal sealed class CallerScript
{
    private readonly Dictionary<CompiledQuestion, Answer> _answers = [];
    private readonly Random _random;
    private readonly int _oneIn;

    public CallerScript(IReadOnlyList<Fact> facts, Random random)
    {
        (_random, _oneIn) = (random, random.Next(2, 40));
        foreach (var fact in facts.Where(_ => random.Next(3) > 0)) Facts[fact.Name] = ValueOf(fact, random);
    }

    public Dictionary<string, FactValue> Facts { get; } = [];

    /// <summary>Made up when first asked, and kept: both interviews hear the same.</summary>
    public Answer Says(CompiledQuestion question)
    {
        if (_answers.TryGetValue(question, out var said)) return said;
        return _answers[question] = _random.Next(_oneIn) == 0 ? Answer.Present : _random.Next(_oneIn) == 0 ? Answer.Unsure : Answer.Absent;
    }

    private static FactValue ValueOf(Fact fact, Random random) => fact.Type switch
    {
        FactType.Flag => FactValue.Of(random.Next(4) == 0),
        FactType.Choice => FactValue.Of(fact.Choices[random.Next(fact.Choices.Count)]),
        FactType.Number => FactValue.Of(Math.Round((fact.Min ?? 0) + ((fact.Max ?? 0) - (fact.Min ?? 0)) * (decimal)random.NextDouble(), 1)),
    };
}
