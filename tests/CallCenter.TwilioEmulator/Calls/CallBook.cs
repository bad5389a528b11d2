namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Every leg of the account, in the order of creation.</summary>
internal sealed class CallBook
{
    private readonly Dictionary<string, Call> _bySid = [];
    private readonly List<Call> _all = [];

    public IReadOnlyList<Call> All => _all;

    public void Add(Call call)
    {
        _bySid[call.Sid] = call;
        _all.Add(call);
    }

    public Call? Find(string? sid) => sid is null ? null : _bySid.GetValueOrDefault(sid);

    public void Remove(Call call)
    {
        _bySid.Remove(call.Sid);
        _all.Remove(call);
    }
}
