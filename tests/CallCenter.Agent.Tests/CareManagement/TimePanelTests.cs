using CallCenter.Agent.CareManagement;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.CareManagement;

public class TimePanelTests : ConsoleTest
{
    private static readonly string Link = $"POST api/calls/{Lakeside.CallId}/time/link";
    private static readonly string TimeOfCall = $"GET api/calls/{Lakeside.CallId}/time";

    private async Task<IRenderedComponent<TimePanel>> ShowAsync(bool proposed)
    {
        var entries = proposed ? Lakeside.Month.Entries : [];
        Server.Give(TimeOfCall, new CallTimeView(Lakeside.CallId, entries, false));
        Server.Give(Link, new CallTimeView(Lakeside.CallId, entries, true));
        await SignInAsync(call: Lakeside.Call("wrap-up"));
        return Render<TimePanel>(p => p.Add(t => t.CallId, Lakeside.CallId).Add(t => t.Card, Lakeside.Tess));
    }

    [Fact]
    public async Task Nothing_is_ticked_for_the_nurse_and_nothing_can_be_linked_until_she_ticks()
    {
        var panel = await ShowAsync(proposed: true);
        Assert.All(panel.FindAll("input[type=checkbox]"), box => Assert.False(box.HasAttribute("checked")));
        Assert.True(panel.Find("[data-testid=time-link]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Linking_sends_the_conditions_she_ticked()
    {
        var panel = await ShowAsync(proposed: true);
        await panel.FindAll("[data-testid=time-condition]")[0].ChangeAsync(new() { Value = true });
        await panel.Find("[data-testid=time-link]").ClickAsync(new());
        var sent = FakeServer.Read<LinkTimeRequest>(Server.To(Link).Single());
        Assert.Equal([Lakeside.Tess.Conditions[0].ConditionId], sent.ConditionIds);
        Assert.False(sent.NotCareManagement);
        Assert.Contains("✓ Decided", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_care_management_leaves_the_conditions_out()
    {
        var panel = await ShowAsync(proposed: true);
        await panel.FindAll("[data-testid=time-condition]")[0].ChangeAsync(new() { Value = true });
        await panel.Find("[data-testid=time-not]").ChangeAsync(new() { Value = true });
        await panel.Find("[data-testid=time-link]").ClickAsync(new());
        var sent = FakeServer.Read<LinkTimeRequest>(Server.To(Link).Single());
        Assert.Empty(sent.ConditionIds);
        Assert.True(sent.NotCareManagement);
    }

    [Fact]
    public async Task Before_time_is_proposed_she_can_say_what_the_call_was_for_and_a_push_brings_the_time()
    {
        var panel = await ShowAsync(proposed: false);
        Assert.True(panel.Find("[data-testid=time-link]").HasAttribute("disabled"));
        await panel.FindAll("[data-testid=time-condition]")[0].ChangeAsync(new() { Value = true });
        Assert.False(panel.Find("[data-testid=time-link]").HasAttribute("disabled"));
        Assert.Contains("Say now what the call was about", panel.Markup, StringComparison.Ordinal);

        await panel.InvokeAsync(() => Pushes.Receive(new CallTimeView(Lakeside.CallId, Lakeside.Month.Entries, false)));

        Assert.Contains("6:00", panel.Markup, StringComparison.Ordinal);
    }
}
