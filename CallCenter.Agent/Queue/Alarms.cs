using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Queue;

/// <summary>What this supervisor must know and none of them has seen yet, live. Nobody else's console has any.</summary>
public sealed class Alarms : IDisposable
{
    private readonly ServerApi _api;
    private readonly Pushes _pushes;
    private readonly SignedIn _signedIn;
    private List<QueueAlarm> _open = [];

    public Alarms(ServerApi api, Pushes pushes, SignedIn signedIn)
    {
        (_api, _pushes, _signedIn) = (api, pushes, signedIn);
        pushes.QueueAlarm += Take;
        pushes.AlarmSeen += Drop;
        pushes.Resumed += FetchSoon;
    }

    /// <summary>The most urgent first, then the oldest.</summary>
    public IReadOnlyList<QueueAlarm> Open => Hers ? [.. _open.OrderBy(a => a.Urgency).ThenBy(a => a.At)] : [];

    public event Action? Changed;

    private bool Hers => _signedIn.Me is { IsSupervisor: true };

    public async Task FetchAsync(CancellationToken cancel)
    {
        if (!Hers) return;
        var since = _pushes.Count;
        var answer = await _api.GetAsync<QueueAlarm[]>("api/alarms", cancel);
        if (answer.Value is not { } open) return;
        _open = _pushes.Newest(open, _open, a => a.AlarmId, since);
        Changed?.Invoke();
    }

    /// <returns>Why it still stands; null when it is seen.</returns>
    public async Task<string?> SeeAsync(Guid id)
    {
        var answer = await _api.PostAsync<AlarmSeen>($"api/alarms/{id}/seen", null, CancellationToken.None);
        if (answer.Value is { } seen) Drop(seen);
        return answer.Ok ? null : answer.Words;
    }

    private void Take(QueueAlarm alarm)
    {
        if (_open.Any(a => a.AlarmId == alarm.AlarmId)) return;
        _open.Add(alarm);
        Changed?.Invoke();
    }

    private void Drop(AlarmSeen seen)
    {
        if (_open.RemoveAll(a => a.AlarmId == seen.AlarmId) > 0) Changed?.Invoke();
    }

    private void FetchSoon() => _ = FetchAsync(CancellationToken.None);

    public void Dispose()
    {
        _pushes.QueueAlarm -= Take;
        _pushes.AlarmSeen -= Drop;
        _pushes.Resumed -= FetchSoon;
    }
}
