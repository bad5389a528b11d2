using System.Text.Json;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>One random caller on the shipped package: facts partly known, some protocols, an answer to every question.</summary>
public sealed class RandomCaller
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Nurse = new("nurse-1", "Maria T., RN");
    private readonly int _seed;

    public RandomCaller(int seed)
    {
        _seed = seed;
        var random = new Random(seed);
        var package = Shipped.Package;
        Facts = package.Facts.Where(_ => random.Next(3) > 0).ToDictionary(f => f.Name, f => ValueOf(f, random));
        Joined = [.. package.Protocols.Where(p => !p.IsGate).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(p => p.Id)];
        var oneIn = random.Next(2, 30);
        Answers = package.Protocols.SelectMany(p => p.Questions.Select(q => (p.Id, q.Question.Id)))
            .ToDictionary(q => q, _ => random.Next(oneIn) == 0 ? Answer.Present : random.Next(oneIn) == 0 ? Answer.Unsure : Answer.Absent);
        Asked = [.. Answers.Keys.Where(q => Joined.Contains(q.Item1) || q.Item1 == package.Gate.Id).Where(_ => random.Next(4) > 0)];
    }

    public Dictionary<string, FactValue> Facts { get; }
    public IReadOnlyList<string> Joined { get; }
    public Dictionary<(string Protocol, string Question), Answer> Answers { get; }
    public IReadOnlyList<(string Protocol, string Question)> Asked { get; }

    public Random Random(int salt) => new(unchecked(_seed * 31 + salt));

    public Opened Opens(Dictionary<string, FactValue>? facts = null) =>
        new(Id(0), Start, Nurse, Shipped.Package.Digest, [.. (facts ?? Facts).Select(f => new FactReading(f.Key, f.Value, AnswerSource.Chart))]);

    public IReadOnlyList<TriageEvent> Events(Dictionary<string, FactValue>? facts = null, Dictionary<(string, string), Answer>? answers = null) =>
        [Opens(facts), .. Joined.Select(Joins), .. Asked.Select(q => Says(q.Protocol, q.Question, (answers ?? Answers)[q]))];

    public static ProtocolAdded Joins(string protocol) => new(Guid.NewGuid(), Start, Nurse, protocol);
    public static Answered Says(string protocol, string question, Answer answer) => new(Guid.NewGuid(), Start, Nurse, protocol, question, answer, AnswerSource.Asked);
    public static Corrected Corrects(string protocol, string question, Answer? answer) => new(Guid.NewGuid(), Start, Nurse, protocol, question, answer, AnswerSource.Asked, "misheard");

    private static Guid Id(int n) => new(n + 1, 0, 0, new byte[8]);

    private static FactValue ValueOf(Fact fact, Random random) => fact.Type switch
    {
        FactType.Flag => FactValue.Of(random.Next(3) == 0),
        FactType.Choice => FactValue.Of(fact.Choices[random.Next(fact.Choices.Count)]),
        FactType.Number => FactValue.Of(Math.Round((fact.Min ?? 0) + ((fact.Max ?? 0) - (fact.Min ?? 0)) * (decimal)random.NextDouble(), 1)),
    };

    public override string ToString() => $"caller {_seed}: {string.Join(", ", Joined)}; {string.Join(", ", Facts.Select(f => $"{f.Key}={f.Value}"))}";
}

public static class RandomCallers
{
    public static Arbitrary<RandomCaller> Caller() => Gen.Choose(0, int.MaxValue).Select(seed => new RandomCaller(seed)).ToArbitrary();
}

[Properties(Arbitrary = [typeof(RandomCallers)], MaxTest = 1000, QuietOnSuccess = true)]
public class PropertyTests
{
    private static readonly TriagePackage Package = Shipped.Package;

    [Property]
    public void The_order_of_answers_changes_nothing(RandomCaller caller)
    {
        var events = caller.Events();
        TriageEvent[] shuffled = [events[0], .. events.Skip(1).OrderBy(_ => caller.Random(1).Next())];
        caller.Random(2).Shuffle(shuffled.AsSpan(1));
        Assert.Equal(Essence(Evaluate(events)), Essence(Evaluate(shuffled)));
    }

    [Property]
    public void A_more_worrying_answer_never_lowers(RandomCaller caller)
    {
        var before = Evaluate(caller.Events());
        if (caller.Asked.Count == 0) return;
        var question = caller.Asked[caller.Random(3).Next(caller.Asked.Count)];
        var worse = new Dictionary<(string, string), Answer>(caller.Answers);
        foreach (var answer in (Answer[])[Answer.Absent, Answer.Unsure, Answer.Present])
        {
            worse[question] = answer;
            var after = Evaluate(caller.Events(answers: worse));
            if (answer >= caller.Answers[question]) Assert.True(Rank(after) >= Rank(before), $"{question} {answer}: {Rank(before)} → {Rank(after)}");
            else Assert.True(Rank(after) <= Rank(before), $"{question} {answer}: {Rank(before)} → {Rank(after)}");
        }
    }

    [Property]
    public void Turning_a_risk_on_never_lowers(RandomCaller caller)
    {
        var risks = Package.Facts.Where(f => f.RiskUp).ToList();
        var risk = risks[caller.Random(4).Next(risks.Count)].Name;
        var off = Evaluate(caller.Events(new(caller.Facts) { [risk] = FactValue.Of(false) }));
        var on = Evaluate(caller.Events(new(caller.Facts) { [risk] = FactValue.Of(true) }));
        var unknown = Evaluate(caller.Events(caller.Facts.Where(f => f.Key != risk).ToDictionary()));
        Assert.True(Rank(on) >= Rank(off), $"{risk}: {Rank(off)} → {Rank(on)}");
        Assert.True(Rank(unknown) >= Rank(off) || Package.Floors.Any(f => f.When.Facts().Contains(risk)), $"{risk} unknown lowers");
    }

    [Property]
    public void A_risk_asked_and_not_known_counts_at_least_as_much_as_one_that_is_off(RandomCaller caller)
    {
        var risks = Package.Facts.Where(f => f.RiskUp).ToList();
        var risk = risks[caller.Random(5).Next(risks.Count)].Name;
        var off = Evaluate(caller.Events(new(caller.Facts) { [risk] = FactValue.Of(false) }));
        IReadOnlyList<TriageEvent> asked = [.. caller.Events(caller.Facts.Where(f => f.Key != risk).ToDictionary()), new FactSet(Guid.NewGuid(), default, new("n", "N"), new(risk, null, AnswerSource.Asked))];
        Assert.True(Rank(Evaluate(asked)) >= Rank(off));
    }

    [Property]
    public void Stopping_early_gives_what_asking_everything_gives(RandomCaller caller)
    {
        TriageEvent[] opening = [caller.Opens(), .. caller.Joined.Select(RandomCaller.Joins)];
        Assert.Equal(Rank(AskAll(caller, opening)), Rank(Interview(caller, opening)));
    }

    [Property]
    public void A_correction_equals_fresh_entry(RandomCaller caller)
    {
        var random = caller.Random(6);
        List<TriageEvent> wrongFirst = [caller.Opens(), .. caller.Joined.Select(RandomCaller.Joins)];
        foreach (var q in caller.Asked) wrongFirst.Add(RandomCaller.Says(q.Protocol, q.Question, (Answer)random.Next(3)));
        foreach (var q in caller.Asked) wrongFirst.Add(RandomCaller.Corrects(q.Protocol, q.Question, caller.Answers[q]));
        Assert.Equal(Essence(Evaluate(caller.Events())), Essence(Evaluate(wrongFirst)));
    }

    [Property]
    public void Joining_a_protocol_never_lowers_and_joining_twice_is_joining_once(RandomCaller caller)
    {
        var events = caller.Events();
        var before = Evaluate(events);
        var more = RandomCaller.Joins(Package.Protocols[caller.Random(7).Next(Package.Protocols.Count)].Id);
        var once = Evaluate([.. events, more]);
        var twice = Evaluate([.. events, more, more with { Id = Guid.NewGuid() }]);
        Assert.True(Rank(once) >= Rank(before));
        Assert.Equal(Essence(once), Essence(twice));
    }

    [Property]
    public void A_log_written_and_read_replays_to_the_same_screen(RandomCaller caller)
    {
        var events = caller.Events();
        Assert.Equal(Screen(Evaluate(events)), Screen(Evaluate(TriageEventJson.ReadLog(TriageEventJson.WriteLog(events)))));
    }

    [Property]
    public void The_browsers_package_gives_the_same_screen(RandomCaller caller) =>
        Assert.Equal(Screen(Evaluate(caller.Events())), Screen(TriageEngine.Evaluate(InTheBrowser, caller.Events())));

    [Property]
    public void The_same_event_sent_twice_counts_once(RandomCaller caller)
    {
        var events = caller.Events();
        Assert.Equal(Screen(Evaluate(events)), Screen(Evaluate([.. events, .. events])));
    }

    [Property]
    public void The_result_is_never_below_any_part_of_its_explanation(RandomCaller caller)
    {
        var view = Evaluate(caller.Events());
        Assert.Equal(Rank(view), view.Reasons.Max(r => r.Rank));
        Assert.Equal(view.Reasons.Select(r => r.Rank).OrderDescending(), view.Reasons.Select(r => r.Rank));
    }

    private static readonly TriagePackage InTheBrowser = TriagePackageJson.Read(TriagePackageJson.Write(Package));

    private static TriageView Evaluate(IReadOnlyList<TriageEvent> events)
    {
        var view = TriageEngine.Evaluate(Package, events);
        Assert.Null(view.Fault);
        return view;
    }

    private static int Rank(TriageView view) => view.FinalDisposition.Rank;

    private static TriageView Interview(RandomCaller caller, IReadOnlyList<TriageEvent> opening)
    {
        var log = opening.ToList();
        while (Evaluate(log) is { NextQuestion: { } next })
            log.Add(RandomCaller.Says(next.ProtocolId, next.QuestionId, caller.Answers[(next.ProtocolId, next.QuestionId)]));
        return Evaluate(log);
    }

    private static TriageView AskAll(RandomCaller caller, IReadOnlyList<TriageEvent> opening)
    {
        var log = opening.ToList();
        while (true)
        {
            var open = Evaluate(log).Protocols.SelectMany(p => p.Questions).Where(q => q.Standing == Standing.Open).ToList();
            if (open.Count == 0) return Evaluate(log);
            log.AddRange(open.Select(q => RandomCaller.Says(q.ProtocolId, q.Id, caller.Answers[(q.ProtocolId, q.Id)])));
        }
    }

    /// <summary>What must not depend on order or detours: the result, its reasons, what is joined, open and missing.</summary>
    private static string Essence(TriageView view) => string.Join('\n',
        [view.FinalDisposition.Code, view.ProtocolDisposition.Code,
         .. view.Reasons.Select(r => $"{r.Rank} {r.ProtocolId} {r.RuleId} {r.Answer}").Order(StringComparer.Ordinal),
         .. view.Protocols.Select(p => p.Id).Order(StringComparer.Ordinal),
         .. view.Protocols.SelectMany(p => p.Questions).Where(q => q.IsOpenAboveResult).Select(q => $"open {q.ProtocolId}/{q.Id}").Order(StringComparer.Ordinal)]);

    private static string Screen(TriageView view) => JsonSerializer.Serialize(view);
}
