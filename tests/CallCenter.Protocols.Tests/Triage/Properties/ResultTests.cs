using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using FsCheck.Xunit;

namespace CallCenter.Protocols.Tests.Triage.Properties;

/// <summary>What must hold for every result, whoever calls.</summary>
[ForManyCallers]
public class ResultTests
{
    [Property]
    public void The_result_is_the_maximum_that_the_plain_rules_give(RandomCaller caller)
    {
        var answers = caller.Asked.ToDictionary(q => q, q => caller.Answers[q]);
        Assert.Equal(ReferenceTriage.Result(caller.Package, caller.Facts, caller.Joined, answers), Rank(caller, caller.Events()));
    }

    [Property]
    public void The_screen_and_the_result_alone_say_the_same(RandomCaller caller)
    {
        var (screen, result) = (TriageEngine.Evaluate(caller.Package, caller.Events()), TriageEngine.Result(caller.Package, caller.Events()));
        Assert.Equal((screen.ProtocolDisposition, screen.FinalDisposition, screen.NextQuestion, screen.IsGateClear, screen.IsComplete), (result.ProtocolDisposition, result.FinalDisposition, result.NextQuestion, result.IsGateClear, result.IsComplete));
        Assert.Equal(screen.FinalDisposition.Rank, screen.Reasons.Max(r => r.Rank));
        Assert.Equal(screen.Reasons.Select(r => r.Rank).OrderDescending(), screen.Reasons.Select(r => r.Rank));
    }

    [Property]
    public void A_more_worrying_answer_never_lowers(RandomCaller caller)
    {
        if (caller.Asked.Count == 0) return;
        var before = Rank(caller, caller.Events());
        var question = caller.Asked[caller.Random(3).Next(caller.Asked.Count)];
        var worse = new Dictionary<(string, string), Answer>(caller.Answers);
        foreach (var answer in (Answer[])[Answer.Absent, Answer.Unsure, Answer.Present])
        {
            worse[question] = answer;
            var after = Rank(caller, caller.Events(answers: worse));
            if (answer >= caller.Answers[question]) Assert.True(after >= before, $"{question} {answer}: {before} → {after}");
            else Assert.True(after <= before, $"{question} {answer}: {before} → {after}");
        }
    }

    [Property]
    public void Turning_a_risk_on_never_lowers(RandomCaller caller)
    {
        var risk = caller.AnyRisk(4);
        var off = Rank(caller, caller.Events(new(caller.Facts) { [risk] = FactValue.Of(false) }));
        var on = Rank(caller, caller.Events(new(caller.Facts) { [risk] = FactValue.Of(true) }));
        var unknown = Rank(caller, caller.Events(Without(caller, risk)));
        Assert.True(on >= off, $"{risk}: {off} → {on}");
        Assert.True(unknown >= off || caller.Package.Floors.Any(f => f.When.Facts().Contains(risk)), $"{risk} unknown lowers");
    }

    [Property]
    public void A_risk_asked_and_not_known_counts_at_least_as_much_as_one_that_is_off(RandomCaller caller)
    {
        var risk = caller.AnyRisk(5);
        var off = Rank(caller, caller.Events(new(caller.Facts) { [risk] = FactValue.Of(false) }));
        IReadOnlyList<TriageEvent> asked = [.. caller.Events(Without(caller, risk)), new FactSet(Guid.NewGuid(), default, new("n", "N"), new(risk, null, AnswerSource.Asked))];
        Assert.True(Rank(caller, asked) >= off);
    }

    [Property]
    public void Stopping_early_gives_what_asking_everything_gives(RandomCaller caller)
    {
        TriageEvent[] opening = [caller.Opens(), .. caller.Joined.Select(RandomCaller.Joins)];
        Assert.Equal(Rank(caller, AskAll(caller, opening)), Rank(caller, Interview(caller, opening)));
    }

    [Property]
    public void Joining_a_protocol_never_lowers(RandomCaller caller)
    {
        var events = caller.Events();
        var more = RandomCaller.Joins(caller.Package.Protocols[caller.Random(7).Next(caller.Package.Protocols.Count)].Id);
        Assert.True(Rank(caller, [.. events, more]) >= Rank(caller, events));
    }

    private static Dictionary<string, FactValue> Without(RandomCaller caller, string fact) => caller.Facts.Where(f => f.Key != fact).ToDictionary();

    private static int Rank(RandomCaller caller, IReadOnlyList<TriageEvent> events) => TriageEngine.Result(caller.Package, events).FinalDisposition.Rank;

    private static List<TriageEvent> Interview(RandomCaller caller, IReadOnlyList<TriageEvent> opening)
    {
        var log = opening.ToList();
        while (TriageEngine.Result(caller.Package, log) is { NextQuestion: { } next })
            log.Add(RandomCaller.Says(next.ProtocolId, next.QuestionId, caller.Answers[(next.ProtocolId, next.QuestionId)]));
        return log;
    }

    private static List<TriageEvent> AskAll(RandomCaller caller, IReadOnlyList<TriageEvent> opening)
    {
        var log = opening.ToList();
        while (true)
        {
            var open = TriageEngine.Evaluate(caller.Package, log).Protocols.SelectMany(p => p.Questions).Where(q => q.Standing == Standing.Open).ToList();
            if (open.Count == 0) return log;
            log.AddRange(open.Select(q => RandomCaller.Says(q.ProtocolId, q.Id, caller.Answers[(q.ProtocolId, q.Id)])));
        }
    }
}
