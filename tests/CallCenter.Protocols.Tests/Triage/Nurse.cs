using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>A nurse at a session: does things, and sees the view. A refusal fails the test unless it is asked for.</summary>
internal sealed class Nurse(TriagePackage package)
{
    public static readonly Actor Maria = new("nurse-1", "Maria T., RN");
    public static readonly Actor Okafor = new("dr-okafor", "Amara Okafor, MD");
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly List<TriageEvent> _log = [];

    public IReadOnlyList<TriageEvent> Log => _log;
    public TriageView View => TriageEngine.Evaluate(package, _log);
    public string Result => View.FinalDisposition.Code;

    public static Nurse Opens(TriagePackage package, params FactReading[] facts)
    {
        var nurse = new Nurse(package);
        nurse.Do((id, at, by) => new Opened(id, at, by, package.Digest, facts));
        return nurse;
    }

    public Nurse Joins(string protocol) => Do((id, at, by) => new ProtocolAdded(id, at, by, protocol));
    public Nurse Answers(string protocol, string question, Answer answer, AnswerSource source = AnswerSource.Asked) =>
        Do((id, at, by) => new Answered(id, at, by, protocol, question, answer, source));
    public Nurse Corrects(string protocol, string question, Answer? answer, string? reason = null) =>
        Do((id, at, by) => new Corrected(id, at, by, protocol, question, answer, AnswerSource.Asked, reason));
    public Nurse Types(string fact, FactValue? value, string? reason = null) =>
        Do((id, at, by) => new FactSet(id, at, by, new(fact, value, AnswerSource.Asked), reason));
    public Nurse Confirms() => Do((id, at, by) => new DispositionConfirmed(id, at, by, Result));
    public Nurse Tells() => Do((id, at, by) => new DispositionTold(id, at, by, Result));
    public Nurse Overrides(string to, string? text = null, Actor? coSigner = null) =>
        Do((id, at, by) => new Overridden(id, at, by, View.ProtocolDisposition.Code, to, "clinical_judgment", text, coSigner));

    /// <summary>Rules everything out by hearing, and every missing fact as no, until nothing is left.</summary>
    public Nurse ClearsTheRest()
    {
        while (View.NextQuestion is { } next) Answers(next.ProtocolId, next.QuestionId, Answer.Absent, AnswerSource.Heard);
        while (View.FactsToAsk.FirstOrDefault(f => f.Blocks) is { } fact) Types(fact.Fact, null);
        return this;
    }

    public Nurse Finishes() => Confirms().Tells()
        .Do((id, at, by) => new AdviceRead(id, at, by, View.Advice.First(a => a.Kind == AdviceKind.CallBack).ProtocolId, AdviceKind.CallBack, [0]))
        .Do((id, at, by) => new TeachBack(id, at, by, true))
        .Do((id, at, by) => new CallerIntention(id, at, by, Intention.WillFollow));

    public Nurse Signs() => Do((id, at, by) => new Signed(id, at, by));

    public Nurse Do(Func<Guid, DateTimeOffset, Actor, TriageEvent> make)
    {
        var decision = Tries(make);
        if (decision is Accepted { Repeated: false } accepted) _log.Add(accepted.Event);
        else if (decision is Refused refused) Assert.Fail($"{refused.Code}: {refused.Message}");
        return this;
    }

    public Decision Tries(Func<Guid, DateTimeOffset, Actor, TriageEvent> make) =>
        TriageEngine.Decide(package, _log, make(Guid.NewGuid(), Start.AddSeconds(_log.Count * 10), Maria));

    public RefusalCode? RefusalOf(Func<Guid, DateTimeOffset, Actor, TriageEvent> make) => (Tries(make) as Refused)?.Code;
}
