using CallCenter.Agent.Calls;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;
using Microsoft.AspNetCore.Components;

namespace CallCenter.Agent.Tests.Calls;

public class PastCallTests : ConsoleTest
{
    private static readonly PastCall Past = new(Lakeside.CallId, "lakeside", "Lakeside Heart & Kidney", Lakeside.Zone, Lakeside.Now.AddDays(-20), UrgencyName.Emergent, "closed", "P. Vega",
        null, TimeSpan.FromMinutes(3), null, "call-back not reached", null, false, 0);

    [Fact]
    public void The_nurses_comment_stands_with_the_call()
    {
        Server.Give($"GET api/calls/{Lakeside.CallId}", Lakeside.Call("closed") with { Comment = "Neighbour has the key." });
        var detail = Render<PastCallDetail>(p => p.Add(d => d.Is, Past));
        Assert.Equal("Neighbour has the key.", detail.Find("[data-testid=past-comment]").TextContent);
    }

    [Fact]
    public void Without_a_comment_there_is_no_heading_for_one()
    {
        Server.Give($"GET api/calls/{Lakeside.CallId}", Lakeside.Call("closed"));
        var detail = Render<PastCallDetail>(p => p.Add(d => d.Is, Past));
        Assert.DoesNotContain("comment", detail.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_call_of_an_alarm_is_opened_however_long_ago_it_was()
    {
        Server.Give($"GET api/calls/past?call={Lakeside.CallId}", new PastCalls(7, [Past], false));
        Server.Give($"GET api/calls/{Lakeside.CallId}", Lakeside.Call("closed"));
        await SignInAsync();
        Part<NavigationManager>().NavigateTo($"past-calls?call={Lakeside.CallId}");
        var page = Render<PastCallsPage>();
        page.Find("[data-testid=past-call-detail]");
        Assert.Contains("The call of an alarm", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_still_goes_on_is_shown_on_the_board()
    {
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        Server.Give($"GET api/calls/past?call={Lakeside.CallId}", new PastCalls(7, [], false));
        await SignInAsync();
        Part<NavigationManager>().NavigateTo($"past-calls?call={Lakeside.CallId}");
        Render<PastCallsPage>();
        Assert.EndsWith("/board", Part<NavigationManager>().Uri, StringComparison.Ordinal);
    }
}
