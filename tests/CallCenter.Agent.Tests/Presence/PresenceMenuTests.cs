using CallCenter.Agent.Presence;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Presence;

/// <summary>In a call her presence follows from it; what she is afterwards is hers to say.</summary>
public class PresenceMenuTests : ConsoleTest
{
    private const string Put = "PUT api/presence";

    private static PresenceView OnCall(bool awayNext) => Lakeside.Presence(PresenceState.OnCall) with { AwayNext = awayNext };

    [Fact]
    public async Task In_a_call_she_says_by_keyboard_that_she_is_away_afterwards_and_takes_it_back()
    {
        await SignInAsync(call: Lakeside.Call(), presence: PresenceState.OnCall);
        var menu = Render<PresenceMenu>();
        await menu.InvokeAsync(() => PressAsync("F2"));
        Assert.Equal("#presence-first", Browser.Invocations["focus"][^1].Arguments[0]);
        Assert.Equal(("true", "false"), Pressed(menu));
        Assert.Empty(menu.FindAll("[data-testid=presence-offline]"));

        Server.Give(Put, OnCall(awayNext: true));
        await menu.Find("[data-testid=presence-away-next]").ClickAsync(new());
        Assert.Equal(PresenceState.Away, FakeServer.Read<PresenceRequest>(Server.To(Put).Single()).State);
        Assert.Equal("On a call, away next", menu.Find("[data-testid=presence-state]").TextContent);

        await menu.InvokeAsync(() => PressAsync("F2"));
        Assert.Equal(("false", "true"), Pressed(menu));
        Server.Give(Put, OnCall(awayNext: false));
        await menu.Find("[data-testid=presence-available-next]").ClickAsync(new());
        Assert.Equal(PresenceState.Available, FakeServer.Read<PresenceRequest>(Server.To(Put).Last()).State);
        Assert.Equal("On a call", menu.Find("[data-testid=presence-state]").TextContent);
        // Her telephone and her microphone are in use: neither is started nor checked anew.
        Assert.Empty(Server.To("POST api/softphone/token"));
    }

    [Fact]
    public async Task After_a_reload_it_still_stands()
    {
        await SignInAsync(call: Lakeside.Call());
        Server.Give("GET api/work", new CurrentWork(OnCall(awayNext: true), null, Lakeside.Call()));
        await Desk.FetchAsync(Lakeside.NurseId, Cancel);
        Assert.Equal("On a call, away next", Render<PresenceMenu>().Find("[data-testid=presence-state]").TextContent);
    }

    private static (string?, string?) Pressed(IRenderedComponent<PresenceMenu> menu) =>
        (menu.Find("[data-testid=presence-available-next]").GetAttribute("aria-pressed"), menu.Find("[data-testid=presence-away-next]").GetAttribute("aria-pressed"));
}
