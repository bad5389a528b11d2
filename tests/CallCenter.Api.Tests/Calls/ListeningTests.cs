using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>A supervisor in a call: silent first, heard by whom she chooses, seen by whom the site chooses, and never the end of it.</summary>
public sealed class ListeningTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private TestNetwork _network = null!;
    private CallCenterApp _app = null!;
    private TestTwilio _twilio = null!;
    private HttpClient _maria = null!, _helen = null!;
    private TalkingCall _talk = null!;
    private CallOnTheLine _caller = null!;
    private CallView _call = null!;

    public ValueTask InitializeAsync() => BeginAsync();

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        _helen.Dispose();
        await _app.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task She_begins_silent_and_the_network_is_told_each_time_who_hears_her()
    {
        var (hers, sid) = await ListensAsync(_helen);
        Assert.Equal(("Helen Brandt", "listen", "in-call"), Shown(await ViewAsync(_maria)));

        await ModeAsync(_helen, hers, "coach");
        var coaching = await _network.WasAskedAsync(sid, o => o["Coaching"] == "true");
        Assert.Equal(("false", _talk.NurseSid), (coaching["Muted"], coaching["CallSidToCoach"]));
        await ShownAsync("coach");
        await ModeAsync(_helen, hers, "join");
        await _network.WasAskedAsync(sid, o => o["Muted"] == "false" && o["Coaching"] == "false");
        await ShownAsync("join");
        await ModeAsync(_helen, hers, "listen");
        await _network.WasAskedAsync(sid, o => o["Muted"] == "true");
        await ShownAsync("listen");
        Assert.Equal("connected", (await ViewAsync(_maria)).State);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await PostAsync(_helen, $"listeners/{hers}/stop");
        await _network.WasAskedAsync(sid, o => o["Status"] == "completed");
        var over = await ViewAsync(_maria);
        Assert.Empty(over.Listeners);
        Assert.Empty(over.Parties);
        Assert.Equal(["listening", "coaching", "joined-in", "listening", "listening-ended"], over.Timeline.Select(e => e.Kind).Where(k => k is "coaching" or "joined-in" || k.StartsWith("listening", StringComparison.Ordinal)));
        Assert.All(over.Timeline.Where(e => e.Kind.StartsWith("listening", StringComparison.Ordinal)), e => Assert.Equal("Helen Brandt", e.Actor));
        Assert.Equal(["listening-ended", "listening-mode", "listening-mode", "listening-mode", "listening-started"], (await AuditedAsync()).Order());
        await LeavesAsync(sid);
        Assert.Equal(("connected", true, true), await StandAsync());
    }

    [Fact]
    public async Task Until_the_network_has_done_it_nobody_is_told_that_it_is_so_and_a_repeated_callback_does_not_say_it()
    {
        _network.Answers = o => o["Muted"] is null ? 200 : 503;
        var (hers, sid) = await ListensAsync(_helen);
        await ModeAsync(_helen, hers, "join");
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", sid);
        Assert.Equal(("Helen Brandt", "join", "changing"), Shown(await ViewAsync(_maria)));
        Assert.DoesNotContain((await ViewAsync(_maria)).Timeline, e => e.Kind == "joined-in");

        _network.Answers = _ => 200;
        await UntilAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(6));
            return (await ViewAsync(_maria)).Listeners is [{ State: "in-call" }];
        });
    }

    [Fact]
    public async Task A_coach_goes_with_the_call_to_the_next_nurse()
    {
        using var grace = await _app.SignInAsync("nurse2@demo");
        var (hers, sid) = await ListensAsync(_helen);
        await ModeAsync(_helen, hers, "coach");
        await _network.WasAskedAsync(sid, o => o["CallSidToCoach"] == _talk.NurseSid);

        await AvailableAsync(grace);
        (await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/hand-over", new HandOverRequest(null, "Ask about the water pill"))).Dispose();
        var offer = (await grace.GetFromJsonAsync<CurrentWork>("api/work"))!.Offer!;
        (await grace.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var next = await _twilio.ConnectsAsync(grace, ("offer", offer.OfferId.ToString()));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", next.Sid);

        await _network.WasAskedAsync(sid, o => o["CallSidToCoach"] == next.Sid);
        await LeavesAsync(_talk.NurseSid);
        await ShownAsync("coach", grace);
    }

    [Fact]
    public async Task A_coach_whose_nurse_drops_listens_is_told_so_and_goes_when_the_call_has_no_nurse()
    {
        var (hers, sid) = await ListensAsync(_helen);
        await ModeAsync(_helen, hers, "coach");
        await _network.WasAskedAsync(sid, o => o["Coaching"] == "true");

        await LeavesAsync(_talk.NurseSid);
        await _network.WasAskedAsync(sid, o => o["Muted"] == "true");
        Assert.Contains((await ViewAsync(_helen)).Timeline, e => e.Kind == "coaching-dropped" && e.What.Contains("coaches nobody", StringComparison.Ordinal));
        await RefusedAsync("listening-nobody-to-coach", await _helen.PutAsJsonAsync($"api/calls/{_call.CallId}/listeners/{hers}", new ListeningRequest("coach")));

        // The caller was moved out and the conference ended; her leg lives and waits for them, silent.
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", sid);
        var waits = await _twilio.AskAsync($"/twilio/listener/left?id={hers:N}", ("CallSid", sid), ("DialCallStatus", "answered"));
        Assert.Equal("true", waits.Verb("Conference")!.Attribute("muted")!.Value);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", sid);
        Assert.Equal(("Helen Brandt", "listen", "in-call"), Shown(await ViewAsync(_helen)));

        _clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await ViewAsync(_helen)).State == "queued");
        Assert.Empty((await ViewAsync(_helen)).Listeners);
        await _network.WasAskedAsync(sid, o => o["Status"] == "completed");
        Assert.Contains("Hangup", (await _twilio.AskAsync($"/twilio/listener/left?id={hers:N}", ("CallSid", sid), ("DialCallStatus", "completed"))).Verbs);
    }

    [Fact]
    public async Task When_the_nurse_drops_while_the_supervisor_talks_with_the_caller_nobody_is_moved_and_the_call_becomes_hers()
    {
        var (hers, sid) = await ListensAsync(_helen);
        await ModeAsync(_helen, hers, "join");
        await ShownAsync("join");
        var moves = Moves();
        await LeavesAsync(_talk.NurseSid);
        Assert.Equal(("connected", false, true), await StandAsync());

        _clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await ViewAsync(_helen)).NurseId == await SelfAsync(_helen));
        Assert.Equal(("connected", true, true), await StandAsync());
        Assert.Equal(PresenceState.NotResponding, (await WorkAsync(_maria)).Presence.State);
        await _network.WasAskedAsync("caller", o => o["AnnounceUrl"] is not null);
        Assert.Equal(moves, Moves());

        int Moves() => _network.Orders.Count(o => o.Who == _caller.Sid);
    }

    [Fact]
    public async Task She_takes_the_call_over_with_all_that_was_entered_and_the_nurse_is_free()
    {
        var session = (await (await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { })).Content.ReadFromJsonAsync<TriageSessionView>())!;
        (await _maria.PutAsJsonAsync($"api/triage/{session.SessionId}/draft", new DraftRequest("Gained four pounds."))).Dispose();
        var (hers, sid) = await ListensAsync(_helen);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await PostAsync(_helen, $"listeners/{hers}/take-over");

        var taken = await ViewAsync(_helen);
        Assert.Equal((await SelfAsync(_helen), "connected", true), (taken.NurseId, taken.State, taken.NurseJoined));
        Assert.Empty(taken.Listeners);
        Assert.Equal((PresenceState.Available, PresenceState.OnCall), ((await WorkAsync(_maria)).Presence.State, (await WorkAsync(_helen)).Presence.State));
        Assert.Equal((null, _call.CallId), ((await WorkAsync(_maria)).Call?.CallId, (await WorkAsync(_helen)).Call!.CallId));
        await _network.WasAskedAsync(sid, o => o["Muted"] == "false" && o["Coaching"] == "false");
        await _network.WasAskedAsync(_talk.NurseSid, o => o["Status"] == "completed");
        var said = await _network.WasAskedAsync("caller", o => o["AnnounceUrl"] is not null);
        var words = await _twilio.AskAsync(Heard.Path(said["AnnounceUrl"]!), ("CallSid", _caller.Sid));
        Assert.Equal("Another nurse goes on with you from here, and she knows what you have told us.", words.Text);

        var opened = (await (await _helen.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { })).Content.ReadFromJsonAsync<TriageSessionView>())!;
        Assert.Equal((session.SessionId, "Gained four pounds."), (opened.SessionId, opened.DraftNote));
        Assert.IsType<Resumed>(TriageEventJson.ReadLog(opened.EventsJson)[^1]);

        // The former nurse's line goes, late and twice; the supervisor's own line is the call's now.
        await LeavesAsync(_talk.NurseSid);
        await LeavesAsync(_talk.NurseSid);
        Assert.Equal(("connected", true, true), await StandAsync());
        await LeavesAsync(sid);
        Assert.Equal(("connected", false, false), await StandAsync());
        Assert.Contains((await ViewAsync(_helen)).Timeline, e => e.Kind == "nurse-dropped");
        var back = await _twilio.ConnectsAsync(_helen, ("call", _call.CallId.ToString()));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", back.Sid);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", _caller.Sid);
        Assert.Equal(("connected", true, true), await StandAsync());

        await _caller.HangsUpAsync();
        (await _helen.PostAsJsonAsync($"api/calls/{_call.CallId}/wrap-up/finish", new FinishWrapUpRequest("advised", null))).Dispose();
        var time = (await _helen.GetFromJsonAsync<CallTimeView>($"api/calls/{_call.CallId}/time"))!;
        Assert.Contains(time.Entries, e => e is { Activity: "call-live", Staff: "Maria Torres, RN", Seconds: 240 });
    }

    [Fact]
    public async Task The_callers_end_ends_her_listening_and_her_own_end_ends_nothing()
    {
        var (_, first) = await ListensAsync(_helen);
        await EndsAsync(first);
        Assert.Equal(("connected", true, true), await StandAsync());
        Assert.Empty((await ViewAsync(_maria)).Listeners);

        var (hers, second) = await ListensAsync(_helen);
        await _caller.HangsUpAsync();
        Assert.Equal("wrap-up", (await ViewAsync(_maria)).State);
        Assert.Empty((await ViewAsync(_maria)).Listeners);
        await _network.WasAskedAsync(second, o => o["Status"] == "completed");
        await EndsAsync(second);
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", second);
        await RefusedAsync("listening-not-there", await _helen.PostAsJsonAsync($"api/calls/{_call.CallId}/listeners/{hers}/take-over", new { }));
        await RefusedAsync("call-not-connected", await _helen.PostAsJsonAsync($"api/calls/{_call.CallId}/listeners", new { }));
    }

    [Fact]
    public async Task Two_supervisors_listen_at_once_and_neither_moves_the_other()
    {
        await _app.ExecuteAsync("UPDATE Staff SET Role = 'supervisor' WHERE Name = 'Grace Lim'");
        using var grace = await _app.SignInAsync("nurse2@demo");
        var (helens, helenSid) = await ListensAsync(_helen);
        var (graces, graceSid) = await ListensAsync(grace);
        await ModeAsync(grace, graces, "coach");
        await UntilAsync(async () => (await ViewAsync(_maria)).Listeners.Any(l => l is { Mode: "coach", State: "in-call" }));
        Assert.Equal([("Helen Brandt", "listen"), ("Grace Lim", "coach")], (await ViewAsync(_maria)).Listeners.Select(l => (l.Name, l.Mode)));
        Assert.DoesNotContain(_network.Orders, o => o.Who == helenSid);
        await RefusedAsync("listening-not-there", await _helen.PostAsJsonAsync($"api/calls/{_call.CallId}/listeners/{graces}/stop", new { }));

        // One takes over: the other coaches her from now on.
        await PostAsync(_helen, $"listeners/{helens}/take-over");
        await _network.WasAskedAsync(graceSid, o => o["CallSidToCoach"] == helenSid);
        Assert.Equal(("Grace Lim", "coach"), (await ViewAsync(_helen)).Listeners.Select(l => (l.Name, l.Mode)).Single());
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_told_why()
    {
        using var grace = await _app.SignInAsync("nurse2@demo");
        await RefusedAsync("supervisors-only", await grace.PostAsJsonAsync($"api/calls/{_call.CallId}/listeners", new { }));
        var (hers, sid) = await ListensAsync(_helen);
        // A nurse cannot lead her own call's supervisor out, nor hand the caller to her.
        await RefusedAsync("party-not-there", await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/parties/{hers}/dismiss", new { }));
        await RefusedAsync("listening-mode-unknown", await _helen.PutAsJsonAsync($"api/calls/{_call.CallId}/listeners/{hers}", new ListeningRequest("shout")));
        // Somebody else's softphone does not get in on it, nor does a second one of her own.
        Assert.Contains("Hangup", (await _twilio.ConnectsAsync(grace, ("listen", hers.ToString()))).Heard.Verbs);
        Assert.Contains("Hangup", (await _twilio.ConnectsAsync(_helen, ("listen", hers.ToString()))).Heard.Verbs);

        // She listens anew: the earlier one is over.
        var (_, again) = await ListensAsync(_helen);
        await _network.WasAskedAsync(sid, o => o["Status"] == "completed");
        Assert.NotEqual(sid, again);
        Assert.Single((await ViewAsync(_helen)).Listeners);

        await _app.ExecuteAsync("DELETE FROM StaffPractices WHERE PracticeId = 'lakeside' AND StaffId IN (SELECT Id FROM Staff WHERE Role = 'supervisor')");
        using var elsewhere = await _app.SignInAsync("supervisor@demo");
        await RefusedAsync("call-unknown", await elsewhere.PostAsJsonAsync($"api/calls/{_call.CallId}/listeners", new { }));
    }

    [Fact]
    public async Task Whose_line_never_comes_does_not_listen()
    {
        var begun = await PostAsync(_helen, "listeners");
        Assert.Equal("coming", begun.Listeners.Single().State);
        Assert.Equal(PresenceState.Away, (await WorkAsync(_helen)).Presence.State);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await ViewAsync(_helen)).Listeners.Count == 0);
        Assert.Contains((await ViewAsync(_helen)).Timeline, e => e.What.Contains("her line did not come", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_may_keep_silent_listening_from_the_nurse_but_never_who_is_heard()
    {
        await DisposeAsync();
        await BeginAsync(("Calls:ListeningShown", "never"));
        var (hers, _) = await ListensAsync(_helen);
        Assert.Empty((await ViewAsync(_maria)).Listeners);
        Assert.Empty((await WorkAsync(_maria)).Call!.Listeners);
        Assert.DoesNotContain((await ViewAsync(_maria)).Timeline, e => e.What.Contains("Helen", StringComparison.Ordinal));
        Assert.Single((await ViewAsync(_helen)).Listeners);
        Assert.Contains((await ViewAsync(_helen)).Timeline, e => e.Kind == "listening");
        await ModeAsync(_helen, hers, "coach");
        await ShownAsync("coach");
    }

    [Fact]
    public async Task A_listening_setting_that_means_nothing_stops_the_start() =>
        await Assert.ThrowsAnyAsync<Exception>(() => CallCenterApp.StartAsync(settings: ("Calls:ListeningShown", "sometimes")));

    private async ValueTask BeginAsync(params (string, string)[] settings)
    {
        _network = await TestNetwork.StartAsync();
        _app = await CallCenterApp.StartAsync("Development", _clock, null, [("Twilio:ApiBaseUrl", _network.Url), .. settings]);
        _twilio = new TestTwilio(_app);
        (_maria, _helen) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("supervisor@demo"));
        _talk = new TalkingCall(_app, _maria);
        (_caller, _call) = await _talk.BeginAsync();
    }

    /// <summary>She asks, her softphone comes, and the network says that it is in.</summary>
    private async Task<(Guid Listener, string Sid)> ListensAsync(HttpClient supervisor)
    {
        var begun = await PostAsync(supervisor, "listeners");
        var me = await SelfAsync(supervisor);
        var hers = begun.Listeners.Single(l => l.StaffId == me).ListenerId;
        var (sid, heard) = await _twilio.ConnectsAsync(supervisor, ("listen", hers.ToString()));
        var seat = heard.Verb("Conference")!;
        Assert.Equal(("true", "false", "false", "false"), (seat.Attribute("muted")!.Value, seat.Attribute("startConferenceOnEnter")!.Value, seat.Attribute("endConferenceOnExit")!.Value, seat.Attribute("beep")!.Value));
        await _talk.ConferenceSaysAsync(_call.CallId, "participant-join", sid);
        return (hers, sid);
    }

    private async Task ModeAsync(HttpClient supervisor, Guid listener, string mode)
    {
        // So that what happened is told in order.
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var answer = await supervisor.PutAsJsonAsync($"api/calls/{_call.CallId}/listeners/{listener}", new ListeningRequest(mode));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<CallView> PostAsync(HttpClient who, string what)
    {
        using var answer = await who.PostAsJsonAsync($"api/calls/{_call.CallId}/{what}", new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<CallView>())!;
    }

    private Task LeavesAsync(string sid) => _talk.ConferenceSaysAsync(_call.CallId, "participant-leave", sid, "completed");

    private async Task EndsAsync(string sid) => (await _twilio.SendAsync("/twilio/voice/status", ("CallSid", sid), ("CallStatus", "completed"))).Dispose();

    private async Task<(string State, bool Nurse, bool Caller)> StandAsync() => await ViewAsync(_helen) is var v ? (v.State, v.NurseJoined, v.CallerJoined) : default;

    private async Task<CallView> ViewAsync(HttpClient who) => (await who.GetFromJsonAsync<CallView>($"api/calls/{_call.CallId}"))!;

    private Task ShownAsync(string mode, HttpClient? to = null) => UntilAsync(async () => (await ViewAsync(to ?? _maria)).Listeners is [{ State: "in-call" } one] && one.Mode == mode);

    private static (string, string, string) Shown(CallView view) => view.Listeners.Single() is var l ? (l.Name, l.Mode, l.State) : default;

    private async Task<IEnumerable<string>> AuditedAsync() => (await _app.AuditTrailAsync()).Select(a => a.Verb).Where(v => v.StartsWith("listening", StringComparison.Ordinal));

    private static async Task<CurrentWork> WorkAsync(HttpClient who) => (await who.GetFromJsonAsync<CurrentWork>("api/work"))!;

    private static async Task<Guid> SelfAsync(HttpClient who) => (await who.GetFromJsonAsync<Me>("api/me"))!.StaffId;

    private static async Task AvailableAsync(HttpClient nurse) => (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();

    private static async Task RefusedAsync(string code, HttpResponseMessage answer)
    {
        using (answer) Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<Problem>())!.Code);
    }

    private static Task UntilAsync(Func<Task<bool>> holds) => Eventually.HoldsAsync(holds, "It did not happen.");
}
