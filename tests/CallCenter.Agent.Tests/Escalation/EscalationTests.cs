using CallCenter.Agent.Escalation;
using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Escalation;

public class EscalationTests : ConsoleTest
{
    private static readonly Guid OverdueId = Guid.Parse("0193aaaa-0000-7000-8000-0000000000e2");
    private static readonly string Acknowledge = $"POST api/escalations/{OverdueId}/acknowledge";

    private async Task<IRenderedComponent<EscalationsPage>> PageAsync(string role)
    {
        Server.Give("GET api/me", Lakeside.Nurse with { Role = role });
        Server.Give("GET api/escalations", new[] { Lakeside.Escalation("paging"), Lakeside.Escalation("last-resort", true) with { EscalationId = OverdueId } });
        await SignInAsync();
        return Render<EscalationsPage>();
    }

    [Fact]
    public async Task The_overdue_stand_first_and_say_to_send_the_caller_to_the_emergency_department()
    {
        var page = await PageAsync("supervisor");
        var first = page.FindAll("[data-testid=escalation]")[0];
        Assert.Equal(OverdueId.ToString(), first.GetAttribute("data-escalation"));
        Assert.Contains("go to the emergency department now", first.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_acknowledges_with_a_reason_and_the_row_leaves_the_open_ones()
    {
        Server.Give(Acknowledge, Lakeside.Escalation("acknowledged") with { EscalationId = OverdueId });
        var page = await PageAsync("supervisor");
        Assert.True(page.FindAll("[data-testid=escalation-acknowledge]")[0].HasAttribute("disabled"));
        await page.FindAll("[data-testid=escalation-reason]")[0].InputAsync(new() { Value = "I reached Dr Marsh myself" });
        await page.FindAll("form")[0].SubmitAsync();
        Assert.Equal("I reached Dr Marsh myself", FakeServer.Read<EscalationCommand>(Server.To(Acknowledge).Single()).Reason);
        Assert.Single(page.FindAll("[data-testid=escalation]"));
    }

    [Fact]
    public async Task A_nurse_sees_them_and_cannot_acknowledge_for_the_desk()
    {
        var page = await PageAsync("nurse");
        Assert.Equal(2, page.FindAll("[data-testid=escalation]").Count);
        Assert.Empty(page.FindAll("[data-testid=escalation-acknowledge]"));
    }

    [Fact]
    public async Task An_acknowledgement_is_shown_live()
    {
        await SignInAsync();
        using var watch = new EscalationWatch(Lakeside.CallId, Part<ServerApi>(), Pushes);
        Server.Give($"GET api/escalations?callId={Lakeside.CallId}", new[] { Lakeside.Escalation("paging") });
        await watch.FetchAsync(Cancel);
        var panel = Render<EscalationPanel>(p => p.Add(e => e.Watch, watch));
        Assert.False(watch.IsAnswered);

        await panel.InvokeAsync(() => Pushes.Receive(Lakeside.Escalation("acknowledged")));

        Assert.Equal("acknowledged", panel.Find("[data-testid=escalation-state]").GetAttribute("data-state"));
        Assert.Contains("Ellen Marsh, MD at 02:14", panel.Markup, StringComparison.Ordinal);
        Assert.True(watch.IsAnswered);
    }
}
