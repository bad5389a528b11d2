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
        await IsAsync("listen");
    });

    /// <summary>A key, and the network's word that it is so.</summary>
    public Nurse IsHeardAs(string key, string mode) => Then(async () =>
    {
        await Page.Keyboard.PressAsync(key);
        await IsAsync(mode);
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
        await IsInState("connected");
        await line.SettlesAsync();
    });

    private async Task IsAsync(string mode)
    {
        await Assertions.Expect(The("listening")).ToHaveAttributeAsync("data-mode", mode);
        await Assertions.Expect(The("listening")).ToHaveAttributeAsync("data-state", "in-call");
        await line.SettlesAsync();
    }
}
