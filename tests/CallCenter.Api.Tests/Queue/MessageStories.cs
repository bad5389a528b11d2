using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Messages whose callbacks come late, twice, in the wrong order, or never. There is no network here: the test speaks for it.</summary>
public sealed class MessageStories : QueueStory
{
    private HttpClient _grace = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _grace = await SignInAsync("nurse2@demo");
    }

    [Fact]
    public async Task It_keeps_her_time_is_offered_before_its_sound_is_there_and_a_repeated_answer_changes_nothing()
    {
        var (caller, since) = await SpeaksAsync();
        var kept = await EndsAsync(caller, ("RecordingSid", "RE1"), ("RecordingDuration", "12"), ("Digits", "#"));
        Assert.Contains("A nurse will hear your message", kept.Text);
        Assert.Contains("A nurse will hear your message", (await EndsAsync(caller, ("RecordingSid", "RE1"), ("RecordingDuration", "12"), ("Digits", "#"))).Text);
        await caller.HangsUpAsync();
        Assert.Equal(("message", since, true), ((await RowAsync()).State, (await RowAsync()).WaitingSince, (await RowAsync()).Message));

        var call = await TakesAsync(Maria);
        Assert.Equal(("wrap-up", "coming", 1), (call.State, call.Message!.State, call.CallBackNumbers));
        Assert.Equal(PresenceState.WrapUp, (await WorkAsync(Maria)).Presence.State);
        using (var early = await Maria.GetAsync(Sound(call))) Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        foreach (var time in new[] { "late", "twice" }) await ToldAsync(call, "RE1", "completed", "11", time);
        await ToldAsync(call, "RE9", "completed", "99", "of another recording");
        await ToldAsync(call, "RE1", "absent", "0", "out of order");
        Assert.Equal(("ready", 11), ((await ViewAsync(call.CallId)).Message!.State, (await ViewAsync(call.CallId)).Message!.Seconds));
        Assert.Single((await ViewAsync(call.CallId)).Timeline, e => e.What == "Message: ready.");
        Assert.Equal(1L, await App.ScalarAsync("SELECT COUNT(*) FROM CallEvents WHERE Kind = 'message-left'"));
    }

    [Fact]
    public async Task Nobody_answers_it_in_time_and_it_is_back_in_its_place_for_the_next_nurse()
    {
        var (caller, since) = await SpeaksAsync();
        await EndsAsync(caller, ("RecordingSid", "RE1"), ("RecordingDuration", "12"));
        await caller.HangsUpAsync();
        var call = await TakesAsync(Maria);
        (await _grace.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();
        Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(async () => (await WorkAsync(_grace)).Offer?.Item.CallId == call.CallId, "It is not offered to the next nurse.");
        Assert.Equal((since, true), ((await RowAsync()).WaitingSince, (await RowAsync()).Message));
        Assert.Equal(("voicemail", null), ((await ViewAsync(call.CallId)).State, (await ViewAsync(call.CallId)).NurseId));
        Assert.Equal(PresenceState.Available, (await WorkAsync(Maria)).Presence.State);
    }

    [Fact]
    public async Task Silence_puts_her_back_at_her_time_and_only_a_current_answer_counts()
    {
        var (caller, since) = await SpeaksAsync();
        var first = Record(caller, "action");
        var silent = await Twilio.AskAsync(caller.Now.Redirect, caller.Form("in-progress"));
        Assert.Contains("We did not hear a message. You keep your place in line.", silent.Text);
        Assert.Equal(("waiting", since, false), ((await RowAsync()).State, (await RowAsync()).WaitingSince, (await RowAsync()).Message));

        await SpeaksAgainAsync(caller, silent);
        Assert.NotNull((await Twilio.AskAsync(first, [.. caller.Form("in-progress"), ("RecordingSid", "RE1"), ("RecordingDuration", "30")])).Verb("Record"));
        Assert.Empty(await QueueAsync());
    }

    [Theory]
    [InlineData("Routine", "abandoned", "hung up without a message")]
    [InlineData("Urgent", "call-back", null)]
    public async Task Her_line_ends_first_so_the_task_is_there_until_the_network_says_that_nothing_was_said(string urgency, string state, string? reason)
    {
        var (caller, since) = await SpeaksAsync();
        await App.ExecuteAsync($"UPDATE Calls SET Urgency = '{urgency}'");
        await caller.HangsUpAsync();
        var row = await RowAsync();
        Assert.Equal(("message", since), (row.State, row.WaitingSince));
        await Twilio.AskAsync(Record(caller, "action"), [.. caller.Form("completed"), ("RecordingSid", "RE1"), ("RecordingDuration", "0"), ("Digits", "hangup")]);

        var call = await ViewAsync(row.CallId);
        Assert.Equal(state, call.State);
        if (reason is not null) Assert.Equal(reason, call.EndReason);
        Assert.Equal(state == "call-back" ? ["call-back"] : [], (await QueueAsync()).Select(i => i.State));
    }

    [Fact]
    public async Task A_short_one_that_a_nurse_has_already_stays_with_her()
    {
        var (caller, _) = await SpeaksAsync();
        await caller.HangsUpAsync();
        var call = await TakesAsync(Maria);
        await ToldAsync(call, "RE1", "absent", "0", "late");
        Assert.Equal(("wrap-up", "absent"), ((await ViewAsync(call.CallId)).State, (await ViewAsync(call.CallId)).Message!.State));
        using var nothing = await Maria.GetAsync(Sound(call));
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Equal(0L, await App.ScalarAsync("SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'message-heard'"));
    }

    [Fact]
    public async Task A_caller_whom_a_nurse_is_just_being_asked_to_take_stays_on_the_line()
    {
        var caller = await WaitingAsync(Tess);
        var music = await MusicAsync(caller);
        (await Maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();
        var answer = await Twilio.AskAsync(music.Action, [.. caller.Form("in-progress"), ("Digits", "3")]);
        Assert.Contains("Please stay on the line", answer.Text);
        Assert.Null(answer.Verb("Leave"));
    }

    /// <summary>She waits, presses 3 and hears the tone.</summary>
    private async Task<(CallOnTheLine Caller, DateTimeOffset Since)> SpeaksAsync()
    {
        var caller = await WaitingAsync(Pilar);
        var since = (await RowAsync()).WaitingSince;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SpeaksAgainAsync(caller, caller.Now);
        Assert.Empty(await QueueAsync());
        return (caller, since);
    }

    private async Task SpeaksAgainAsync(CallOnTheLine caller, Heard waiting)
    {
        var enqueue = waiting.Verb("Enqueue")!;
        var music = await Twilio.AskAsync(Heard.Path(enqueue.Attribute("waitUrl")!.Value), caller.Form("in-progress"));
        Assert.NotNull((await Twilio.AskAsync(music.Action, [.. caller.Form("in-progress"), ("Digits", "3")])).Verb("Leave"));
        await caller.PicksUpAsync(Heard.Path(enqueue.Attribute("action")!.Value));
        Assert.True(caller.Now.Verb("Record") is { } record && record.Attribute("transcribe") is null, caller.Now.ToString());
        Assert.Contains("After the tone", caller.Now.Text);
    }

    private Task<Heard> EndsAsync(CallOnTheLine caller, params (string, string)[] how) => Twilio.AskAsync(Record(caller, "action"), [.. caller.Form("in-progress"), .. how]);

    private static string Record(CallOnTheLine caller, string attribute) => Heard.Path(caller.Now.Verb("Record")!.Attribute(attribute)!.Value);

    private async Task ToldAsync(CallView call, string sid, string status, string seconds, string how)
    {
        using var answer = await Twilio.SendAsync($"/twilio/recording/status?id={call.Message!.RecordingId:N}", ("CallSid", TestTwilio.NewSid()), ("RecordingSid", sid), ("RecordingStatus", status), ("RecordingDuration", seconds), ("Told", how));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static string Sound(CallView call) => $"api/calls/{call.CallId}/recordings/{call.Message!.RecordingId}/sound";

    private async Task<CallView> TakesAsync(HttpClient nurse)
    {
        (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();
        var offer = (await WorkAsync(nurse)).Offer!;
        Assert.True(offer.Item.Message);
        using var accepted = await nurse.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { });
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        return (await WorkAsync(nurse)).Call!;
    }
}
