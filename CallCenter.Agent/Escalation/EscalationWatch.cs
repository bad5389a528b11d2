using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Escalation;

/// <summary>The escalations of one call, live.</summary>
public sealed class EscalationWatch : IDisposable
{
    private readonly Guid _callId;
    private readonly ServerApi _api;
    private readonly Pushes _pushes;
    private List<EscalationView> _all = [];

    public EscalationWatch(Guid callId, ServerApi api, Pushes pushes)
    {
        (_callId, _api, _pushes) = (callId, api, pushes);
        pushes.EscalationChanged += Take;
        pushes.Resumed += FetchSoon;
    }

    public IReadOnlyList<EscalationView> All => _all;

    /// <summary>Why the list may be old; null when it is live.</summary>
    public string? Trouble { get; private set; }
    public bool IsKnown { get; private set; }

    /// <summary>Nobody is still being paged. Not known is not "nobody".</summary>
    public bool IsAnswered => IsKnown && !_all.Any(e => EscalationWords.Open(e.State));
    public event Action? Changed;

    public async Task FetchAsync(CancellationToken cancel)
    {
        var since = _pushes.Count;
        var answer = await _api.GetAsync<EscalationView[]>($"api/escalations?callId={_callId}", cancel);
        Trouble = answer.Ok ? null : "What is shown may be old. " + answer.Words;
        if (answer.Value is { } all)
        {
            _all = _pushes.Newest(all, _all, e => e.EscalationId, since);
            IsKnown = true;
        }
        Changed?.Invoke();
    }

    /// <summary>The newest of one of them, pushed or as the answer to a command.</summary>
    public void Take(EscalationView one)
    {
        if (one.CallId != _callId) return;
        var at = _all.FindIndex(e => e.EscalationId == one.EscalationId);
        if (at >= 0) _all[at] = one; else _all.Add(one);
        Changed?.Invoke();
    }

    private void FetchSoon() => _ = FetchAsync(CancellationToken.None);

    public void Dispose()
    {
        _pushes.EscalationChanged -= Take;
        _pushes.Resumed -= FetchSoon;
    }
}
