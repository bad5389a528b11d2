using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Callers who wait without the line, told as their calls. There is no network here: the test rings for it.</summary>
public sealed class CallBackStories : QueueStory
{
    [Fact]
    public async Task She_keeps_her_time_is_rung_in_her_turn_and_is_offered_only_when_a_person_has_pressed_the_key()
    {
        var call = await AsksForCallBackAsync(Pilar);
        var since = (await RowAsync()).WaitingSince;
        Clock.Advance(TimeSpan.FromMinutes(4));
        await WaitingAsync(Tess);
        Assert.Equal(["call-back", "waiting"], (await QueueAsync()).Select(i => i.State));

        await AvailableAsync(Maria);
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
        (await Maria.PostAsJsonAsync($"api/offers/{(await WorkAsync(Maria)).Offer!.OfferId}/decline", new { })).Dispose();
        Assert.Equal(call, (await WorkAsync(Maria)).Offer!.Item.CallId);
    }

    [Fact]
    public async Task A_machine_never_gets_a_nurse_and_after_three_tries_the_call_is_closed_with_the_reason()
    {
        var call = await AsksForCallBackAsync(Pilar);
        await AvailableAsync(Maria);
        for (var tries = 1; tries <= 3; tries++)
        {
            var machine = await RingsAsync(call);
            await machine.IsSilentAsync();
            await machine.IsSilentAsync();
            Assert.Contains("Hangup", machine.Now.Verbs);
            await machine.HangsUpAsync();
            if (tries == 3) break;
            Assert.Null((await WorkAsync(Maria)).Offer);
            Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
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
        Clock.Advance(TimeSpan.FromMinutes(3));
        var danger = await WaitingAsync(Pilar, danger: "1");
        await danger.HangsUpAsync();

        var first = (await QueueAsync())[0];
        Assert.Equal((UrgencyName.Emergent, "call-back"), (first.Urgency, first.State));
        await AvailableAsync(Maria);
        Assert.Equal("ringing-back", (await QueueAsync())[0].State);
        var rung = await RingsAsync(first.CallId);
        await rung.PressesAsync("1");
        Assert.Contains("You go to a nurse first", rung.Now.Text);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "danger-call-back");
    }

    [Fact]
    public async Task A_caller_without_danger_who_hangs_up_is_an_abandoned_call_and_one_without_a_number_cannot_be_rung_back()
    {
        var routine = await WaitingAsync(Tess);
        await routine.HangsUpAsync();
        Assert.Empty(await QueueAsync());
        Assert.Equal("Abandoned", await App.ScalarAsync("SELECT State FROM Calls"));

        // As a carrier may write it: ANONYMOUS on a keypad.
        var withheld = await WaitingAsync("+266696687");
        var music = await MusicAsync(withheld);
        var answer = await Twilio.AskAsync(music.Action, [.. withheld.Form("in-progress"), ("Digits", "2")]);
        Assert.Contains("We cannot call you back now. Please stay on the line.", answer.Text);
        Assert.DoesNotContain("Hangup", answer.Verbs);
        var danger = await WaitingAsync("anonymous", danger: "1");
        await danger.HangsUpAsync();
        Assert.Single(await QueueAsync());
    }

    [Fact]
    public async Task A_line_that_is_busy_at_once_is_known_before_the_network_has_named_it()
    {
        var call = await AsksForCallBackAsync(Pilar);
        await AvailableAsync(Maria);
        var visit = await App.ScalarAsync("SELECT Visit FROM Calls");
        using var told = await Twilio.SendAsync($"/twilio/voice/status?id={call:N}&n={visit}", Twilio.Dials(Lakeside, Pilar).Form("busy"));
        Assert.Equal(HttpStatusCode.NoContent, told.StatusCode);
        Assert.Contains((await ViewAsync(call)).Timeline, e => e.What == "Try 1 of 3 did not reach her (busy).");
    }

    private async Task<Guid> AsksForCallBackAsync(string from)
    {
        var caller = await WaitingAsync(from);
        var music = await MusicAsync(caller);
        var kept = await Twilio.AskAsync(music.Action, [.. caller.Form("in-progress"), ("Digits", "2")]);
        Assert.Contains("You keep your place", kept.Text);
        Assert.Contains("Hangup", kept.Verbs);
        await caller.HangsUpAsync();
        return (await RowAsync()).CallId;
    }

    /// <summary>The network rings her and somebody, or something, picks up.</summary>
    private async Task<CallOnTheLine> RingsAsync(Guid call)
    {
        var line = Twilio.Dials(Lakeside, Pilar);
        return await line.PicksUpAsync($"/twilio/voice/call-back?id={call:N}");
    }
}
