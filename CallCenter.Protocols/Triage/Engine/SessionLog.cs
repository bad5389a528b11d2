using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>An answer that stands, with the event it came from.</summary>
internal sealed record StandingAnswer(Answer Answer, AnswerSource Source, DateTimeOffset At, Actor By);

/// <summary>A fact that stands.</summary>
internal sealed record StandingFact(FactReading Reading, DateTimeOffset At, Actor By);

/// <summary>The log folded once: the last word on each fact and question, and the milestones of the session.</summary>
internal sealed class SessionLog
{
    private readonly CompiledPackage _package;
    private readonly HashSet<Guid> _seen;
    private readonly StandingAnswer?[]?[] _answers;
    private readonly List<CompiledQuestion> _answered = [];
    private readonly HashSet<QuestionRef> _unplaced = [];

    public SessionLog(CompiledPackage package, IReadOnlyList<TriageEvent> events)
    {
        (_package, _answers) = (package, new StandingAnswer?[]?[package.Protocols.Length]);
        _seen = new(events.Count + 1);
        for (var i = 0; i < events.Count; i++) Add(events[i]);
    }

    public Dictionary<string, FactValue> Known { get; } = [];
    public Dictionary<string, StandingFact> Facts { get; } = [];
    public List<string> Added { get; } = [];
    public List<Noted> Notes { get; } = [];
    public HashSet<(string Protocol, AdviceKind Kind, int Line)> Read { get; } = [];
    public HashSet<string> ActionsDone { get; } = [];
    public Opened? Opened { get; private set; }
    public DispositionConfirmed? Confirmed { get; private set; }
    public DispositionTold? Told { get; private set; }
    public Overridden? Override { get; private set; }
    public TeachBack? TeachBack { get; private set; }
    public CallerIntention? Intention { get; private set; }
    public Paused? Paused { get; private set; }
    public HandedOver? HandedOver { get; private set; }
    public CallLost? Lost { get; private set; }
    public Signed? Signed { get; private set; }
    public Recalled? Recall { get; private set; }
    public bool RecallReviewed { get; private set; }

    /// <summary>The questions that have an answer, in the order in which they got it.</summary>
    public IReadOnlyList<CompiledQuestion> Answered => _answered;

    /// <summary>An answer to a question the package does not have. It must not vanish: that would hide a red flag.</summary>
    public QuestionRef? Unplaced => _unplaced.FirstOrDefault();

    public StandingAnswer? AnswerTo(CompiledQuestion question) => _answers[question.In.Index]?[question.Index];

    public bool IsAnswered(string protocol, string question) => _package.Find(protocol, question) is { } placed && AnswerTo(placed) is not null;

    public void Answer(CompiledQuestion question, StandingAnswer? answer)
    {
        if (answer is null) _answered.Remove(question);
        else if (AnswerTo(question) is null) _answered.Add(question);
        var protocol = _answers[question.In.Index] ??= new StandingAnswer?[question.In.Questions.Length];
        protocol[question.Index] = answer;
    }

    public bool Has(Guid id) => _seen.Contains(id);

    /// <summary>The same event sent twice counts once.</summary>
    public void Add(TriageEvent e)
    {
        if (_seen.Add(e.Id)) Apply(e);
    }

    private void Apply(TriageEvent entry)
    {
        switch (entry)
        {
            case Opened e: Open(e); break;
            case ProtocolAdded e: if (!Added.Contains(e.ProtocolId)) Added.Add(e.ProtocolId); break;
            case FactSet e: Set(e.Reading, e); break;
            case Answered e: Answer(e.ProtocolId, e.QuestionId, new(e.Answer, e.Source, e.At, e.By)); break;
            case Corrected e: Answer(e.ProtocolId, e.QuestionId, e.Answer is { } answer ? new(answer, e.Source, e.At, e.By) : null); break;
            case Noted e: Notes.Add(e); break;
            case AdviceRead e: foreach (var line in e.Lines) Read.Add((e.ProtocolId, e.Kind, line)); break;
            case ActionDone e: ActionsDone.Add(e.Action); break;
            default: ApplyMilestone(entry); break;
        }
    }

    private void ApplyMilestone(TriageEvent entry)
    {
        switch (entry)
        {
            case DispositionConfirmed e: Confirmed = e; break;
            case DispositionTold e: Told = e; break;
            case Overridden e: Override = e; break;
            case TeachBack e: TeachBack = e; break;
            case CallerIntention e: Intention = e; break;
            case Paused e: Paused = e; break;
            case HandedOver e: (HandedOver, Paused) = (e, null); break;
            case Resumed: (Paused, HandedOver, Lost) = (null, null, null); break;
            case CallLost e: Lost = e; break;
            case Signed e: Signed = e; break;
            case Recalled e: (Recall, RecallReviewed) = (e, false); break;
            case Reviewed: RecallReviewed = true; break;
            default: throw new InvalidOperationException($"The log holds an event the engine does not know: {entry.GetType().Name}");
        }
    }

    private void Open(Opened e)
    {
        Opened = e;
        foreach (var reading in e.Facts)
            if (reading.Value is not null) Set(reading, e);
    }

    private void Set(FactReading reading, TriageEvent e)
    {
        Facts[reading.Fact] = new(reading, e.At, e.By);
        if (reading.Value is { } value) Known[reading.Fact] = value;
        else Known.Remove(reading.Fact);
    }

    private void Answer(string protocol, string question, StandingAnswer? answer)
    {
        if (_package.Find(protocol, question) is { } placed) Answer(placed, answer);
        else if (answer is null) _unplaced.Remove(new(protocol, question));
        else _unplaced.Add(new(protocol, question));
    }
}
