using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A nurse at her console, in a real browser. What she does not see she cannot do.</summary>
internal sealed partial class Nurse(NurseLine line, IBrowserContext profile, string account) : Person<Nurse>
{
    private readonly ConcurrentQueue<string> _troubles = new();
    private IPage? _page;

    public IPage Page => _page ?? throw new InvalidOperationException("She has not opened the console.");

    public ILocator The(string testId) => Page.GetByTestId(testId);

    public Nurse Opens(string path) => Then(() => OpenAsync(path));

    public Nurse SignsIn() => Then(async () =>
    {
        if (_page is null) await OpenAsync("sign-in");
        await LoadsAsync();
        await The($"demo-account-{account}").ClickAsync();
        await Assertions.Expect(The("server-state")).ToContainTextAsync("connected");
    });

    public Nurse GoesAvailable() => Then(async () =>
    {
        await The("presence-available").First.ClickAsync();
        // A caller who waits is offered to her in the same moment.
        await Assertions.Expect(The("presence-state")).ToHaveTextAsync(new Regex("Available|A call is offered"));
        await Sees("softphone-state", "ready");
    });

    public Nurse IsOffered(string caller) => Then(async () =>
    {
        await line.SettlesAsync();
        await Sees("offer", caller);
    });

    /// <summary>Accepts, and her own line joins the call; the caller follows.</summary>
    public Nurse Accepts() => Then(async () =>
    {
        await The("offer-accept").ClickAsync();
        await Sees("softphone-state", "open");
        await line.UntilAsync(async () => await The("call-state").GetAttributeAsync("data-state") == "connected", TimeSpan.FromSeconds(15),
            async () => $"She is not connected: {await The("call-state").InnerTextAsync()}");
    });

    public Nurse SeesPatient(params string[] words) => Then(async () =>
    {
        var card = Page.Locator("#patient");
        foreach (var word in words) await Assertions.Expect(card).ToContainTextAsync(word);
    });

    public Nurse Reads(string testId, string words) => Then(() => Sees(testId, words));

    public Nurse SeesText(string words) => Then(() => Assertions.Expect(Page.GetByText(words).First).ToBeVisibleAsync());

    public Nurse CallIs(string state) => Then(() => IsInState(state));

    /// <summary>Puts her line back into the call after her browser was away.</summary>
    public Nurse Rejoins() => Then(async () =>
    {
        await The("rejoin").ClickAsync();
        await Sees("softphone-state", "open");
        await line.SettlesAsync();
    });

    /// <summary>Her browser's time can be made to pass.</summary>
    public Nurse HasOwnClock() => Then(() => profile.Clock.InstallAsync());

    /// <summary>What becomes of the files that her browser asks for.</summary>
    public Nurse Downloads(string files, Func<IRoute, Task> fate) => Then(() => profile.RouteAsync(files, fate));

    public Nurse SeesServer() => Then(() => Assertions.Expect(The("server-state")).ToContainTextAsync("connected"));

    public Nurse SeesServerAway() => Then(() => Assertions.Expect(The("server-state")).ToContainTextAsync("away"));

    /// <summary>Reloads the page, as a nurse does who sees nothing move.</summary>
    public Nurse Reloads() => Then(async () =>
    {
        await Page.ReloadAsync();
        await LoadsAsync();
    });

    /// <summary>The browser is gone without a word, in the middle of whatever it was.</summary>
    public Nurse LosesBrowser() => Then(async () =>
    {
        await Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = false });
        await Task.Delay(300);
        await line.SettlesAsync();
    });

    public Nurse OpensConsole() => Then(async () =>
    {
        if (_page is null || _page.IsClosed) await OpenAsync("");
        else await _page.GotoAsync(line.Settings.Url.ToString());
        await LoadsAsync();
        await Assertions.Expect(The("server-state")).ToContainTextAsync("connected");
    });

    public async Task<string> PictureAsync()
    {
        if (_page is null || _page.IsClosed) return $"{account}: no browser.";
        var path = Path.Combine(Path.GetTempPath(), $"callcenter-{account}-{Guid.NewGuid():N}.png");
        await _page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        return $"{account}'s browser: {string.Join('\n', _troubles)}\n{account} saw {path}\n{await _page.Locator("body").InnerTextAsync()}";
    }

    public Task CloseAsync() => profile.CloseAsync();

    private async Task OpenAsync(string path)
    {
        _page = await profile.NewPageAsync();
        _page.Dialog += (_, dialog) => _ = AnswerAsync(dialog);
        _page.PageError += (_, error) => _troubles.Enqueue(error);
        _page.RequestFailed += (_, request) => _troubles.Enqueue($"{request.Method} {request.Url}: {request.Failure}");
        _page.Console += (_, line) => { if (line.Type is "error" or "warning") _troubles.Enqueue(line.Text); };
        await _page.GotoAsync(new Uri(line.Settings.Url, path).ToString());
    }

    /// <summary>As long as the page may take that begins its download anew once by itself, on a busy machine.</summary>
    private Task LoadsAsync() => Assertions.Expect(Page.Locator("#starting")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

    private Task Sees(string testId, string words) => Assertions.Expect(The(testId)).ToContainTextAsync(words);

    private Task IsInState(string state) => Assertions.Expect(The("call-state")).ToHaveAttributeAsync("data-state", state);
}
