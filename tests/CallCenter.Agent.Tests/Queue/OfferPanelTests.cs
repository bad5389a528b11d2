using CallCenter.Agent.Queue;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Queue;

public class OfferPanelTests : ConsoleTest
{
    private static readonly string Accept = $"POST api/offers/{Lakeside.OfferId}/accept";
    private static readonly string Decline = $"POST api/offers/{Lakeside.OfferId}/decline";

    private async Task<IRenderedComponent<OfferPanel>> OfferedAsync(int seconds = 20)
    {
        Server.Give(Accept, new OfferAccepted(Lakeside.OfferId, Lakeside.CallId));
        Server.Give(Decline, new OfferEnded(Lakeside.OfferId, Lakeside.CallId, "declined"));
        Server.Give($"GET api/calls/{Lakeside.CallId}", Lakeside.Call());
        await SignInAsync();
        var panel = Render<OfferPanel>();
        await panel.InvokeAsync(() => Pushes.Receive(Lakeside.Offer(seconds)));
        return panel;
    }

    [Fact]
    public async Task The_countdown_runs_by_the_servers_clock()
    {
        var panel = await OfferedAsync(20);
        Assert.Contains("20 s left", panel.Find("[data-testid=offer-countdown]").TextContent, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromSeconds(8));
        panel.WaitForAssertion(() => Assert.Contains("12 s left", panel.Find("[data-testid=offer-countdown]").TextContent, StringComparison.Ordinal));

        Time.Advance(TimeSpan.FromSeconds(30));
        panel.WaitForAssertion(() => Assert.Contains("time is up", panel.Find("[data-testid=offer-countdown]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_focus_goes_to_accept_when_nobody_is_on_the_line()
    {
        await OfferedAsync();
        Assert.Equal("#offer-accept", Browser.VerifyInvoke("focus").Arguments[0]);
    }

    [Fact]
    public async Task The_focus_stays_with_the_caller_during_a_call()
    {
        await SignInAsync(call: Lakeside.Call());
        var panel = Render<OfferPanel>();
        await panel.InvokeAsync(() => Pushes.Receive(Lakeside.Offer(20)));
        panel.Find("[data-testid=offer]");
        Browser.VerifyNotInvoke("focus");
    }

    [Fact]
    public async Task Accepting_answers_the_server_then_connects_with_the_offer()
    {
        var panel = await OfferedAsync();

        await panel.Find("[data-testid=offer-accept]").ClickAsync(new());

        Assert.NotNull(Assert.Single(Server.To(Accept)).Key);
        var connected = Line.VerifyInvoke("connect").Arguments[0]!;
        Assert.Equal(Lakeside.OfferId.ToString(), connected.GetType().GetProperty("offer")!.GetValue(connected));
        Assert.Equal(Lakeside.CallId, Desk.Call!.CallId);
        Assert.Empty(panel.FindAll("[data-testid=offer]"));
    }

    [Fact]
    public async Task A_message_says_so_and_is_taken_without_joining_a_line()
    {
        Server.Give(Accept, new OfferAccepted(Lakeside.OfferId, Lakeside.CallId));
        Server.Give($"GET api/calls/{Lakeside.CallId}", Lakeside.Call("wrap-up"));
        await SignInAsync();
        var panel = Render<OfferPanel>();
        await panel.InvokeAsync(() => Pushes.Receive(Lakeside.Offer(20) with { Item = Lakeside.Waiting(48, id: Lakeside.CallId) with { Message = true } }));
        Assert.Contains("hear it, then ring back", panel.Find("[data-testid=offer-message]").TextContent, StringComparison.Ordinal);
        await panel.Find("[data-testid=offer-accept]").ClickAsync(new());
        Assert.Equal("wrap-up", Desk.Call!.State);
        Line.VerifyNotInvoke("connect");
    }

    [Fact]
    public async Task A_refused_accept_says_why_and_does_not_connect()
    {
        var panel = await OfferedAsync();
        Server.Refuse(Accept, 409, "offer-lapsed", "The offer is over. The call goes to the next nurse.");

        await panel.Find("[data-testid=offer-accept]").ClickAsync(new());

        Assert.Contains("The offer is over.", panel.Markup, StringComparison.Ordinal);
        Line.VerifyNotInvoke("connect");
    }

    [Fact]
    public async Task D_declines_and_only_while_an_offer_stands()
    {
        var panel = await OfferedAsync();
        await panel.InvokeAsync(() => PressAsync("d"));
        await panel.InvokeAsync(() => PressAsync("d"));
        Assert.Single(Server.To(Decline));
        Assert.Empty(panel.FindAll("[data-testid=offer]"));
    }

    [Fact]
    public async Task A_lapsed_offer_says_what_happened_and_what_to_do()
    {
        var panel = await OfferedAsync();
        await panel.InvokeAsync(() => Pushes.Receive(new OfferEnded(Lakeside.OfferId, Lakeside.CallId, "lapsed")));
        Assert.Contains("The offer lapsed", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Set yourself available", panel.Markup, StringComparison.Ordinal);
    }
}
