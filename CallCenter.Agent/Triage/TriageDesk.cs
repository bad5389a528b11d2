using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Agent.Triage;

/// <summary>The triage sessions open in this tab; leaving the page and coming back finds the same one.</summary>
public sealed class TriageDesk : IDisposable
{
    private readonly Dictionary<Guid, TriageWork> _open = [];
    private readonly ServerApi _api;
    private readonly Browser _browser;
    private readonly ServerClock _clock;
    private readonly TimeProvider _time;
    private readonly SignedIn _signedIn;
    private readonly Pushes _pushes;

    public TriageDesk(ServerApi api, Browser browser, ServerClock clock, TimeProvider time, SignedIn signedIn, Pushes pushes)
    {
        (_api, _browser, _clock, _time, _signedIn, _pushes) = (api, browser, clock, time, signedIn, pushes);
        pushes.Resumed += CatchUp;
        pushes.CoSignChanged += OnCoSign;
        pushes.CallChanged += OnCall;
        pushes.HandOverEnded += OnHandOverEnded;
    }

    public TriageWork For(Guid callId)
    {
        if (_open.TryGetValue(callId, out var work)) return work;
        var me = _signedIn.Me ?? throw new InvalidOperationException("Triage needs somebody signed in.");
        work = _open[callId] = new TriageWork(callId, new Actor(me.StaffId.ToString(), me.Name), _api, _browser, _clock, _time);
        work.Changed += () => Changed?.Invoke();
        return work;
    }

    /// <summary>This tab has something that the server has not: answers, or words that it could not save.</summary>
    public bool HasUnsent => _open.Values.Any(w => w.Unsent > 0 || w.Draft.Trouble is not null);
    public event Action? Changed;

    // Whatever happened to the call may have been written into its session too: the chart of a patient who became known, a recall.
    private void OnCall(CallView call)
    {
        if (_open.TryGetValue(call.CallId, out var work)) _ = work.FollowAsync(call);
    }

    private void OnHandOverEnded(HandOverEnded ended)
    {
        if (ended.Outcome != "taken" || !_open.Remove(ended.CallId, out var work)) return;
        _ = work.LetGoAsync();
        work.Dispose();
    }

    // Agreed: the server itself has written the override into the session's log.
    private void OnCoSign(CoSignView coSign)
    {
        if (coSign.State == "agreed" && _open.TryGetValue(coSign.CallId, out var work)) _ = work.RefreshAsync(CancellationToken.None);
    }

    private void CatchUp()
    {
        foreach (var work in _open.Values) _ = work.Session is null ? work.OpenAsync(CancellationToken.None) : work.CatchUpAsync();
    }

    public void Dispose()
    {
        _pushes.Resumed -= CatchUp;
        _pushes.CoSignChanged -= OnCoSign;
        _pushes.CallChanged -= OnCall;
        _pushes.HandOverEnded -= OnHandOverEnded;
        foreach (var work in _open.Values) work.Dispose();
    }
}
