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
    private bool _fetching;

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

    public async Task FetchAsync(CancellationToken cancel)
    {
        if (_fetching) return;
        _fetching = true;
        var answer = await _api.GetAsync<QueueSnapshot>("api/queue", cancel);
        _fetching = false;
        Trouble = answer.Ok ? null : "The list may be old. " + answer.Words;
        if (answer.Value is { } snapshot) Adopt(snapshot);
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
        if (delta.Sequence <= _sequence) return; // late or repeated
        if (_fetching || delta.Sequence != _sequence + 1)
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
