using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Triage;

/// <summary>Requests for a second clinician, live: those this person may answer, and what became of her own.</summary>
public sealed class CoSigns : IDisposable
{
    private readonly ServerApi _api;
    private readonly Pushes _pushes;
    private readonly SignedIn _signedIn;
    private List<CoSignView> _known = [];

    public CoSigns(ServerApi api, Pushes pushes, SignedIn signedIn)
    {
        (_api, _pushes, _signedIn) = (api, pushes, signedIn);
        pushes.CoSignChanged += Take;
        pushes.Resumed += FetchSoon;
    }

    /// <summary>Others' open requests; none for someone who may not answer.</summary>
    public IReadOnlyList<CoSignView> ToAnswer => _signedIn.Me is { MayLower: true } me ? [.. _known.Where(c => c.State == "open" && c.AskedBy != me.StaffId)] : [];

    public event Action? Changed;

    /// <summary>Her last request about a session, whatever its state.</summary>
    public CoSignView? Mine(Guid sessionId) => _known.LastOrDefault(c => c.SessionId == sessionId && c.AskedBy == _signedIn.Me?.StaffId);

    public CoSignView? Find(Guid id) => _known.Find(c => c.CoSignId == id);

    public Task<string?> AskAsync(Guid sessionId, AskCoSignRequest ask) => CommandAsync($"api/triage/{sessionId}/co-signs", ask);

    public Task<string?> WithdrawAsync(Guid id) => CommandAsync($"api/co-signs/{id}/withdraw", null);

    public Task<string?> AnswerAsync(Guid id, AnswerCoSignRequest answer) => CommandAsync($"api/co-signs/{id}/answer", answer);

    public async Task FetchAsync(CancellationToken cancel)
    {
        var since = _pushes.Count;
        var answer = await _api.GetAsync<CoSignView[]>("api/co-signs", cancel);
        if (answer.Value is not { } all) return;
        _known = _pushes.Newest(all, _known, c => c.CoSignId, since);
        Changed?.Invoke();
    }

    private async Task<string?> CommandAsync(string path, object? body)
    {
        var since = _pushes.Count;
        var answer = await _api.PostAsync<CoSignView>(path, body, CancellationToken.None);
        if (answer.Value is { } view && !_pushes.Overtook<CoSignView>(view.CoSignId, since)) Take(view);
        return answer.Ok ? null : answer.Words;
    }

    private void Take(CoSignView one)
    {
        var at = _known.FindIndex(c => c.CoSignId == one.CoSignId);
        if (at >= 0) _known[at] = one; else _known.Add(one);
        Changed?.Invoke();
    }

    private void FetchSoon() => _ = FetchAsync(CancellationToken.None);

    public void Dispose()
    {
        _pushes.CoSignChanged -= Take;
        _pushes.Resumed -= FetchSoon;
    }
}
