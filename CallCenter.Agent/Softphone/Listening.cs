using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Softphone;

/// <summary>
/// A supervisor's own place in somebody's call. Silent listening is silent twice: the network mutes her line, and this browser her microphone.
/// What the server says about her place stands; her line's end is its end.
/// </summary>
public sealed class Listening : IDisposable
{
    private readonly ServerApi _api;
    private readonly Pushes _pushes;
    private readonly NursePhone _phone;
    private readonly Desk _desk;
    private readonly SignedIn _signedIn;
    private string _mode = "listen";

    public Listening(ServerApi api, Pushes pushes, NursePhone phone, Desk desk, SignedIn signedIn)
    {
        (_api, _pushes, _phone, _desk, _signedIn) = (api, pushes, phone, desk, signedIn);
        pushes.CallChanged += Take;
        pushes.Resumed += FetchSoon;
    }

    /// <summary>The call she is in; null when she is in none.</summary>
    public CallView? Call { get; private set; }

    public ListenerView? Own => Call?.Listeners.FirstOrDefault(l => l.StaffId == _signedIn.Me?.StaffId);

    /// <summary>What happened without her doing, as a sentence.</summary>
    public string? Note { get; private set; }

    public event Action? Changed;

    public async Task<string?> BeginAsync(Guid call, CancellationToken cancel)
    {
        if (_desk.OnCall) return "You are in a call of your own. Finish it first.";
        if (!await _phone.StartAsync(cancel)) return _phone.Trouble;
        (Note, _mode) = (null, "listen");
        var since = _pushes.Count;
        var answer = await _api.PostAsync<CallView>($"api/calls/{call}/listeners", null, cancel);
        if (answer.Value is not { } view) return answer.Words;
        Keep(await _api.NewestAsync(_pushes, view, since) ?? view);
        if (Own is not { } own || !await _phone.ConnectListeningAsync(own.ListenerId, cancel)) return _phone.Trouble;
        await _phone.MuteAsync(true, cancel);
        return null;
    }

    /// <summary>Louder: the network first, then her microphone. Quieter: the other way round.</summary>
    public async Task<string?> ChangeAsync(string mode, CancellationToken cancel)
    {
        if (Own is not { } own || Call is not { } call) return null;
        if (mode == "listen") await _phone.MuteAsync(true, cancel);
        var since = _pushes.Count;
        var answer = await _api.PutAsync<CallView>($"api/calls/{call.CallId}/listeners/{own.ListenerId}", new ListeningRequest(mode), cancel);
        if (answer.Value is not { } view) return answer.Words;
        (_mode, Note) = (mode, null);
        if (await _api.NewestAsync(_pushes, view, since) is { } newest) Keep(newest);
        if (mode != "listen") await _phone.MuteAsync(false, cancel);
        return null;
    }

    /// <summary>The call becomes hers, on her own desk.</summary>
    public async Task<string?> TakeOverAsync(CancellationToken cancel)
    {
        if (Own is not { } own || Call is not { } call) return null;
        var answer = await _api.PostAsync<CallView>($"api/calls/{call.CallId}/listeners/{own.ListenerId}/take-over", null, cancel);
        if (!answer.Ok) return answer.Words;
        await BecomesHersAsync(call.CallId);
        return null;
    }

    public async Task<string?> StopAsync(CancellationToken cancel)
    {
        if (Own is not { } own || Call is not { } call) return null;
        // Her line goes whatever the server answers: nobody listens against her will.
        await _phone.DisconnectAsync(cancel);
        var answer = await _api.PostAsync<CallView>($"api/calls/{call.CallId}/listeners/{own.ListenerId}/stop", null, cancel);
        (Call, Note) = (null, null);
        Changed?.Invoke();
        return answer.Ok ? null : answer.Words;
    }

    private void Take(CallView call)
    {
        if (call.CallId == Call?.CallId) Keep(call);
    }

    private void Keep(CallView call)
    {
        var before = Own;
        Call = call;
        if (Own is { } own)
        {
            // The nurse's line is gone and nobody is coached any more: not her doing, so she is told.
            if (own.Mode == "listen" && _mode != "listen") FallSilent();
        }
        else if (call.NurseId == _signedIn.Me?.StaffId) _ = BecomesHersAsync(call.CallId);
        else if (before is not null) End(call);
        Changed?.Invoke();
    }

    private void FallSilent()
    {
        _mode = "listen";
        Note = "The nurse’s line dropped. You listen now and nobody hears you; coach or join again when she is back.";
        _ = _phone.MuteAsync(true, CancellationToken.None);
    }

    private void End(CallView call)
    {
        Call = null;
        Note = $"You do not listen any more. {call.Timeline.LastOrDefault(e => e.Kind == "listening-ended")?.What}";
        _ = _phone.DisconnectAsync(CancellationToken.None);
    }

    private async Task BecomesHersAsync(Guid call)
    {
        (Call, Note, _mode) = (null, null, "listen");
        await _phone.MuteAsync(false, CancellationToken.None);
        await _desk.ReadCallAsync(call, CancellationToken.None);
        Changed?.Invoke();
    }

    private async Task FetchAsync(Guid call)
    {
        var since = _pushes.Count;
        if ((await _api.GetAsync<CallView>($"api/calls/{call}", CancellationToken.None)).Value is { } view && !_pushes.Overtook<CallView>(call, since)) Take(view);
    }

    private void FetchSoon()
    {
        if (Call is { } call) _ = FetchAsync(call.CallId);
    }

    public void Dispose()
    {
        _pushes.CallChanged -= Take;
        _pushes.Resumed -= FetchSoon;
    }
}
