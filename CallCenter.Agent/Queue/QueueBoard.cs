using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Queue;

/// <summary>
/// The queue as this console knows it. Pushes carry only what changed and a growing number; when one is missing
/// the whole is fetched, and what arrives meanwhile waits for it.
/// </summary>
public sealed class QueueBoard : IDisposable
{
    private readonly ServerApi _api;
    private readonly Pushes _pushes;
    private readonly Dictionary<Guid, QueueItem> _known = [];
    private readonly List<QueueDelta> _early = [];
    private long _sequence = -1;
    private bool _fetching, _again;

    public QueueBoard(ServerApi api, Pushes pushes)
    {
        (_api, _pushes) = (api, pushes);
        pushes.QueueChanged += Take;
        pushes.Resumed += FetchSoon;
    }

    /// <summary>In order of service, as the server said.</summary>
    public IReadOnlyList<QueueItem> Items { get; private set; } = [];

    /// <summary>Why the list may be old; null when it is live.</summary>
    public string? Trouble { get; private set; }

    public event Action? Changed;

    /// <summary>Asked again while it is under way, it is asked once more: the answer may be older than the question.</summary>
    public async Task FetchAsync(CancellationToken cancel)
    {
        _again = _fetching;
        if (_fetching) return;
        _fetching = true;
        Answer<QueueSnapshot> answer;
        do
        {
            _again = false;
            answer = await _api.GetAsync<QueueSnapshot>("api/queue", cancel);
        }
        while (_again);
        _fetching = false;
        Trouble = answer.Ok ? null : "The list may be old. " + answer.Words;
        // Without an answer nothing is known any more: whatever is pushed next is a reason to ask.
        if (answer.Value is { } snapshot) Adopt(snapshot);
        else _sequence = -1;
        Changed?.Invoke();
    }

    private void Adopt(QueueSnapshot snapshot)
    {
        _known.Clear();
        foreach (var item in snapshot.Items) _known[item.CallId] = item;
        Items = snapshot.Items;
        _sequence = snapshot.Sequence;
        var waiting = _early.Where(d => d.Sequence > _sequence).OrderBy(d => d.Sequence).ToList();
        _early.Clear();
        foreach (var delta in waiting) Take(delta);
    }

    private void Take(QueueDelta delta)
    {
        if (_fetching)
        {
            // Its number is compared with the answer's: a server that began anew counts anew.
            _early.Add(delta);
            return;
        }

        if (delta.Sequence <= _sequence) return; // late or repeated
        if (delta.Sequence != _sequence + 1)
        {
            _early.Add(delta);
            FetchSoon();
            return;
        }

        Apply(delta);
        Changed?.Invoke();
    }

    private void Apply(QueueDelta delta)
    {
        foreach (var item in delta.Changed) _known[item.CallId] = item;
        foreach (var gone in delta.Removed) _known.Remove(gone);
        _sequence = delta.Sequence;
        Items = [.. delta.Order.Where(_known.ContainsKey).Select(id => _known[id])];
    }

    private void FetchSoon() => _ = FetchAsync(CancellationToken.None);

    public void Dispose()
    {
        _pushes.QueueChanged -= Take;
        _pushes.Resumed -= FetchSoon;
    }
}
