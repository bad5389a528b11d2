using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>One real browser for the whole run; every nurse has a profile of her own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The shell is the same engine without the window around it, which nobody looks at here and which costs a third of the time.
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<IBrowserContext> ProfileAsync(ViewportSize? size = null, ColorScheme scheme = ColorScheme.Light)
    {
        _browser ??= await LaunchAsync();
        var profile = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = size ?? new ViewportSize { Width = 1280, Height = 800 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-US",
        });
        profile.SetDefaultTimeout(20_000);
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        var program = Environment.GetEnvironmentVariable("CALLCENTER_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        Assert.True(program is not null, "Chromium is not installed, and a nurse works in a browser. ./tests/check.sh installs what the tests need.");
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run",
                "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
        });
    }
}
