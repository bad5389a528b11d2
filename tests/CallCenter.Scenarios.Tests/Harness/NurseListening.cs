using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A supervisor in somebody's call.</summary>
internal sealed partial class Nurse
{
    /// <summary>From the board, by keyboard.</summary>
    public Nurse Listens() => Then(async () =>
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Board" }).PressAsync("Enter");
        await The("board-listen").PressAsync("Enter");
        await line.UntilAsync(() => IsAsync("listen"), TimeSpan.FromSeconds(15), async () => await PictureAsync());
    });

    /// <summary>A key, and the network's word that it is so.</summary>
    public Nurse IsHeardAs(string key, string mode) => Then(async () =>
    {
        await Page.Keyboard.PressAsync(key);
        await line.UntilAsync(() => IsAsync(mode), TimeSpan.FromSeconds(15), async () => await PictureAsync());
    });

    /// <summary>What she says at the demo line is typed.</summary>
    public Nurse SaysInCall(string words) => Then(async () =>
    {
        await The("say").FillAsync(words);
        await The("say").PressAsync("Enter");
        await Assertions.Expect(The("say")).ToHaveValueAsync("");
        await The("call-state").ClickAsync();
        await line.SettlesAsync();
    });

    public Nurse TakesTheCall() => Then(async () =>
    {
        await Page.Keyboard.PressAsync("4");
        await Assertions.Expect(The("take-over-confirm")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await line.UntilAsync(async () => await The("call-state").GetAttributeAsync("data-state") == "connected", TimeSpan.FromSeconds(15), async () => await PictureAsync());
    });

    private async Task<bool> IsAsync(string mode) => await The("listening").CountAsync() == 1
        && await The("listening").GetAttributeAsync("data-mode") == mode && await The("listening").GetAttributeAsync("data-state") == "in-call";
}
