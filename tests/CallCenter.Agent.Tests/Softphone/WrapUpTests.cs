using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using Microsoft.AspNetCore.Components;

namespace CallCenter.Agent.Tests.Softphone;

public class WrapUpTests : ConsoleTest
{
    private static readonly string Finish = $"POST api/calls/{Lakeside.CallId}/wrap-up/finish";

    /// <summary>The push "closed" may overtake the answer, and takes the form off the screen while it waits.</summary>
    [Fact]
    public async Task Finishing_opens_the_closed_call_for_its_time_even_when_the_push_comes_first()
    {
        await SignInAsync(call: Lakeside.Call("wrap-up"));
        var bar = Render<CallBar>();
        Server.Answer(Finish, sent =>
        {
            _ = bar.InvokeAsync(() => Pushes.Receive(Lakeside.Call("closed")));
            return Lakeside.Call("closed");
        });
        await bar.Find("[data-testid=wrap-up-outcome]").ChangeAsync(new() { Value = "advised" });
        await bar.Find("[data-testid=finish-wrap-up]").ClickAsync(new());
        Assert.EndsWith($"/calls/{Lakeside.CallId}", Part<NavigationManager>().Uri, StringComparison.Ordinal);
    }
}
