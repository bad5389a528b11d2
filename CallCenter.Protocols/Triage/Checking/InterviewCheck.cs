using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>
/// E23: stopping when nothing can raise the result any more must give what asking everything gives. Random
/// callers, the same ones every time, with the protocol's links followed.
/// </summary>
internal static class InterviewCheck
{
    public static void Run(Examination examination, Protocol protocol, int callers)
    {
        var random = new Random(20261123);
        for (var caller = 0; caller < callers; caller++)
        {
            var script = new CallerScript(examination.Package, random);
            var (early, full) = (Interview(examination.Package, protocol, script, stopEarly: true), Interview(examination.Package, protocol, script, stopEarly: false));
            if (early == full) continue;
            examination.Add("E23", protocol.Id, $"Stopping early gives rank {early}, asking everything {full}", "A danger would be missed by not asking", "Report this: it is a fault of the engine");
            return;
        }
    }

    private static int Interview(TriagePackage package, Protocol protocol, CallerScript caller, bool stopEarly)
    {
        var log = new SessionLog([]);
        log.Added.Add(protocol.Id);
        foreach (var (fact, value) in caller.Facts) log.Known[fact] = value;
        while (true)
        {
            var ladders = new Ladders(package, log);
            var result = ladders.All.Max(l => Math.Max(Math.Max(l.ElseRank, l.NeverBelow), l.Questions.Max(q => q.Rank.Rank)));
            var next = ladders.Questions.Where(q => stopEarly ? q.IsOpenAbove(result) : q.Rank.Standing == Standing.Open).MaxBy(q => q.Rank.RankOfYes);
            if (next is null) return result;
            var batch = stopEarly ? [next] : ladders.Questions.Where(q => q.Rank.Standing == Standing.Open).ToList();
            foreach (var q in batch) log.Answers[(q.Protocol.Id, q.Question.Id)] = new(caller.Says(q.Protocol.Id, q.Question.Id), AnswerSource.Asked, default, Nobody);
        }
    }

    private static readonly Actor Nobody = new("", "");
}

/// <summary>One random caller: facts partly known, and an answer to every question, mostly no.</summary>
internal sealed class CallerScript
{
    private readonly Dictionary<(string, string), Answer> _answers = [];

    public CallerScript(TriagePackage package, Random random)
    {
        foreach (var fact in package.Facts.Where(_ => random.Next(3) > 0)) Facts[fact.Name] = ValueOf(fact, random);
        var yes = random.Next(2, 40);
        foreach (var protocol in package.Protocols)
            foreach (var (_, question) in protocol.Questions)
                _answers[(protocol.Id, question.Id)] = random.Next(yes) == 0 ? Answer.Present : random.Next(yes) == 0 ? Answer.Unsure : Answer.Absent;
    }

    public Dictionary<string, FactValue> Facts { get; } = [];

    public Answer Says(string protocol, string question) => _answers[(protocol, question)];

    private static FactValue ValueOf(Fact fact, Random random) => fact.Type switch
    {
        FactType.Flag => FactValue.Of(random.Next(4) == 0),
        FactType.Choice => FactValue.Of(fact.Choices[random.Next(fact.Choices.Count)]),
        FactType.Number => FactValue.Of(Math.Round((fact.Min ?? 0) + ((fact.Max ?? 0) - (fact.Min ?? 0)) * (decimal)random.NextDouble(), 1)),
    };
}
