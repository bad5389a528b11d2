using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>She closes the tab. In the middle of a call the browser asks first.</summary>
internal sealed partial class Nurse
{
    private bool _stays;
    private int _asked;

    /// <summary>The browser asks whether she means it, and she does not.</summary>
    public Nurse ClosesTabButStays() => Then(async () =>
    {
        (_stays, _asked) = (true, 0);
        await Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });
        await Waiting.UntilAsync(() => Task.FromResult(_asked > 0), TimeSpan.FromSeconds(20), () => "The tab would have closed without a question.");
        _stays = false;
        Assert.False(Page.IsClosed, "She stayed, and the tab is closed.");
    });

    /// <summary>Nothing is in the way.</summary>
    public Nurse ClosesTabUnasked() => Then(async () =>
    {
        _asked = 0;
        await Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });
        await Waiting.UntilAsync(() => Task.FromResult(Page.IsClosed), TimeSpan.FromSeconds(20), () => "The tab does not close.");
        Assert.Equal(0, _asked);
    });

    public Nurse ReadsPage(string page) => Then(() => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = page, Exact = true }).ClickAsync());

    // "Leave the page in the middle of a call?" She does, unless the story says that she stays.
    private Task AnswerAsync(IDialog dialog)
    {
        _asked++;
        return _stays ? dialog.DismissAsync() : dialog.AcceptAsync();
    }
}
