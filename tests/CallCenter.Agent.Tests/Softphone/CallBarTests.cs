using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Softphone;

public class CallBarTests : ConsoleTest
{
    private static readonly string End = $"POST api/calls/{Lakeside.CallId}/end";
    private static readonly string Hold = $"PUT api/calls/{Lakeside.CallId}/hold";
    private static readonly string Finish = $"POST api/calls/{Lakeside.CallId}/wrap-up/finish";

    private async Task<IRenderedComponent<CallBar>> OnCallAsync(string state = "connected")
    {
        Server.Give(End, Lakeside.Call("wrap-up"));
        Server.Give(Hold, Lakeside.Call("on-hold"));
        Server.Give(Finish, Lakeside.Call("closed"));
        await SignInAsync(call: Lakeside.Call(state));
        return Render<CallBar>();
    }

    [Fact]
    public async Task One_key_never_ends_a_call()
    {
        var bar = await OnCallAsync();
        await bar.InvokeAsync(() => PressAsync("e"));
        await bar.InvokeAsync(() => PressAsync("e"));
        Assert.Empty(Server.To(End));
        Assert.Equal("#end-now", Browser.VerifyInvoke("focus").Arguments[0]);

        await bar.Find("[data-testid=end-call-confirm]").ClickAsync(new());

        Assert.Single(Server.To(End));
        Line.VerifyInvoke("disconnect");
        Assert.Equal("wrap-up", bar.Find("[data-testid=call-state]").GetAttribute("data-state"));
    }

    [Fact]
    public async Task Escape_stays_on_the_line()
    {
        var bar = await OnCallAsync();
        await bar.InvokeAsync(() => PressAsync("e"));
        await bar.InvokeAsync(() => PressAsync("Escape"));
        Assert.Empty(bar.FindAll("[data-testid=end-call-confirm]"));
        Assert.Empty(Server.To(End));
    }

    [Fact]
    public async Task O_holds_and_the_button_says_how_to_come_back()
    {
        var bar = await OnCallAsync();
        await bar.InvokeAsync(() => PressAsync("o"));
        Assert.True(FakeServer.Read<HoldRequest>(Server.To(Hold).Single()).OnHold);
        Assert.Contains("Back to the caller", bar.Find("[data-testid=hold]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", bar.Find("[data-testid=hold]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_refused_hold_is_said_in_words()
    {
        var bar = await OnCallAsync();
        Server.Refuse(Hold, 409, "caller-gone", "The caller has hung up. Press E to finish.");
        await bar.Find("[data-testid=hold]").ClickAsync(new());
        Assert.Contains("The caller has hung up.", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mute_works_only_while_the_line_is_open()
    {
        var bar = await OnCallAsync();
        await bar.InvokeAsync(() => PressAsync("m"));
        Line.VerifyNotInvoke("mute");
        await bar.InvokeAsync(() => Phone.OnLineEvent("open", new LineEvent(null, null, null, null)));
        await bar.InvokeAsync(() => PressAsync("m"));
        Assert.Equal(true, Line.VerifyInvoke("mute").Arguments[0]);
        Assert.Contains("Unmute", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_reload_or_on_another_computer_the_nurse_puts_her_line_back_with_the_offer_she_holds_the_call_by()
    {
        var bar = await OnCallAsync();
        Server.Give("GET api/work", new CurrentWork(Lakeside.Presence(PresenceState.OnCall), null, Lakeside.Call(), Lakeside.OfferId));
        await bar.Find("[data-testid=rejoin]").ClickAsync(new());
        Assert.Contains(Lakeside.OfferId.ToString(), Line.VerifyInvoke("connect").Arguments[0]?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_no_longer_hers_is_not_joined_and_she_is_told_why()
    {
        var bar = await OnCallAsync();
        Server.Give("GET api/work", new CurrentWork(Lakeside.Presence(PresenceState.Available), null, null));
        await bar.Find("[data-testid=rejoin]").ClickAsync(new());
        Line.VerifyNotInvoke("connect");
        Assert.Contains("You do not hold this call any more", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrap_up_ends_with_an_outcome_and_none_is_chosen_for_her()
    {
        var bar = await OnCallAsync("wrap-up");
        Assert.True(bar.Find("[data-testid=finish-wrap-up]").HasAttribute("disabled"));
        await bar.Find("[data-testid=wrap-up-outcome]").ChangeAsync(new() { Value = "escalated" });
        await bar.Find("[data-testid=finish-wrap-up]").ClickAsync(new());
        Assert.Equal("escalated", FakeServer.Read<FinishWrapUpRequest>(Server.To(Finish).Single()).Outcome);
        Assert.Equal("none", bar.Find("[data-testid=call-state]").GetAttribute("data-state"));
    }

    [Fact]
    public async Task Nine_opens_the_911_words_beside_the_controls()
    {
        var bar = await OnCallAsync();
        await bar.InvokeAsync(() => PressAsync("9"));
        Assert.Contains("stay on the line", bar.Find("#help-911-text").TextContent, StringComparison.OrdinalIgnoreCase);
        bar.Find("[data-testid=end-call]");
    }
}
