using Microsoft.JSInterop;

namespace CallCenter.Agent.Shell;

/// <summary>What only a browser can do (<c>wwwroot/softphone/browser.js</c>).</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;
    private Task<IJSObjectReference> Module => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./softphone/browser.js").AsTask();

    public async Task ListenForKeysAsync(DotNetObjectReference<Shortcuts> sink) => await DoAsync("listenForKeys", sink);

    /// <summary>Puts the focus where the next thing happens.</summary>
    public Task FocusAsync(string selector) => DoAsync("focus", selector);

    /// <summary>Puts the cursor into a line of a text field and the line onto the screen.</summary>
    public Task SelectLineAsync(string selector, int line, int column) => DoAsync("selectLine", selector, line, column);

    public Task GuardLeavingAsync(bool on) => DoAsync("guardLeaving", on);
    public Task SetThemeAsync(string theme) => DoAsync("setTheme", theme);
    public Task<bool> PrefersDarkAsync() => AskAsync<bool>("prefersDark");
    public Task<string?> ReadSettingAsync(string name) => AskAsync<string?>("readSetting", name);
    public Task WriteSettingAsync(string name, string value) => DoAsync("writeSetting", name, value);

    /// <summary>False: the browser lets no sound out of a page that nobody has clicked in yet.</summary>
    public Task<bool> ChimeAsync() => AskAsync<bool>("chime");

    /// <summary>Keeps a text encrypted until <see cref="DiscardAsync"/> or sign-out.</summary>
    public Task SealAsync(string name, string text) => DoAsync("seal", name, text);
    public Task<string?> UnsealAsync(string name) => AskAsync<string?>("unseal", name);
    public Task DiscardAsync(string name) => DoAsync("discard", name);
    public Task EmptyDrawerAsync() => DoAsync("emptyDrawer");

    private async Task DoAsync(string function, params object?[] arguments) =>
        await (await Module).InvokeVoidAsync(function, arguments);

    private async Task<T> AskAsync<T>(string function, params object?[] arguments) =>
        await (await Module).InvokeAsync<T>(function, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true }) await (await _module).DisposeAsync();
    }
}
