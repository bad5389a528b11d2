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
    public async Task A_supervisor_acknowledges_with_a_reason_and_it_stands_under_the_taken_ones_until_it_is_closed()
    {
        Server.Give(Acknowledge, Lakeside.Escalation("acknowledged") with { EscalationId = OverdueId });
        var page = await PageAsync("supervisor");
        Assert.True(page.FindAll("[data-testid=escalation-acknowledge]")[0].HasAttribute("disabled"));
        await page.FindAll("[data-testid=escalation-reason]")[0].InputAsync(new() { Value = "I reached Dr Marsh myself" });
        await page.FindAll("form")[0].SubmitAsync();
        Assert.Equal("I reached Dr Marsh myself", FakeServer.Read<EscalationCommand>(Server.To(Acknowledge).Single()).Reason);
        Assert.Single(page.FindAll("[data-testid=escalation-acknowledge]"));
        Assert.Contains("Taken, not closed yet 1", page.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=escalation]")[1].QuerySelectorAll("[data-testid=escalation-open-close]"));
    }

    [Fact]
    public async Task The_practices_manager_reads_them_and_reaches_neither_the_call_nor_an_act()
    {
        var page = await PageAsync("practice-manager");
        Assert.Equal(2, page.FindAll("[data-testid=escalation]").Count);
        Assert.Empty(page.FindAll("[data-testid=escalation] a, [data-testid=escalation] button"));
    }

    [Fact]
    public async Task A_nurse_sees_them_and_cannot_acknowledge_for_the_desk()
    {
        var page = await PageAsync("nurse");
        Assert.Equal(2, page.FindAll("[data-testid=escalation]").Count);
        Assert.Empty(page.FindAll("[data-testid=escalation-acknowledge]"));
    }

    [Fact]
    public async Task A_doctor_who_stops_our_texts_stands_on_the_supervisors_open_page_at_once()
    {
        var page = await PageAsync("supervisor");
        Assert.Empty(page.FindAll("[data-testid=texts-stopped]"));
        Server.Give("GET api/escalations/texts-stopped", new[] { new TextsStoppedView("lakeside", "Lakeside", "Amara Okafor, MD", Time.GetUtcNow()) });
        await page.InvokeAsync(() => Pushes.Receive(new TextsStoppedChanged("lakeside")));
        Assert.Contains("Amara Okafor, MD", page.Find("[data-testid=texts-stopped]").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<EscalationPanel>> PanelAsync(EscalationView one)
    {
        await SignInAsync();
        var watch = new EscalationWatch(Lakeside.CallId, Part<ServerApi>(), Pushes);
        Server.Give($"GET api/escalations?callId={Lakeside.CallId}", new[] { one });
        await watch.FetchAsync(Cancel);
        return Render<EscalationPanel>(p => p.Add(e => e.Watch, watch));
    }

    private static string To(string act) => $"POST api/escalations/{Lakeside.Escalation("paging").EscalationId}/{act}";

    [Fact]
    public async Task The_nurse_reads_who_was_paged_how_long_ago_and_who_is_next_and_when()
    {
        var panel = await PanelAsync(Lakeside.Escalation("paging"));
        Assert.Equal("Amara Okafor, MD paged by voice, attempt 1, 2 min ago", panel.Find("[data-testid=escalation-now]").TextContent);
        Assert.StartsWith("Ellen Marsh, MD · at 02:15 Central", panel.Find("[data-testid=escalation-next]").TextContent, StringComparison.Ordinal);
        Assert.Contains("may stay on the line", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_rings_now_once_and_says_so_when_the_telephone_still_rings()
    {
        Server.Give(To("ring-now"), Lakeside.Escalation("paging") with { Now = "Amara Okafor, MD paged by voice, attempt 2", AskedAt = Lakeside.Now });
        var panel = await PanelAsync(Lakeside.Escalation("paging"));
        await PressAsync("r");
        panel.WaitForAssertion(() => Assert.Contains("attempt 2, just now", panel.Find("[data-testid=escalation-now]").TextContent, StringComparison.Ordinal));
        Assert.Single(Server.To(To("ring-now")));
        Server.Refuse(To("ring-now"), 409, "escalation-still-ringing", "The telephone is ringing right now.");
        await PressAsync("R");
        panel.WaitForAssertion(() => Assert.Contains("ringing right now", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task G_goes_to_the_next_step_only_with_a_reason()
    {
        Server.Give(To("jump"), Lakeside.Escalation("paging"));
        var panel = await PanelAsync(Lakeside.Escalation("paging"));
        await PressAsync("g");
        Assert.True(panel.Find("[data-testid=escalation-jump]").HasAttribute("disabled"));
        await panel.Find("[data-testid=escalation-reason-text]").InputAsync(new() { Value = "in surgery" });
        await panel.Find("[data-testid=escalation-form]").SubmitAsync();
        Assert.Equal(new EscalationJump("backup", "in surgery"), FakeServer.Read<EscalationJump>(Server.To(To("jump")).Single()));
    }

    [Fact]
    public async Task T_says_who_has_it_or_that_she_asks_by_hand_and_shows_whom_to_dial()
    {
        Server.Give(To("take-over"), Lakeside.Escalation("asking") with { Now = "Maria Torres asks by hand." });
        var panel = await PanelAsync(Lakeside.Escalation("paging"));
        await PressAsync("t");
        Assert.Contains("Amara Okafor, MD · +1 512 555 0121", panel.Find("[data-testid=escalation-person]").TextContent, StringComparison.Ordinal);
        await panel.Find("[data-testid=escalation-reason-text]").InputAsync(new() { Value = "I dial myself" });
        await panel.Find("[data-testid=escalation-form]").SubmitAsync();
        Assert.Equal(new EscalationTakeOver(null, "I dial myself"), FakeServer.Read<EscalationTakeOver>(Server.To(To("take-over")).Single()));
        panel.WaitForAssertion(() => Assert.Equal("Asked by hand", panel.Find("[data-testid=escalation-state]").TextContent));
    }

    [Fact]
    public async Task A_step_that_should_have_happened_and_did_not_is_overdue_and_says_whom_to_dial()
    {
        var panel = await PanelAsync(Lakeside.Escalation("paging") with { NextAt = Lakeside.Now.AddMinutes(-2) });
        Assert.Equal("Overdue for 2:00.", panel.Find("[data-testid=escalation-overdue]").TextContent);
        Assert.Contains("+1 512 555 0122", panel.Find("[data-testid=dial-by-hand]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_practice_reads_how_long_people_took()
    {
        await SignInAsync();
        Server.Give("GET api/escalations/history?days=30", new EscalationHistory(30, [new("lakeside", "Lakeside Heart & Kidney", 12, 10, 2, 1, TimeSpan.FromSeconds(95), TimeSpan.FromMinutes(9))],
            [new(Guid.NewGuid(), Lakeside.CallId, "lakeside", "Lakeside Heart & Kidney", Lakeside.Zone, UrgencyName.Urgent, "On-call clinician phones back now", "closed", Lakeside.Now, false, "Ellen Marsh, MD", TimeSpan.FromSeconds(95), "rang her back")]));
        var page = Render<EscalationHistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("1:35", page.Find("[data-testid=history-practices]").TextContent, StringComparison.Ordinal));
        Assert.Contains("9:00", page.Find("[data-testid=history-practices]").TextContent, StringComparison.Ordinal);
        Assert.Contains("rang her back", page.Find("[data-testid=history-items]").TextContent, StringComparison.Ordinal);
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
