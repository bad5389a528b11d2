namespace CallCenter.TwilioEmulator.Queues;

internal sealed class QueueBook(Switchboard board)
{
    public List<CallQueue> All { get; } = [];

    public CallQueue? Find(string sid) => All.Find(q => q.Sid == sid);

    public CallQueue? Named(string name) => All.Find(q => q.Name == name);

    public CallQueue Create(string name)
    {
        var queue = new CallQueue(board.Sids.Next("QU"), name, board.Clock.GetUtcNow());
        All.Add(queue);
        return queue;
    }
}
