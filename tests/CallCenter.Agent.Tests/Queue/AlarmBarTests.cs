using CallCenter.Agent.Queue;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Queue;

public class AlarmBarTests : ConsoleTest
{
    private static readonly QueueAlarm Nobody = Alarm(UrgencyName.Routine, "Nobody answers this call. Take it yourself, or call a nurse in.", -180);
    private static readonly QueueAlarm Help = Alarm(UrgencyName.Emergent, "911 help in a call. Stand by.", -5);

    private static QueueAlarm Alarm(UrgencyName urgency, string what, int seconds) => new(Guid.NewGuid(), Guid.NewGuid(), "lakeside", urgency, what, Lakeside.Now.AddSeconds(seconds));

    private async Task<IRenderedComponent<AlarmBar>> BarAsync(params QueueAlarm[] open)
    {
        Browser.Setup<bool>("chime").SetResult(true);
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        Server.Give("GET api/alarms", open);
        foreach (var alarm in new[] { Nobody, Help }) Server.Give(Seen(alarm), new AlarmSeen(alarm.AlarmId));
        await SignInAsync();
        await Part<Alarms>().FetchAsync(Cancel);
        return Render<AlarmBar>();
    }

    private static string Seen(QueueAlarm alarm) => $"POST api/alarms/{alarm.AlarmId}/seen";

    [Fact]
    public async Task Without_an_alarm_there_is_nothing_to_see_or_hear()
    {
        var bar = await BarAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(bar.FindAll("[data-testid=alarms]"));
        Browser.VerifyNotInvoke("chime");
    }

    [Fact]
    public async Task Open_alarms_stand_with_shape_practice_words_age_and_the_way_to_the_call_the_most_urgent_first()
    {
        var bar = await BarAsync(Nobody, Help);
        var alarms = bar.FindAll("[data-testid=alarm]");
        Assert.Contains("▲", alarms[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Emergent", alarms[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Lakeside Heart & Kidney: Nobody answers this call.", alarms[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("02:11, 3 min ago", alarms[1].TextContent, StringComparison.Ordinal);
        Assert.Equal($"past-calls?call={Nobody.CallId}", alarms[1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_new_one_is_said_once_and_rung_at_once_and_then_every_ten_seconds_until_it_is_seen()
    {
        var bar = await BarAsync();
        await bar.InvokeAsync(() => Pushes.Receive(Help));
        Assert.Contains("Alarm, Emergent, Lakeside Heart & Kidney: 911 help in a call.", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Browser.VerifyInvoke("chime", 1);
        for (var second = 0; second < 21; second++) Time.Advance(TimeSpan.FromSeconds(1));
        Browser.VerifyInvoke("chime", 3);
        // The same push again, or a fetch that knows it, is nothing new.
        await bar.InvokeAsync(() => Pushes.Receive(Help));
        Browser.VerifyInvoke("chime", 3);

        await bar.Find("[data-testid=alarm-seen]").ClickAsync(new());
        Assert.Single(Server.To(Seen(Help)));
        Assert.Empty(bar.FindAll("[data-testid=alarms]"));
        Assert.Empty(bar.Find("[data-testid=alarm-said]").TextContent);
        Time.Advance(TimeSpan.FromMinutes(1));
        Browser.VerifyInvoke("chime", 3);
    }

    [Fact]
    public async Task The_focus_goes_to_the_next_alarm_and_after_the_last_to_the_work()
    {
        var bar = await BarAsync(Nobody, Help);
        await bar.Find("[data-testid=alarm-seen]").ClickAsync(new());
        await bar.Find("[data-testid=alarm-seen]").ClickAsync(new());
        Assert.Equal([$"#alarm-{Nobody.AlarmId:N}", "#main"], Browser.Invocations["focus"].Select(i => i.Arguments[0]));
    }

    [Fact]
    public async Task What_another_supervisor_has_seen_or_what_has_ended_goes_by_itself()
    {
        var bar = await BarAsync(Nobody, Help);
        await bar.InvokeAsync(() => Pushes.Receive(new AlarmSeen(Help.AlarmId)));
        Assert.Contains("Nobody answers", Assert.Single(bar.FindAll("[data-testid=alarm]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_that_does_not_reach_the_server_leaves_the_alarm_and_says_so()
    {
        var bar = await BarAsync(Help);
        Server.Refuse(Seen(Help), 404, "alarm-unknown", "There is no such alarm in your practices.");
        await bar.Find("[data-testid=alarm-seen]").ClickAsync(new());
        Assert.Contains("The alarm still stands. There is no such alarm", bar.Find(".trouble-line").TextContent, StringComparison.Ordinal);
        Assert.Single(bar.FindAll("[data-testid=alarm]"));
    }

    [Fact]
    public async Task After_a_time_without_the_server_they_are_asked_for_anew()
    {
        var bar = await BarAsync();
        Server.Give("GET api/alarms", new[] { Nobody });
        await bar.InvokeAsync(Pushes.Resume);
        bar.WaitForAssertion(() => Assert.Single(bar.FindAll("[data-testid=alarm]")));
    }

    [Fact]
    public async Task A_browser_that_lets_no_sound_out_says_what_to_do()
    {
        Browser.Setup<bool>("chime").SetResult(false);
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        Server.Give("GET api/alarms", new[] { Help });
        await SignInAsync();
        await Part<Alarms>().FetchAsync(Cancel);
        var bar = Render<AlarmBar>();
        bar.WaitForAssertion(() => Assert.Contains("Click anywhere", bar.Find("[data-testid=alarm-silent]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_nurse_has_none_and_asks_for_none()
    {
        await SignInAsync();
        await Part<Alarms>().FetchAsync(Cancel);
        Pushes.Receive(Help);
        Assert.Empty(Server.To("GET api/alarms"));
        Assert.Empty(Part<Alarms>().Open);
    }
}
