using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;

namespace CallCenter.Agent.Tests.Shell;

public class ShortcutsTests : ConsoleTest
{
    private readonly List<string> _done = [];

    private IDisposable Claim(string key, string what) =>
        Part<Shortcuts>().On(key, () => { _done.Add(what); return Task.CompletedTask; });

    [Fact]
    public async Task The_last_claim_has_the_key_until_it_lets_go()
    {
        Claim("D", "doctor");
        var decline = Claim("D", "decline");
        await PressAsync("d");
        decline.Dispose();
        await PressAsync("D");
        Assert.Equal(["decline", "doctor"], _done);
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off_and_F2_and_Escape_stay()
    {
        Claim("Y", "yes");
        Claim("F2", "presence");
        Claim("Escape", "close");
        await Part<Settings>().SetSingleKeysAsync(false);
        await PressAsync("y");
        await PressAsync("F2");
        await PressAsync("Escape");
        Assert.Equal(["presence", "close"], _done);
        Assert.Equal(["single-keys", "off"], Browser.VerifyInvoke("writeSetting").Arguments);
    }

    [Fact]
    public async Task A_key_nobody_claims_does_nothing()
    {
        Claim("Y", "yes");
        await PressAsync("q");
        Assert.Empty(_done);
    }

    [Fact]
    public async Task A_nurse_moves_yes_to_J_and_her_Y_does_nothing_any_more()
    {
        Claim("Y", "yes");
        Claim("M", "mute");
        var settings = Part<Settings>();
        Assert.Equal("M is already “Microphone off, on”. Give that another key first.", await settings.SetKeyAsync("Y", "m"));
        Assert.NotNull(await settings.SetKeyAsync("Y", "J")); // delivered for something else
        Assert.Null(await settings.SetKeyAsync("J", "7"));
        Assert.Null(await settings.SetKeyAsync("Y", "j"));
        await PressAsync("y");
        await PressAsync("J");
        await PressAsync("m");
        Assert.Equal(["yes", "mute"], _done);
        Assert.Equal(["keys", "J7 YJ"], Browser.Invocations["writeSetting"][^1].Arguments);
    }

    [Theory]
    [InlineData("YJ J7", "J")]
    [InlineData("YJ", "Y")] // J would mean two things
    [InlineData("YJ J", "Y")]
    [InlineData("ÄQ", "Y")]
    [InlineData("", "Y")]
    [InlineData(null, "Y")]
    public async Task What_the_browser_kept_is_taken_whole_or_not_at_all(string? kept, string yes)
    {
        Browser.Setup<string?>("readSetting", "keys").SetResult(kept);
        await Part<Settings>().LoadAsync();
        Assert.Equal(yes, Part<Settings>().Keys.Pressed("Y"));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData("AB")]
    [InlineData("\t")]
    public async Task A_key_is_one_sign(string wished) =>
        Assert.Equal("Give one letter, digit or sign.", await Part<Settings>().SetKeyAsync("Y", wished));

    [Fact]
    public void A_part_cannot_claim_a_key_that_nobody_could_change() =>
        Assert.Throws<ArgumentException>(() => Claim("%", "a new deed"));

    [Fact]
    public async Task The_page_shows_the_keys_refuses_a_taken_one_and_puts_all_back()
    {
        var page = Render<SettingsPage>();
        Task TypeAsync(string key) => page.InvokeAsync(() => page.Find("[data-testid=key-89]").Change(key));
        await TypeAsync("n");
        Assert.Contains("N is already “No to the question”", page.Find("[data-testid=key-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Y", page.Find("[data-testid=key-89]").GetAttribute("value"));
        await TypeAsync("y7");
        Assert.Empty(page.Find("[data-testid=key-trouble]").TextContent);
        Assert.Equal("7", Render<CallCenter.Agent.Shell.Key>(p => p.Add(k => k.Name, "Y")).Find("kbd").TextContent);
        await page.InvokeAsync(() => page.Find("[data-testid=keys-reset]").Click());
        Assert.Equal("Y", Part<Settings>().Keys.Pressed("Y"));
    }
}
