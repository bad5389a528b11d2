using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

internal sealed record RankedQuestion(Protocol Protocol, Tier Tier, Question Question, QuestionRank Rank, StandingAnswer? Answer, int Reach)
{
    /// <summary>Unanswered, and a yes (or the protocol it would open) could raise this result.</summary>
    public bool IsOpenAbove(int result) => Rank.Standing == Standing.Open && (Rank.RankOfYes > result || Reach > result);
}

internal sealed record JoinedLadder(Protocol Protocol, string JoinedBy, IReadOnlyList<RankedQuestion> Questions, int ElseRank, Condition? ElseRaisedBy, int NeverBelow);

/// <summary>
/// All joined protocols evaluated: the gate, those the nurse chose, those that hold an answer, and those a
/// yes has linked. Linking adds and never leaves anything behind; joining twice is joining once.
/// </summary>
internal sealed class Ladders
{
    private readonly TriagePackage _package;
    private readonly SessionLog _log;
    private readonly List<(Protocol Protocol, string By)> _queue = [];
    private readonly HashSet<string> _joined = [];
    private readonly Dictionary<string, int> _reach = [];

    public Ladders(TriagePackage package, SessionLog log)
    {
        (_package, _log) = (package, log);
        Join(package.Gate.Id, "gate");
        foreach (var id in log.Added) Join(id, "nurse");
        foreach (var (protocol, question) in log.Answers.Keys)
        {
            Join(protocol, "answer");
            Require(protocol, question);
        }
        var evaluated = EvaluateJoined();
        All = [.. evaluated.Select(WithReach)];
        Questions = [.. All.SelectMany(l => l.Questions)];
    }

    public IReadOnlyList<JoinedLadder> All { get; }

    public IReadOnlyList<RankedQuestion> Questions { get; }

    private void Join(string id, string by)
    {
        if (!_joined.Add(id)) return;
        var protocol = _package.FindProtocol(id) ?? throw new InvalidOperationException($"The package holds no protocol {id}");
        _queue.Add((protocol, by));
    }

    /// <summary>An answer to a question nobody knows must not vanish: that would hide a red flag.</summary>
    private void Require(string protocol, string question)
    {
        if (!Array.Exists(_package.QuestionsOf(protocol), q => q.Question.Id == question))
            throw new InvalidOperationException($"The package holds no question {protocol}/{question}");
    }

    private List<JoinedLadder> EvaluateJoined()
    {
        var ladders = new List<JoinedLadder>();
        for (var i = 0; i < _queue.Count; i++)
        {
            var (protocol, by) = _queue[i];
            var questions = new List<RankedQuestion>();
            foreach (var (tier, question) in _package.QuestionsOf(protocol.Id))
            {
                var answer = _log.Answers.GetValueOrDefault((protocol.Id, question.Id));
                var rank = LadderRules.Question(_package, tier, question, _log.Known, answer?.Answer);
                if (LadderRules.Links(question, rank.Standing) && question.Link is { } link) Join(link, $"{protocol.Id}/{question.Id}");
                questions.Add(new(protocol, tier, question, rank, answer, 0));
            }
            var (elseRank, elseRaisedBy) = LadderRules.Else(_package, protocol, _log.Known);
            ladders.Add(new(protocol, by, questions, elseRank, elseRaisedBy, LadderRules.NeverBelow(_package, protocol)));
        }
        return ladders;
    }

    /// <summary>
    /// A question may matter by the protocol it would open; without this, stopping early could miss what
    /// asking everything finds.
    /// </summary>
    private JoinedLadder WithReach(JoinedLadder ladder) => ladder with
    {
        Questions = [.. ladder.Questions.Select(q => q.Question.Link is { } link && q.Rank.Standing == Standing.Open && !_joined.Contains(link)
            ? q with { Reach = ReachOf(link) }
            : q)],
    };

    /// <summary>The most urgent result that a protocol not yet joined could bring, its own links included.</summary>
    private int ReachOf(string id)
    {
        if (_reach.TryGetValue(id, out var known)) return known;
        var (reach, waiting, seen) = (0, new Stack<string>([id]), new HashSet<string>(_joined));
        while (waiting.TryPop(out var next))
        {
            if (!seen.Add(next) || _package.FindProtocol(next) is not { } protocol) continue;
            reach = Math.Max(reach, Math.Max(LadderRules.Else(_package, protocol, _log.Known).Rank, LadderRules.NeverBelow(_package, protocol)));
            foreach (var (tier, question) in _package.QuestionsOf(protocol.Id))
            {
                var rank = LadderRules.Question(_package, tier, question, _log.Known, null);
                reach = Math.Max(reach, rank.RankOfYes);
                if (rank.Standing != Standing.NotApplicable && question.Link is { } link) waiting.Push(link);
            }
        }
        return _reach[id] = reach;
    }
}
