using System.Globalization;
using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using Microsoft.JSInterop;

namespace CallCenter.Agent.Softphone;

/// <summary>
/// The nurse's microphone, measured in her browser (<c>wwwroot/softphone/microphone.js</c>): once a day before calls come to her, and again when the one in
/// use is unplugged in a call. Passed means that sound came in, not that a device is there. Which one she chose is kept in this browser.
/// </summary>
public sealed class Microphone(IJSRuntime js, Browser browser, SignedIn signedIn, NursePhone phone, ServerClock clock, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Louder than a quiet room.</summary>
    private const double Sound = 0.03;

    /// <summary>So long may she stay silent before it is said that nothing comes in.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Setting = "microphone";
    private const string Choice = "microphone-device";
    private Task<IJSObjectReference>? _module;
    private DotNetObjectReference<Microphone>? _self;
    private long _since;
    private string _kept = "";
    private bool _talking;

    /// <summary>She is asked to check it before calls come.</summary>
    public bool Asked { get; private set; }

    /// <summary>0 … 1.</summary>
    public double Level { get; private set; }

    /// <summary>Sound came in since the check began.</summary>
    public bool Works { get; private set; }
    public string? Trouble { get; private set; }
    public SoundDevices Devices { get; private set; } = SoundDevices.None;

    /// <summary>Empty: whatever the browser takes.</summary>
    public string Chosen => Missing ? "" : _kept;

    /// <summary>The one she chose is not plugged in: the line goes on with the browser's own choice, and she is told so.</summary>
    public bool Missing => _kept.Length > 0 && Devices.Inputs.Any(d => d.IsKnown) && Devices.Inputs.All(d => d.Id != _kept);

    /// <summary>The one in use was unplugged during a call, and she has not said that she is heard again.</summary>
    public bool Lost { get; private set; }

    /// <summary>What she hears the caller with was unplugged during a call, and she has not said that she hears again.</summary>
    public bool EarLost { get; private set; }

    /// <summary>For the eye and for a screen reader alike.</summary>
    public string Words => Trouble ?? (Works ? "Microphone works" : time.GetElapsedTime(_since) < Patience ? "Listening: say a few words" : "No sound comes in");

    public event Action? Changed;

    private Task<IJSObjectReference> Module => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./softphone/microphone.js").AsTask();
    private DotNetObjectReference<Microphone> Self => _self ??= DotNetObjectReference.Create(this);
    private string Zone => signedIn.Me is { Practices: [var first, ..] } ? first.TimeZone : "Etc/UTC";
    private string Today => string.Create(CultureInfo.InvariantCulture, $"{PracticeTime.Date(clock.Now, Zone):yyyy-MM-dd} {signedIn.Me?.StaffId:N}");

    public async Task<bool> PassedTodayAsync() => (await browser.ReadSettingAsync(Setting))?.StartsWith(Today, StringComparison.Ordinal) is true;

    /// <summary>Opens the check, which begins to listen once it is on the screen.</summary>
    public void Ask()
    {
        Asked = true;
        Changed?.Invoke();
    }

    public async Task ListenAsync()
    {
        (Works, Level, Trouble, _since) = (false, 0, null, time.GetTimestamp());
        Changed?.Invoke();
        var code = await (await Module).InvokeAsync<string?>("listen", Chosen.Length > 0 ? Chosen : null, Self);
        Trouble = code is null ? null : LineTrouble.Words(code, null);
        // Only a browser that may listen tells the names of the devices.
        await LookAsync();
    }

    /// <summary>Another one, for the check and for the line; a call that is on goes on with it.</summary>
    public async Task ChooseAsync(string device)
    {
        _kept = device;
        await browser.WriteSettingAsync(Choice, device);
        await phone.UseInputAsync(device, CancellationToken.None);
        if (Asked || Lost) await ListenAsync();
        else Changed?.Invoke();
    }

    /// <param name="without">Why she goes on without one; only where the line carries no sound.</param>
    public async Task PassAsync(string? without = null)
    {
        await browser.WriteSettingAsync(Setting, without is null ? Today : $"{Today} without: {without}");
        await CloseAsync();
    }

    public async Task CloseAsync()
    {
        (Asked, Lost, EarLost) = (false, false, false);
        await (await Module).InvokeVoidAsync("stop");
        Changed?.Invoke();
    }

    /// <summary>From now on the line takes the microphone she chose in this browser, and one that goes is noticed.</summary>
    public async Task WatchAsync()
    {
        _kept = await browser.ReadSettingAsync(Choice) ?? "";
        await phone.UseInputAsync(_kept, CancellationToken.None);
        phone.Changed -= LookAsTheTalkBegins;
        phone.Changed += LookAsTheTalkBegins;
        await (await Module).InvokeVoidAsync("watch", Self);
        await LookAsync();
    }

    [JSInvokable]
    public void OnLevel(double level)
    {
        Level = level;
        Works |= level > Sound;
        Changed?.Invoke();
    }

    [JSInvokable]
    public async Task OnDevices(SoundDevices now)
    {
        var (before, used) = (Devices, Chosen);
        Devices = now;
        // Plugged in again, or gone: the line follows.
        if (Chosen != used) await phone.UseInputAsync(Chosen, CancellationToken.None);
        var mouth = InCall && SoundDevices.Lost(before.Inputs, now.Inputs, used);
        var ear = InCall && SoundDevices.Lost(before.Outputs, now.Outputs, "");
        (Lost, EarLost) = (Lost || mouth, EarLost || ear);
        if (mouth || ear) _ = browser.ChimeAsync();
        if (mouth) _ = ListenAsync();
        Changed?.Invoke();
    }

    private bool InCall => phone.State is PhoneState.Open or PhoneState.Connecting;

    // Only a browser that has opened a microphone names the devices, and the talk opens it.
    private void LookAsTheTalkBegins()
    {
        if (_talking == (_talking = phone.State is PhoneState.Open) || !_talking) return;
        _ = LookAsync();
    }

    private async Task LookAsync()
    {
        Devices = await (await Module).InvokeAsync<SoundDevices?>("devices") ?? SoundDevices.None;
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        phone.Changed -= LookAsTheTalkBegins;
        _self?.Dispose();
        if (_module is { IsCompletedSuccessfully: true }) await (await _module).DisposeAsync();
    }
}
