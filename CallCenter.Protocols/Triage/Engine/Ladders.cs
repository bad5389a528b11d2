using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

internal readonly record struct RankedQuestion(CompiledQuestion Compiled, QuestionRank Rank, StandingAnswer? Answer)
{
    public Protocol Protocol => Compiled.Protocol;
    public Question Question => Compiled.Question;

    /// <summary>The most urgent result that the protocol it would open could bring; 0 where nothing would be opened.</summary>
    public int Reach { get; init; }

    /// <summary>What a yes could be worth, with the protocol it would open.</summary>
    public int MayReach => Math.Max(Rank.RankOfYes, Reach);

    /// <summary>Unanswered, and a yes (or the protocol it would open) could raise this result.</summary>
    public bool IsOpenAbove(int result) => Rank.Standing == Standing.Open && MayReach > result;
}

internal sealed class JoinedLadder(CompiledProtocol compiled, string joinedBy)
{
    public CompiledProtocol Compiled => compiled;
    public Protocol Protocol => compiled.Protocol;
    public string JoinedBy => joinedBy;
    public RankedQuestion[] Questions { get; } = new RankedQuestion[compiled.Questions.Length];
    public int ElseRank { get; set; }
    public CompiledRaise? ElseRaisedBy { get; set; }

    public int Highest
    {
        get
        {
            var highest = Math.Max(ElseRank, compiled.NeverBelow);
            foreach (ref readonly var q in Questions.AsSpan()) highest = Math.Max(highest, q.Rank.Rank);
            return highest;
        }
    }
}

/// <summary>
/// All joined protocols evaluated: the gate, those the nurse chose, those that hold an answer, and those a
/// yes has linked. Linking adds and never leaves anything behind; joining twice is joining once.
/// </summary>
internal sealed class Ladders
{
    private readonly CompiledPackage _package;
    private readonly SessionLog _log;
    private readonly bool[] _joined;
    private readonly List<JoinedLadder> _all = [];
    private int[]? _reach;

    public Ladders(CompiledPackage package, SessionLog log)
    {
        (_package, _log) = (package, log);
        _joined = new bool[package.Protocols.Length];
        Join(package.Gate, "gate");
        foreach (var id in log.Added) Join(Protocol(id), "nurse");
        if (log.Unplaced is { } unplaced) throw new InvalidOperationException($"The package holds no question {unplaced.ProtocolId}/{unplaced.QuestionId}");
        foreach (var question in log.Answered) Join(question.In, "answer");
        // Evaluating one may join more at the end of the list.
        for (var i = 0; i < _all.Count; i++) Evaluate(_all[i]);
        foreach (var ladder in _all) FindReach(ladder.Questions);
    }

    public IReadOnlyList<JoinedLadder> All => _all;

    public IEnumerable<RankedQuestion> Questions => _all.SelectMany(l => l.Questions);

    public Standing StandingOf(CompiledQuestion question)
    {
        foreach (var ladder in _all)
            if (ladder.Compiled == question.In) return ladder.Questions[question.Index].Rank.Standing;
        return Standing.NotApplicable;
    }

    /// <summary>The maximum over all of them.</summary>
    public int Highest
    {
        get
        {
            var highest = 0;
            foreach (var ladder in _all) highest = Math.Max(highest, ladder.Highest);
            return highest;
        }
    }

    public bool AnyOpenAbove(int result, bool gateOnly = false)
    {
        foreach (var ladder in _all)
            if (!gateOnly || ladder.Protocol.IsGate)
                foreach (ref readonly var q in ladder.Questions.AsSpan())
                    if (q.IsOpenAbove(result)) return true;
        return false;
    }

    private void Join(CompiledProtocol protocol, string by)
    {
        if (_joined[protocol.Index]) return;
        _joined[protocol.Index] = true;
        _all.Add(new(protocol, by));
    }

    private CompiledProtocol Protocol(string id) =>
        _package.Find(id) ?? throw new InvalidOperationException($"The package holds no protocol {id}");

    private void Evaluate(JoinedLadder ladder)
    {
        var questions = ladder.Compiled.Questions;
        for (var i = 0; i < questions.Length; i++)
        {
            var answer = _log.AnswerTo(questions[i]);
            var rank = LadderRules.Question(questions[i], _log.Known, answer?.Answer);
            ladder.Questions[i] = new(questions[i], rank, answer);
            if (LadderRules.Opens(questions[i], rank.Standing) is { } opened && !_joined[opened.Index]) Join(opened, $"{ladder.Protocol.Id}/{questions[i].Id}");
        }
        (ladder.ElseRank, ladder.ElseRaisedBy) = LadderRules.Else(ladder.Compiled, _log.Known);
    }

    /// <summary>
    /// A question may matter by the protocol it would open; without this, stopping early could miss what
    /// asking everything finds.
    /// </summary>
    private void FindReach(RankedQuestion[] questions)
    {
        for (var i = 0; i < questions.Length; i++)
            if (questions[i].Compiled.Link is { } link && questions[i].Rank.Standing == Standing.Open && !_joined[link.Index])
                questions[i] = questions[i] with { Reach = ReachOf(link) };
    }

    /// <summary>The most urgent result that a protocol not yet joined could bring, its own links included.</summary>
    private int ReachOf(CompiledProtocol protocol)
    {
        _reach ??= new int[_package.Protocols.Length];
        if (_reach[protocol.Index] > 0) return _reach[protocol.Index];
        var (reach, waiting, seen) = (0, new Stack<CompiledProtocol>([protocol]), (bool[])_joined.Clone());
        while (reach < _package.Highest && waiting.TryPop(out var next))
        {
            if (seen[next.Index]) continue;
            seen[next.Index] = true;
            reach = Math.Max(reach, LadderRules.NothingFound(next, _log.Known));
            foreach (var question in next.Questions)
            {
                var rank = LadderRules.Question(question, _log.Known, null);
                reach = Math.Max(reach, rank.RankOfYes);
                if (rank.Standing != Standing.NotApplicable && question.Link is { } link) waiting.Push(link);
                if (reach == _package.Highest) break;
            }
        }
        return _reach[protocol.Index] = reach;
    }
}
