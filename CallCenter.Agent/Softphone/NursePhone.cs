using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;
using Microsoft.JSInterop;

namespace CallCenter.Agent.Softphone;

public enum PhoneState { Off, Starting, Ready, Connecting, Open, Failed }

/// <summary>The nurse's telephone: one interface, whichever line the server names (<c>wwwroot/softphone/softphone.js</c>).</summary>
public sealed class NursePhone(IJSRuntime js, ServerApi api, TimeProvider time, ServerClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(5);
    private Task<IJSObjectReference>? _module;
    private DotNetObjectReference<NursePhone>? _self;
    private ITimer? _refresh;
    private string _input = "";

    public PhoneState State { get; private set; }
    public bool Muted { get; private set; }
    public string? Trouble { get; private set; }

    /// <summary>The line carries words as text instead of sound.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>0 … 1, from the microphone.</summary>
    public double InputLevel { get; private set; }

    /// <summary>What the caller was heard to say last; the demo line has no sound of its own.</summary>
    public string? Heard { get; private set; }

    public event Action? Changed;
    private Task<IJSObjectReference> Module => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./softphone/softphone.js").AsTask();

    /// <summary>Must follow a click: browsers give neither microphone nor sound otherwise.</summary>
    public async Task<bool> StartAsync(CancellationToken cancel)
    {
        if (State is PhoneState.Ready or PhoneState.Connecting or PhoneState.Open) return true;
        Become(PhoneState.Starting, null);
        var pass = await api.PostAsync<SoftphoneToken>("api/softphone/token", null, cancel);
        if (pass.Value is not { } token) return Fail(pass.Words);
        try
        {
            _self ??= DotNetObjectReference.Create(this);
            await (await Module).InvokeVoidAsync("start", cancel, token.Kind, token.ScriptUrl, token.Token, _self, _input);
        }
        catch (JSException e)
        {
            var bundleMissing = token.Kind == "twilio" && e.Message.Contains("import", StringComparison.OrdinalIgnoreCase);
            return Fail(LineTrouble.Words(bundleMissing ? "no-bundle" : "no-line", e.Message));
        }
        IsSilent = token.Kind == "emulator";
        RefreshLater(token);
        if (State == PhoneState.Starting) Become(PhoneState.Ready, null);
        return State != PhoneState.Failed;
    }

    /// <summary>Pulls this browser into the conference of an accepted offer; the server knows which one that is.</summary>
    public Task<bool> ConnectAsync(Guid offer, CancellationToken cancel) => ConnectAsync(new { offer = offer.ToString() }, cancel);

    /// <summary>Pulls this browser into a call that she holds without an offer: one she makes herself.</summary>
    public Task<bool> ConnectCallAsync(Guid call, CancellationToken cancel) => ConnectAsync(new { call = call.ToString() }, cancel);

    /// <summary>Pulls a supervisor's browser into a call she may listen to.</summary>
    public Task<bool> ConnectListeningAsync(Guid listener, CancellationToken cancel) => ConnectAsync(new { listen = listener.ToString() }, cancel);

    private async Task<bool> ConnectAsync(object named, CancellationToken cancel)
    {
        if (!await StartAsync(cancel)) return false;
        Heard = null;
        Become(PhoneState.Connecting, null);
        return await DoAsync("connect", cancel, named);
    }

    public Task<bool> DisconnectAsync(CancellationToken cancel) => DoAsync("disconnect", cancel);

    public async Task MuteAsync(bool on, CancellationToken cancel)
    {
        if (!await DoAsync("mute", cancel, on)) return;
        Muted = on;
        Changed?.Invoke();
    }

    /// <summary>Which microphone the line takes, now and from now on; a line without sound takes none.</summary>
    /// <param name="device">Empty: whatever the browser takes.</param>
    public Task<bool> UseInputAsync(string device, CancellationToken cancel)
    {
        _input = device;
        // Without a line there is nothing to tell yet: it learns it as it starts.
        return State is PhoneState.Off or PhoneState.Failed ? Task.FromResult(true) : DoAsync("useInput", cancel, device);
    }

    public Task<bool> SendDigitsAsync(string digits, CancellationToken cancel) => DoAsync("sendDigits", cancel, digits);

    public Task<bool> SayAsync(string text, CancellationToken cancel) => DoAsync("say", cancel, text);

    public async Task StopAsync()
    {
        _refresh?.Dispose();
        _refresh = null;
        if (_module is not null) await DoAsync("stop", CancellationToken.None);
        Become(PhoneState.Off, null);
    }

    [JSInvokable]
    public void OnLineEvent(string type, LineEvent detail)
    {
        switch (type)
        {
            case "registered": if (State is PhoneState.Starting or PhoneState.Failed) Become(PhoneState.Ready, null); break;
            case "ringing": Become(PhoneState.Connecting, null); break;
            case "open": Become(PhoneState.Open, null); break;
            case "closed": Muted = false; InputLevel = 0; Become(PhoneState.Ready, Trouble); break;
            case "error": Complain(detail); break;
            case "tokenWillExpire": _ = RefreshAsync(); break;
            case "level": InputLevel = detail.Input ?? 0; Changed?.Invoke(); break;
            case "heard": Hear(detail.Text); break;
            default: Become(State, $"The telephone line said “{type}”, which this console does not know. Reload the page after the call."); break;
        }
    }

    // An error before the line stands means there is none; one during a call must not pretend that the call is over.
    private void Complain(LineEvent detail)
    {
        // A pass that ran out while the computer slept: our own timer was asleep too.
        if (detail.Code?.ToString() is "20104" or "31205" && _refresh is not null) _ = RefreshAsync();
        var stands = State is PhoneState.Ready or PhoneState.Open or PhoneState.Connecting;
        Become(stands ? State : PhoneState.Failed, LineTrouble.Words(detail.Code?.ToString(), detail.Message));
    }

    private async Task<bool> DoAsync(string function, CancellationToken cancel, params object?[] arguments)
    {
        try
        {
            await (await Module).InvokeVoidAsync(function, cancel, arguments);
            return true;
        }
        catch (JSException e)
        {
            Become(State == PhoneState.Connecting ? PhoneState.Ready : State, LineTrouble.Words(null, e.Message));
            return false;
        }
    }

    private void RefreshLater(SoftphoneToken token)
    {
        var wait = token.RefreshAfter - clock.Now;
        _refresh?.Dispose();
        _refresh = time.CreateTimer(_ => _ = RefreshAsync(), null, wait < Soonest ? Soonest : wait, Timeout.InfiniteTimeSpan);
    }

    private async Task RefreshAsync()
    {
        var pass = await api.PostAsync<SoftphoneToken>("api/softphone/token", null, CancellationToken.None);
        if (pass.Value is { } token)
        {
            await DoAsync("updateToken", CancellationToken.None, token.Token);
            RefreshLater(token);
        }
        else
        {
            Become(State, "The telephone pass could not be renewed; it is tried again in a minute. " + pass.Words);
            _refresh?.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        }
    }

    private bool Fail(string words)
    {
        Become(PhoneState.Failed, words);
        return false;
    }

    private void Become(PhoneState state, string? trouble)
    {
        (State, Trouble) = (state, trouble);
        Changed?.Invoke();
    }

    /// <summary>Words only: music comes as the address of its file.</summary>
    private void Hear(string? words)
    {
        if (words is null || words.StartsWith("http", StringComparison.Ordinal)) return;
        Heard = words;
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        _refresh?.Dispose();
        _self?.Dispose();
        if (_module is { IsCompletedSuccessfully: true }) await (await _module).DisposeAsync();
    }
}

/// <summary>What a line event carries; most carry nothing.</summary>
public sealed record LineEvent(System.Text.Json.JsonElement? Code, string? Message, double? Input, string? Text);
