using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using Stateless;

namespace CallCenter.Bench.Engine;

/// <summary>A call with five joined protocols, half of their questions answered; one more answer comes in.</summary>
internal sealed class OneAnswer
{
    private static readonly string[] Joined = ["chest-pain", "breathing-trouble", "heart-failure-fluid", "dizzy-faint"];
    private readonly TriagePackage _package;
    private readonly List<TriageEvent> _log;
    private readonly Answered _answer;

    public OneAnswer(string config)
    {
        _package = TriageLoader.Load(Config.Read(config)).Package ?? throw new InvalidOperationException("the content does not load");
        var nurse = new Actor("nurse-1", "Maria T., RN");
        _log = [new Opened(Guid.NewGuid(), default, nurse, _package.Digest, [new("age_years", FactValue.Of(61), AnswerSource.Chart), new("heart_failure", FactValue.Of(true), AnswerSource.Chart), new("diabetes", FactValue.Of(true), AnswerSource.Chart)])];
        _log.AddRange(Joined.Select(p => new ProtocolAdded(Guid.NewGuid(), default, nurse, p)));
        var open = TriageEngine.Evaluate(_package, _log).Protocols.SelectMany(p => p.Questions).Where(q => q.Standing == Standing.Open).ToList();
        _log.AddRange(open.Where((_, i) => i % 2 == 0).Select(q => new Answered(Guid.NewGuid(), default, nurse, q.ProtocolId, q.Id, Answer.Absent, AnswerSource.Asked)));
        _answer = new(Guid.NewGuid(), default, nurse, open[1].ProtocolId, open[1].Id, Answer.Absent, AnswerSource.Asked);
    }

    public object Measure()
    {
        List<TriageEvent> answered = [.. _log, _answer];
        var view = TriageEngine.Evaluate(_package, answered);
        var machine = new StateMachine<int, int>(0);
        machine.Configure(0).Permit(0, 1);
        machine.Configure(1).Permit(0, 0);
        return new
        {
            events = answered.Count, protocols = view.Protocols.Count, questions = view.Protocols.Sum(p => p.Questions.Count),
            result = Cost.Of(() => TriageEngine.Result(_package, answered)),
            screen = Cost.Of(() => TriageEngine.Evaluate(_package, answered)),
            decide = Cost.Of(() => TriageEngine.Decide(_package, _log, _answer)),
            stateless = Cost.Of(() => machine.Fire(0)),
        };
    }

    /// <summary>Question ids and ranks, and the rank of "nothing found".</summary>
    public object Ladders() => Joined.Prepend(_package.Gate.Id).Select(_package.FindProtocol).OfType<Protocol>().Select(p => new
    {
        id = p.Id, @else = _package.Rank(p.Else),
        questions = p.Questions.Select(q => new { id = $"{p.Id}/{q.Question.Id}", rank = _package.Rank(q.Tier.Go) }),
    }).ToList();
}
