using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Stories;

/// <summary>A story under way: the caller's leg, and every page that reaches a phone of the story.</summary>
internal sealed class StoryRun(Switchboard board, Story story, string id)
{
    private readonly List<Actor> _actors = [];
    private readonly int _callsBefore = board.Calls.All.Count;
    private int _seen = board.Calls.All.Count;

    public string Id => id;

    public Story Story => story;

    public DateTimeOffset StartedAt { get; } = board.Clock.GetUtcNow();

    public IReadOnlyList<Actor> Actors => _actors;

    public Call Begin()
    {
        foreach (var (number, behaviour) in story.Phones)
        {
            var known = Phones.BehaviourWords.Parse(behaviour)
                ?? throw new InvalidOperationException($"story {story.Id}: no behaviour '{behaviour}'");
            board.Phones.Set(number, new Phones.PhoneHabits { Behaviour = known });
        }

        var call = board.Desk.Arrive(story.From, story.To);
        _actors.Add(new Actor(board, call, heard => Replies.OfCaller(story, heard), story.Lines));
        return call;
    }

    public void Look()
    {
        for (; _seen < board.Calls.All.Count; _seen++)
        {
            var call = board.Calls.All[_seen];
            if (_seen >= _callsBefore && call.Direction != "inbound" && story.Phones.ContainsKey(call.To))
            {
                _actors.Add(new Actor(board, call, Replies.OfDoctor, []));
            }
        }

        _seen = Math.Min(_seen, board.Calls.All.Count);
        _actors.ForEach(a => a.Look());
    }

    public bool TakeOver(string? callSid)
    {
        var taken = _actors.Where(a => callSid is null || a.Call.Sid == callSid).ToList();
        taken.ForEach(a => a.TakeOver());
        return taken.Count > 0;
    }
}
