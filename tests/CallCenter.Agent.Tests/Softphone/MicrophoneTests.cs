using CallCenter.Agent.Presence;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Softphone;

public class MicrophoneTests : ConsoleTest
{
    private const string Put = "PUT api/presence";

    private Microphone Microphone => Part<Microphone>();

    private async Task<IRenderedComponent<PresenceMenu>> WantsCallsAsync()
    {
        Server.Give(Put, Lakeside.Presence(PresenceState.Available));
        await SignInAsync(presence: PresenceState.Offline);
        var menu = Render<PresenceMenu>();
        await menu.Find("[data-testid=presence-available]").ClickAsync(new());
        return menu;
    }

    [Fact]
    public async Task Calls_come_only_once_she_is_heard_and_that_is_kept_for_the_day()
    {
        var menu = await WantsCallsAsync();
        Assert.Empty(Server.To(Put));
        await menu.InvokeAsync(() => Microphone.OnLevel(0.01));
        Assert.Contains("Listening: say a few words", menu.Find("[data-testid=mic-state]").TextContent, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(6));
        await menu.InvokeAsync(() => Microphone.OnLevel(0.01));
        Assert.Contains("No sound comes in", menu.Find("[data-testid=mic-state]").TextContent, StringComparison.Ordinal);

        Browser.Setup<string?>("readSetting", "microphone").SetResult($"2026-11-24 {Lakeside.NurseId:N}");
        await menu.InvokeAsync(() => Microphone.OnLevel(0.4));
        menu.WaitForAssertion(() => Assert.Single(Server.To(Put)));
        Assert.Equal(["microphone", $"2026-11-24 {Lakeside.NurseId:N}"], Browser.Invocations["writeSetting"][^1].Arguments);
        Assert.Empty(menu.FindAll("[data-testid=mic-check]"));
        Mic.VerifyInvoke("stop");
    }

    [Theory]
    [InlineData("2026-11-24 0193aaaa000070008000000000000001", true)]
    [InlineData("2026-11-24 0193aaaa000070008000000000000001 without: no-device", true)]
    [InlineData("2026-11-23 0193aaaa000070008000000000000001", false)] // yesterday
    [InlineData("2026-11-24 0193aaaa000070008000000000000002", false)] // somebody else's headset
    [InlineData(null, false)]
    public async Task A_check_counts_for_one_day_and_one_person(string? kept, bool passed)
    {
        await SignInAsync();
        Browser.Setup<string?>("readSetting", "microphone").SetResult(kept);
        Assert.Equal(passed, await Microphone.PassedTodayAsync());
    }

    [Fact]
    public async Task A_denied_microphone_says_what_to_do_and_a_real_line_knows_no_way_around_it()
    {
        Server.Give("POST api/softphone/token", new SoftphoneToken("p", "n", Lakeside.Now.AddHours(1), Lakeside.Now.AddMinutes(50), "twilio", null));
        Mic.Setup<string?>("listen", _ => true).SetResult("31401");
        var menu = await WantsCallsAsync();
        menu.WaitForAssertion(() => Assert.Contains("Allow it beside the address bar", menu.Find("[data-testid=mic-state]").TextContent, StringComparison.Ordinal));
        Assert.Empty(menu.FindAll("[data-testid=mic-go-on]"));
    }

    private static readonly SoundDevice[] Ears = [new("default", "Default", "out"), new("e", "Earpiece", "out"), new("s", "Speaker", "box")];
    private static readonly SoundDevice[] Mouths = [new("a", "Built in", "box"), new("b", "Desk", "desk")];

    private async Task<IRenderedComponent<CallBar>> TalksAsync(params SoundDevice[] inputs)
    {
        await SignInAsync(call: Lakeside.Call());
        await Phone.StartAsync(Cancel);
        var bar = Render<CallBar>();
        Mic.Setup<SoundDevices?>("devices").SetResult(new SoundDevices(inputs, Ears));
        await bar.InvokeAsync(() => Phone.OnLineEvent("open", new LineEvent(null, null, null, null)));
        return bar;
    }

    private static Task HasAsync(IRenderedComponent<CallBar> bar, Microphone microphone, IReadOnlyList<SoundDevice> inputs, IReadOnlyList<SoundDevice> outputs) =>
        bar.InvokeAsync(() => microphone.OnDevices(new SoundDevices(inputs, outputs)));

    [Fact]
    public async Task A_headset_pulled_out_in_a_call_is_said_loudly_and_another_is_taken_by_the_line()
    {
        var bar = await TalksAsync([.. Mouths, new("c", "Headset", "head")]);
        await Microphone.ChooseAsync("c");
        Assert.Empty(bar.FindAll("[data-testid=device-lost]"));
        Mic.Setup<SoundDevices?>("devices").SetResult(new SoundDevices(Mouths, Ears));
        await HasAsync(bar, Microphone, Mouths, Ears);

        Assert.Contains("The call goes on.", bar.Find("[data-testid=device-lost] [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", Line.Invocations["useInput"][^1].Arguments[0]);
        Browser.VerifyInvoke("chime");
        await bar.Find("[data-testid=mic-device]").ChangeAsync(new() { Value = "b" });
        Assert.Equal("b", Line.Invocations["useInput"][^1].Arguments[0]);
        await bar.Find("[data-testid=device-lost-done]").ClickAsync(new());
        Assert.Empty(bar.FindAll("[data-testid=device-lost]"));
    }

    [Fact]
    public async Task A_microphone_nobody_speaks_into_may_go_in_a_call_without_a_word()
    {
        var bar = await TalksAsync(Mouths);
        await Microphone.ChooseAsync("b");
        await HasAsync(bar, Microphone, [Mouths[1]], Ears);
        Assert.Empty(bar.FindAll("[data-testid=device-lost]"));
    }

    [Fact]
    public async Task An_earpiece_pulled_out_in_a_call_is_said_and_what_to_do()
    {
        var bar = await TalksAsync(Mouths);
        await HasAsync(bar, Microphone, Mouths, [Ears[0] with { Group = "box" }, Ears[2]]);
        Assert.Contains("You may not hear the caller: your earpiece or speaker was unplugged.", bar.Find("[data-testid=ear-lost]").TextContent, StringComparison.Ordinal);
        Browser.VerifyInvoke("chime");
        await bar.Find("[data-testid=device-lost-done]").ClickAsync(new());
        Assert.Empty(bar.FindAll("[data-testid=ear-lost]"));
    }

    [Fact]
    public async Task Between_calls_a_headset_may_come_and_go_without_a_word()
    {
        await SignInAsync();
        await Phone.StartAsync(Cancel);
        await Microphone.OnDevices(new SoundDevices(Mouths, Ears));
        await Microphone.OnDevices(SoundDevices.None);
        Assert.False(Microphone.Lost || Microphone.EarLost);
    }

    [Fact]
    public async Task The_microphone_she_chose_is_the_lines_own_after_a_reload_and_after_a_break()
    {
        Browser.Setup<string?>("readSetting", "microphone-device").SetResult("b");
        await SignInAsync();
        Render<CallBar>();
        await Phone.StartAsync(Cancel);
        Assert.Equal("b", Line.VerifyInvoke("start").Arguments[4]);

        await Phone.StopAsync();
        await Phone.StartAsync(Cancel);
        Assert.Equal("b", Line.Invocations["start"][^1].Arguments[4]);
    }

    [Fact]
    public async Task Her_choice_is_kept_in_this_browser_and_taken_by_a_line_that_starts_later()
    {
        await SignInAsync();
        await Microphone.ChooseAsync("a");
        Assert.Equal(["microphone-device", "a"], Browser.Invocations["writeSetting"][^1].Arguments);
        await Phone.StartAsync(Cancel);
        Assert.Equal("a", Line.VerifyInvoke("start").Arguments[4]);
    }

    [Fact]
    public async Task A_chosen_microphone_that_is_not_here_is_said_and_taken_again_once_it_is()
    {
        Browser.Setup<string?>("readSetting", "microphone-device").SetResult("c");
        var bar = await TalksAsync(Mouths);
        Assert.Contains("The microphone you chose is not here", bar.Find("[data-testid=mic-missing]").TextContent, StringComparison.Ordinal);
        Assert.Empty(bar.FindAll("[data-testid=device-lost]"));
        Assert.Equal("", Microphone.Chosen);

        await HasAsync(bar, Microphone, [.. Mouths, new("c", "Headset", "head")], Ears);
        Assert.Empty(bar.FindAll("[data-testid=mic-missing]"));
        Assert.Equal("c", Line.Invocations["useInput"][^1].Arguments[0]);
    }

    [Theory]
    [InlineData("c", "c", true)]
    [InlineData("a", "c", false)]
    [InlineData("c", "", true)] // the one behind the browser's "default"
    [InlineData("a", "", false)]
    public void Only_the_device_in_use_is_missed(string goes, string chosen, bool lost)
    {
        SoundDevice[] before = [new("default", "Default", "head"), new("a", "Built in", "box"), new("c", "Headset", "head")];
        Assert.Equal(lost, SoundDevices.Lost(before, [.. before.Where(d => d.Id != goes)], chosen));
    }

    [Fact]
    public void Where_no_default_is_listed_the_first_is_the_one_in_use_and_a_hidden_list_tells_nothing()
    {
        Assert.True(SoundDevices.Lost(Mouths, [Mouths[1]], ""));
        Assert.False(SoundDevices.Lost(Mouths, [Mouths[0]], ""));
        Assert.False(SoundDevices.Lost([new("", "Microphone 1")], Mouths, ""));
        Assert.False(SoundDevices.Lost([], Mouths, "b"));
    }
}
