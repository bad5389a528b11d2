using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Callers who wait without the line, told as their calls. There is no network here: the test rings for it.</summary>
public sealed class CallBackStories : IAsyncLifetime
{
    private const string Lakeside = "+15125550101", Pilar = "+15125550114", Tess = "+15125550112";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));
    private CallCenterApp _app = null!;
    private TestTwilio _twilio = null!;
    private HttpClient _maria = null!, _helen = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync(clock: _clock);
        _twilio = new TestTwilio(_app);
        (_maria, _helen) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("supervisor@demo"));
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        _helen.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task She_keeps_her_time_is_rung_in_her_turn_and_is_offered_only_when_a_person_has_pressed_the_key()
    {
        var call = await AsksForCallBackAsync(Pilar);
        var since = (await RowAsync()).WaitingSince;
        _clock.Advance(TimeSpan.FromMinutes(4));
        await WaitingAsync(Tess);
        Assert.Equal(["call-back", "waiting"], (await QueueAsync()).Select(i => i.State));

        await AvailableAsync();
        // Her turn: she is rung. The nurse is not kept waiting for it and is asked for the next caller.
        Assert.Equal("ringing-back", (await QueueAsync())[0].State);
        Assert.Equal("offered", (await QueueAsync())[1].State);
        var rung = await RingsAsync(call);
        Assert.Contains("This is the nurse line, calling you back", rung.Now.Text);
        Assert.DoesNotContain("Lakeside", rung.Now.Text);
        Assert.NotEqual("offered", (await QueueAsync())[0].State);

        await rung.PressesAsync("1");
        Assert.NotNull(rung.Now.Verb("Enqueue"));
        Assert.Equal(("waiting", since), ((await QueueAsync())[0].State, (await QueueAsync())[0].WaitingSince));
        (await _maria.PostAsJsonAsync($"api/offers/{(await WorkAsync()).Offer!.OfferId}/decline", new { })).Dispose();
        Assert.Equal(call, (await WorkAsync()).Offer!.Item.CallId);
    }

    [Fact]
    public async Task A_machine_never_gets_a_nurse_and_after_three_tries_the_call_is_closed_with_the_reason()
    {
        var call = await AsksForCallBackAsync(Pilar);
        await AvailableAsync();
        for (var tries = 1; tries <= 3; tries++)
        {
            var machine = await RingsAsync(call);
            await machine.IsSilentAsync();
            await machine.IsSilentAsync();
            Assert.Contains("Hangup", machine.Now.Verbs);
            await machine.HangsUpAsync();
            if (tries == 3) break;
            Assert.Null((await WorkAsync()).Offer);
            _clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
            var expected = $"try {tries + 1} of 3";
            await Eventually.HoldsAsync(async () => (await ViewAsync(call)).Timeline.Any(e => e.What.Contains(expected, StringComparison.Ordinal)), "She is not tried again.");
        }

        Assert.Equal(("closed", "call-back not reached"), ((await ViewAsync(call)).State, (await ViewAsync(call)).EndReason));
        Assert.Empty(await QueueAsync());
    }

    [Fact]
    public async Task A_caller_lost_after_a_danger_answer_is_rung_back_before_everyone_else()
    {
        await WaitingAsync(Tess);
        _clock.Advance(TimeSpan.FromMinutes(3));
        var danger = await WaitingAsync(Pilar, danger: "1");
        await danger.HangsUpAsync();

        var first = (await QueueAsync())[0];
        Assert.Equal((UrgencyName.Emergent, "call-back"), (first.Urgency, first.State));
        await AvailableAsync();
        Assert.Equal("ringing-back", (await QueueAsync())[0].State);
        var rung = await RingsAsync(first.CallId);
        await rung.PressesAsync("1");
        Assert.Contains("You go to a nurse first", rung.Now.Text);
        Assert.Single(await _app.AuditTrailAsync(), a => a.Verb == "danger-call-back");
    }

    [Fact]
    public async Task A_caller_without_danger_who_hangs_up_is_an_abandoned_call_and_one_without_a_number_cannot_be_rung_back()
    {
        var routine = await WaitingAsync(Tess);
        await routine.HangsUpAsync();
        Assert.Empty(await QueueAsync());
        Assert.Equal("Abandoned", await _app.ScalarAsync("SELECT State FROM Calls"));

        var withheld = await WaitingAsync("anonymous");
        var music = await MusicAsync(withheld);
        var answer = await _twilio.AskAsync(music.Action, [.. withheld.Form("in-progress"), ("Digits", "2")]);
        Assert.Contains("We cannot call you back now. Please stay on the line.", answer.Text);
        Assert.DoesNotContain("Hangup", answer.Verbs);
        var danger = await WaitingAsync("anonymous", danger: "1");
        await danger.HangsUpAsync();
        Assert.Single(await QueueAsync());
    }

    private async Task<Guid> AsksForCallBackAsync(string from)
    {
        var caller = await WaitingAsync(from);
        var music = await MusicAsync(caller);
        var kept = await _twilio.AskAsync(music.Action, [.. caller.Form("in-progress"), ("Digits", "2")]);
        Assert.Contains("You keep your place", kept.Text);
        Assert.Contains("Hangup", kept.Verbs);
        await caller.HangsUpAsync();
        return (await RowAsync()).CallId;
    }

    /// <summary>The network rings her and somebody, or something, picks up.</summary>
    private async Task<CallOnTheLine> RingsAsync(Guid call)
    {
        var line = _twilio.Dials(Lakeside, Pilar);
        return await line.PicksUpAsync($"/twilio/voice/call-back?id={call:N}");
    }

    private async Task<Heard> MusicAsync(CallOnTheLine caller) =>
        await _twilio.AskAsync(Heard.Path(caller.Now.Verb("Enqueue")!.Attribute("waitUrl")!.Value), caller.Form("in-progress"));

    private async Task<CallOnTheLine> WaitingAsync(string from, string danger = "2")
    {
        var call = await _twilio.Dials(from, Lakeside).RingsAsync();
        await call.PressesAsync("1");
        await call.PressesAsync("*");
        return await call.PressesAsync(danger);
    }

    private async Task<IReadOnlyList<QueueItem>> QueueAsync() => (await _helen.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items;

    private async Task<QueueItem> RowAsync() => Assert.Single(await QueueAsync());

    private async Task<CallView> ViewAsync(Guid id) => (await _helen.GetFromJsonAsync<CallView>($"api/calls/{id}"))!;

    private async Task AvailableAsync()
    {
        using var answer = await _maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<CurrentWork> WorkAsync() => (await _maria.GetFromJsonAsync<CurrentWork>("api/work"))!;
}
