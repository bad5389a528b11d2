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

    [Fact]
    public async Task A_headset_pulled_out_in_a_call_is_said_loudly_and_another_is_taken_by_the_line()
    {
        await SignInAsync(call: Lakeside.Call());
        await Phone.StartAsync(Cancel);
        var bar = Render<CallBar>();
        Assert.Empty(bar.FindAll("[data-testid=device-lost]"));
        await bar.InvokeAsync(() => Phone.OnLineEvent("open", new LineEvent(null, null, null, null)));
        Mic.Setup<InputDevice[]?>("devices").SetResult([new("a", "Built in"), new("b", "Desk")]);
        await bar.InvokeAsync(() => Microphone.OnDevices([new("a", "Built in"), new("b", "Desk")], true));

        Assert.Contains("The call goes on.", bar.Find("[data-testid=device-lost] [role=alert]").TextContent, StringComparison.Ordinal);
        Browser.VerifyInvoke("chime");
        await bar.Find("[data-testid=mic-device]").ChangeAsync(new() { Value = "b" });
        Assert.Equal("b", Line.VerifyInvoke("useInput").Arguments[0]);
        await bar.Find("[data-testid=device-lost-done]").ClickAsync(new());
        Assert.Empty(bar.FindAll("[data-testid=device-lost]"));
    }

    [Fact]
    public async Task Between_calls_a_headset_may_come_and_go_without_a_word()
    {
        await SignInAsync();
        await Phone.StartAsync(Cancel);
        Microphone.OnDevices([], true);
        Assert.False(Microphone.Lost);
    }
}
