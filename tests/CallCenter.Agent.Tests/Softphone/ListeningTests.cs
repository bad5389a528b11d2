using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Softphone;

/// <summary>The supervisor here is the one who is signed in; the call is Grace's.</summary>
public class ListeningTests : ConsoleTest
{
    private static readonly Guid Place = Guid.Parse("0193aaaa-0000-7000-8000-0000000000e1");
    private static readonly string Begin = $"POST api/calls/{Lakeside.CallId}/listeners";
    private static readonly string Mode = $"PUT api/calls/{Lakeside.CallId}/listeners/{Place}";
    private static readonly string TakeOver = $"POST api/calls/{Lakeside.CallId}/listeners/{Place}/take-over";
    private static readonly Guid Grace = Guid.Parse("0193aaaa-0000-7000-8000-000000000002");

    private Listening Listening => Part<Listening>();

    private static CallView With(params ListenerView[] listeners) => Lakeside.Call() with { NurseId = Grace, NurseName = "Grace Lim", Listeners = listeners };

    private static ListenerView Hers(string mode, string state = "in-call") => new(Place, Lakeside.NurseId, "Maria Torres", mode, state);

    private async Task<IRenderedComponent<ListeningBar>> ListensAsync()
    {
        Server.Give("GET api/me", Lakeside.Nurse with { Role = "supervisor" });
        await SignInAsync(presence: PresenceState.Away);
        Server.Give(Begin, With(Hers("listen", "coming")));
        var bar = Render<ListeningBar>();
        Assert.Null(await bar.InvokeAsync(() => Listening.BeginAsync(Lakeside.CallId, Cancel)));
        await bar.InvokeAsync(() => Pushes.Receive(With(Hers("listen"))));
        return bar;
    }

    [Fact]
    public async Task It_begins_silent_here_as_well_as_in_the_network()
    {
        var bar = await ListensAsync();
        Assert.Contains(Place.ToString(), Line.VerifyInvoke("connect").Arguments[0]?.ToString(), StringComparison.Ordinal);
        Assert.Equal(true, Line.VerifyInvoke("mute").Arguments[0]);
        Assert.Contains("Listening to Grace Lim: nobody hears you", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_coaches_and_the_words_say_who_hears_her_only_when_the_network_says_so()
    {
        var bar = await ListensAsync();
        Server.Give(Mode, With(Hers("coach", "changing")));
        await bar.InvokeAsync(() => PressAsync("2"));
        Assert.Equal("coach", FakeServer.Read<ListeningRequest>(Server.To(Mode).Single()).Mode);
        Assert.Equal(false, Line.Invocations["mute"][^1].Arguments[0]);
        Assert.Contains("speak when it is done", bar.Markup, StringComparison.Ordinal);
        await bar.InvokeAsync(() => Pushes.Receive(With(Hers("coach"))));
        Assert.Contains("Coaching Grace Lim: she alone hears you", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_the_networks_word_has_overtaken_does_not_set_the_bar_back()
    {
        var bar = await ListensAsync();
        Server.Give(Mode, With(Hers("coach", "changing")));
        Server.Give($"GET api/calls/{Lakeside.CallId}", With(Hers("coach")));
        var slow = Server.Hold(Mode);
        var change = bar.InvokeAsync(() => Listening.ChangeAsync("coach", Cancel));
        await bar.InvokeAsync(() => Pushes.Receive(With(Hers("coach"))));
        slow.SetResult();
        Assert.Null(await change);
        Assert.Equal(("coach", "in-call"), (Listening.Own?.Mode, Listening.Own?.State));
        Assert.Contains("Coaching Grace Lim: she alone hears you", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coach_whose_nurse_is_gone_is_muted_and_told_so()
    {
        var bar = await ListensAsync();
        Server.Give(Mode, With(Hers("coach", "changing")));
        await bar.InvokeAsync(() => PressAsync("2"));
        await bar.InvokeAsync(() => Pushes.Receive(With(Hers("listen", "changing"))));
        Assert.Equal(true, Line.Invocations["mute"][^1].Arguments[0]);
        Assert.Contains("The nurse’s line dropped. You listen now and nobody hears you", bar.Find("[data-testid=listening-note]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_call_is_over_her_line_goes_and_she_is_told_why()
    {
        var bar = await ListensAsync();
        var over = With() with { State = "wrap-up", Timeline = [new CallEventView(Lakeside.Now, "listening-ended", "Supervisor Maria Torres has left the call (the call is over).", "Maria Torres")] };
        await bar.InvokeAsync(() => Pushes.Receive(over));
        Line.VerifyInvoke("disconnect");
        Assert.Contains("You do not listen any more. Supervisor Maria Torres has left the call (the call is over).", bar.Markup, StringComparison.Ordinal);
        Assert.Empty(bar.FindAll("[data-testid=listening]"));
    }

    [Fact]
    public async Task One_key_never_takes_a_call_over_and_when_it_is_hers_it_is_on_her_desk()
    {
        var bar = await ListensAsync();
        var taken = With() with { NurseId = Lakeside.NurseId };
        Server.Give(TakeOver, taken);
        Server.Give($"GET api/calls/{Lakeside.CallId}", taken);
        await bar.InvokeAsync(() => PressAsync("4"));
        await bar.InvokeAsync(() => PressAsync("4"));
        Assert.Empty(Server.To(TakeOver));
        await bar.Find("[data-testid=take-over-confirm]").ClickAsync(new());
        Assert.Single(Server.To(TakeOver));
        Assert.Equal(Lakeside.CallId, Desk.Call?.CallId);
        Assert.Equal(false, Line.Invocations["mute"][^1].Arguments[0]);
        Line.VerifyNotInvoke("disconnect");
    }

    [Fact]
    public async Task Whoever_is_in_a_colleagues_call_takes_none_of_her_own()
    {
        await ListensAsync();
        Assert.Contains("Stop listening first", await Part<CallCenter.Agent.Presence.OwnPresence>().ChooseAsync(PresenceState.Available, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nurse_sees_who_else_is_in_her_call()
    {
        await SignInAsync(call: Lakeside.Call() with { Listeners = [new ListenerView(Place, Grace, "Helen Brandt", "coach", "in-call")] });
        Assert.Contains("Supervisor Helen Brandt speaks to you; the caller does not hear her", Render<CallBar>().Find("[data-testid=listener]").TextContent, StringComparison.Ordinal);
    }
}
