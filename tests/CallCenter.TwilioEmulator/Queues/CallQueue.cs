namespace CallCenter.TwilioEmulator.Queues;

/// <summary>A named queue; first in, first out.</summary>
internal sealed class CallQueue(string sid, string name, DateTimeOffset createdAt)
{
    private readonly List<TimeSpan> _waits = [];

    public string Sid => sid;

    public string Name { get; set; } = name;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public int MaxSize { get; set; } = 1000;

    public List<Member> Members { get; } = [];

    /// <summary>Of those who have left: how long they waited.</summary>
    public TimeSpan AverageWait => _waits.Count == 0 ? TimeSpan.Zero : _waits.Aggregate(TimeSpan.Zero, (a, b) => a + b) / _waits.Count;

    public int PositionOf(Member member) => Members.IndexOf(member) + 1;

    public void Remove(Member member, DateTimeOffset now)
    {
        if (Members.Remove(member))
        {
            _waits.Add(now - member.EnqueuedAt);
        }
    }
}
