using CallCenter.Agent.CareManagement;
using CallCenter.Agent.EhrDelivery;
using CallCenter.Agent.Escalation;
using CallCenter.Agent.Presence;
using CallCenter.Agent.Queue;
using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Triage;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Shell;

/// <summary>Answers and pushes come by two ways. A push that arrives while an answer is on its way is never hidden by that answer.</summary>
public class OvertakenTests : ConsoleTest
{
    private static readonly string OfCall = $"GET api/escalations?callId={Lakeside.CallId}";

    /// <summary>The server has written its answer; before it is here, the pushes are.</summary>
    private async Task OvertakeAsync(string route, Func<Task> ask, Action pushed)
    {
        var slow = Server.Hold(route);
        var asked = ask();
        pushed();
        slow.SetResult();
        await asked;
    }

    [Fact]
    public async Task An_escalation_that_was_taken_while_the_list_was_on_its_way_is_shown_as_taken()
    {
        using var watch = new EscalationWatch(Lakeside.CallId, Part<ServerApi>(), Pushes);
        var other = Lakeside.Escalation("paging") with { EscalationId = Guid.NewGuid() };
        Server.Give(OfCall, new[] { other, Lakeside.Escalation("paging") });
        await OvertakeAsync(OfCall, () => watch.FetchAsync(Cancel), () => Pushes.Receive(Lakeside.Escalation("acknowledged")));
        Assert.Equal([other.EscalationId, Lakeside.Escalation("").EscalationId], watch.All.Select(e => e.EscalationId));
        Assert.Equal(["paging", "acknowledged"], watch.All.Select(e => e.State));
    }

    [Fact]
    public async Task An_escalation_that_was_armed_while_the_list_was_on_its_way_is_not_lost()
    {
        using var watch = new EscalationWatch(Lakeside.CallId, Part<ServerApi>(), Pushes);
        Server.Give(OfCall, Array.Empty<EscalationView>());
        await OvertakeAsync(OfCall, () => watch.FetchAsync(Cancel), () => Pushes.Receive(Lakeside.Escalation("paging")));
        Assert.False(watch.IsAnswered);
    }

    [Fact]
    public async Task A_list_that_nothing_overtook_takes_the_place_of_the_known_one()
    {
        using var watch = new EscalationWatch(Lakeside.CallId, Part<ServerApi>(), Pushes);
        Pushes.Receive(Lakeside.Escalation("paging"));
        Server.Give(OfCall, new[] { Lakeside.Escalation("closed") });
        await watch.FetchAsync(Cancel);
        Assert.Equal("closed", Assert.Single(watch.All).State);
    }

    [Fact]
    public async Task The_page_of_escalations_shows_what_was_pushed_over_the_older_list_and_over_the_older_answer_to_a_command()
    {
        var ringNow = $"POST api/escalations/{Lakeside.Escalation("").EscalationId}/ring-now";
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        Server.Give("GET api/escalations", new[] { Lakeside.Escalation("armed") });
        Server.Give("GET api/escalations/texts-stopped", Array.Empty<TextsStoppedView>());
        Server.Give(ringNow, Lakeside.Escalation("paging"));
        await SignInAsync();
        var slow = Server.Hold("GET api/escalations");
        var page = Render<EscalationsPage>();
        Pushes.Receive(Lakeside.Escalation("paging"));
        slow.SetResult();
        page.WaitForAssertion(() => Assert.NotEmpty(Server.To("GET api/escalations/texts-stopped")));
        page.WaitForElement("[data-testid=escalation-ring-now]");

        await OvertakeAsync(ringNow, () => page.Find("[data-testid=escalation-ring-now]").ClickAsync(new()), () => Pushes.Receive(Lakeside.Escalation("acknowledged")));
        page.WaitForAssertion(() => Assert.Contains("Taken, not closed yet 1", page.Find("h2").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_delivery_that_arrived_while_the_list_was_on_its_way_is_shown_as_arrived()
    {
        var route = $"GET api/calls/{Lakeside.CallId}/deliveries";
        Server.Give(route, new[] { Lakeside.Delivery("queued"), Lakeside.Delivery("needs-person") with { DeliveryId = Guid.NewGuid() } });
        var slow = Server.Hold(route);
        var panel = Render<DeliveryPanel>(p => p.Add(d => d.CallId, Lakeside.CallId));
        Pushes.Receive(Lakeside.Delivery("acknowledged"));
        slow.SetResult();
        panel.WaitForElement("[data-state=needs-person]");
        Assert.Equal(["acknowledged", "needs-person"], panel.FindAll("[data-testid=delivery-state]").Select(s => s.GetAttribute("data-state")));
    }

    /// <summary>The second question is put only when the first is answered, so its answer is the last one shown.</summary>
    [Fact]
    public async Task A_page_that_asks_anew_at_every_push_ends_with_the_newest_answer()
    {
        var route = "GET api/deliveries?state=needs-person";
        Server.Give(route, new[] { Lakeside.Delivery("needs-person") });
        await SignInAsync();
        var slow = Server.Hold(route);
        var page = Render<DeliveriesPage>();
        Pushes.Receive(Lakeside.Delivery("acknowledged"));
        Pushes.Receive(Lakeside.Delivery("acknowledged"));
        Assert.Single(Server.To(route));

        slow.SetResult();
        page.WaitForAssertion(() => Assert.Equal(2, Server.To(route).Count()));
    }

    [Fact]
    public async Task The_minutes_of_a_call_stay_as_they_were_pushed()
    {
        var route = $"GET api/calls/{Lakeside.CallId}/time";
        Server.Give(route, new CallTimeView(Lakeside.CallId, [], false));
        await SignInAsync(call: Lakeside.Call("wrap-up"));
        var slow = Server.Hold(route);
        var panel = Render<TimePanel>(p => p.Add(t => t.CallId, Lakeside.CallId).Add(t => t.Card, Lakeside.Tess));
        Pushes.Receive(new CallTimeView(Lakeside.CallId, Lakeside.Month.Entries, true));
        var drawn = panel.RenderCount;
        slow.SetResult();
        panel.WaitForState(() => panel.RenderCount > drawn);
        Assert.Contains("✓ Decided", panel.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_clinicians_answer_is_not_hidden_by_the_older_list_or_by_the_answer_to_the_request(bool list)
    {
        var (open, agreed) = (CoSign("open"), CoSign("agreed"));
        var ask = $"POST api/triage/{open.SessionId}/co-signs";
        Server.Give("GET api/co-signs", new[] { open });
        Server.Give(ask, open);
        await SignInAsync();
        var coSigns = Part<CoSigns>();
        await (list
            ? OvertakeAsync("GET api/co-signs", () => coSigns.FetchAsync(Cancel), () => Pushes.Receive(agreed))
            : OvertakeAsync(ask, () => coSigns.AskAsync(open.SessionId, new AskCoSignRequest("see_24h", "other", "Weight is stable.")), () => Pushes.Receive(agreed)));
        Assert.Equal("agreed", coSigns.Mine(open.SessionId)?.State);
    }

    [Fact]
    public async Task An_offer_made_while_her_desk_is_read_anew_is_shown_and_so_is_what_she_is_now()
    {
        await SignInAsync();
        await OvertakeAsync("GET api/work", () => Desk.FetchAsync(Lakeside.NurseId, Cancel), () =>
        {
            Pushes.Receive(Lakeside.Presence(PresenceState.Offered));
            Pushes.Receive(Lakeside.Offer(20));
        });
        Assert.Equal(Lakeside.OfferId, Desk.Offer?.OfferId);
        Assert.Equal(PresenceState.Offered, Desk.Presence?.State);
    }

    [Fact]
    public async Task An_offer_that_ended_while_her_desk_was_read_anew_is_not_shown_again()
    {
        await SignInAsync(offer: Lakeside.Offer(20), presence: PresenceState.Offered);
        await OvertakeAsync("GET api/work", () => Desk.FetchAsync(Lakeside.NurseId, Cancel), () => Pushes.Receive(new OfferEnded(Lakeside.OfferId, Lakeside.CallId, "lapsed")));
        Assert.Null(Desk.Offer);
    }

    [Fact]
    public async Task A_call_offered_the_moment_she_goes_available_leaves_her_offered()
    {
        await SignInAsync(presence: PresenceState.OnCall);
        Server.Give("PUT api/presence", Lakeside.Presence(PresenceState.Available));
        await OvertakeAsync("PUT api/presence", () => Part<OwnPresence>().ChooseNextAsync(away: false, Cancel), () => Pushes.Receive(Lakeside.Presence(PresenceState.Offered)));
        Assert.Equal(PresenceState.Offered, Desk.Presence?.State);
    }

    [Fact]
    public async Task An_alarm_that_was_seen_while_the_list_was_on_its_way_does_not_come_back_and_a_new_one_is_not_lost()
    {
        var (old, now) = (Alarm(), Alarm());
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        Server.Give("GET api/alarms", new[] { old });
        await SignInAsync();
        await OvertakeAsync("GET api/alarms", () => Part<Alarms>().FetchAsync(Cancel), () =>
        {
            Pushes.Receive(new AlarmSeen(old.AlarmId));
            Pushes.Receive(now);
        });
        Assert.Equal([now], Part<Alarms>().Open);
    }

    /// <summary>Back on the link: what was pushed meanwhile is lost, and whatever is on the screen is asked for anew.</summary>
    [Fact]
    public async Task The_board_reads_the_open_escalations_anew_when_the_link_is_back()
    {
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        Server.Give("GET api/queue", new QueueSnapshot(1, []));
        Server.Give("GET api/escalations", new[] { Lakeside.Escalation("paging", overdue: true) });
        await SignInAsync();
        var board = Render<BoardPage>();
        board.WaitForAssertion(() => Assert.Contains("1 open", board.Markup, StringComparison.Ordinal));

        Server.Give("GET api/escalations", Array.Empty<EscalationView>());
        Pushes.Resume();
        board.WaitForAssertion(() => Assert.Contains("0 open", board.Markup, StringComparison.Ordinal));
    }

    private static QueueAlarm Alarm() => new(Guid.NewGuid(), Lakeside.CallId, "lakeside", UrgencyName.Urgent, "Nobody answers this call.", Lakeside.Now);

    private static CoSignView CoSign(string state) => new(
        Guid.Parse("0193aaaa-0000-7000-8000-0000000000f7"), TriageBackend.SessionId, Lakeside.CallId, "lakeside", "Lakeside Heart & Kidney", Lakeside.Zone, Lakeside.NurseId,
        "Maria Torres", Lakeside.Now, "ems", "Call 911 now", "see_24h", "Be seen within 24 hours", "other", "Weight is stable.", state, null, null, null);
}
