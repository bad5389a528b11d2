using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Queue;

/// <summary>A nurse who needs a break says so while she has a call, and is away the moment it is over, before the next one comes.</summary>
public sealed class AwayNextStories : QueueStory
{
    [Fact]
    public async Task Who_said_so_in_her_call_is_away_when_her_after_call_work_ends_and_the_next_caller_is_not_offered_to_her()
    {
        var (caller, call) = await new TalkingCall(App, Maria).BeginAsync();
        var chosen = await ChoosesAsync(PresenceState.Away);
        Assert.Equal((PresenceState.OnCall, true), (chosen.State, chosen.AwayNext));
        Assert.True((await WorkAsync(Maria)).Presence.AwayNext);
        Assert.True((await Maria.GetFromJsonAsync<PresenceView>("api/presence"))!.AwayNext);
        Assert.Contains((await Helen.GetFromJsonAsync<BoardView>("api/board"))!.Nurses, n => n is { State: PresenceState.OnCall, AwayNext: true });

        await WaitingAsync(Pilar);
        await caller.HangsUpAsync();
        Assert.Equal((PresenceState.WrapUp, true), await IsAsync());
        await FinishesAsync(call.CallId);

        Assert.Equal((PresenceState.Away, false), await IsAsync());
        Assert.Null((await WorkAsync(Maria)).Offer);
        await AvailableAsync(Maria);
        Assert.NotNull((await WorkAsync(Maria)).Offer);
    }

    [Fact]
    public async Task Available_takes_it_back()
    {
        var (caller, call) = await new TalkingCall(App, Maria).BeginAsync();
        await ChoosesAsync(PresenceState.Away);
        Assert.False((await ChoosesAsync(PresenceState.Available)).AwayNext);
        await caller.HangsUpAsync();
        await FinishesAsync(call.CallId);
        Assert.Equal((PresenceState.Available, false), await IsAsync());
    }

    [Fact]
    public async Task In_her_after_call_work_it_is_not_too_late_and_off_duty_is_refused()
    {
        var (caller, call) = await new TalkingCall(App, Maria).BeginAsync();
        await caller.HangsUpAsync();
        using (var refused = await Maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Offline)))
            Assert.Contains("presence-busy", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ChoosesAsync(PresenceState.Away);
        await FinishesAsync(call.CallId);
        Assert.Equal((PresenceState.Away, false), await IsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_she_declines_or_that_is_withdrawn_leaves_her_away(bool declines)
    {
        await AvailableAsync(Maria);
        var caller = await WaitingAsync(Tess);
        await ChoosesAsync(PresenceState.Away);
        Assert.Equal((PresenceState.Offered, true), await IsAsync());

        if (declines) (await Maria.PostAsJsonAsync($"api/offers/{(await WorkAsync(Maria)).Offer!.OfferId}/decline", new { })).Dispose();
        else await caller.HangsUpAsync();
        Assert.Equal((PresenceState.Away, false), await IsAsync());
    }

    [Fact]
    public async Task A_caller_in_danger_still_overtakes_what_she_is_being_asked_and_she_is_away_after_that_one()
    {
        await AvailableAsync(Maria);
        await WaitingAsync("+15125550113");
        await ChoosesAsync(PresenceState.Away);
        await WaitingAsync(Tess, danger: "1");

        Assert.Equal(UrgencyName.Emergent, (await WorkAsync(Maria)).Offer!.Item.Urgency);
        Assert.Equal((PresenceState.Offered, true), await IsAsync());
    }

    [Fact]
    public async Task Who_hands_her_call_over_is_away_once_the_next_nurse_is_in_it()
    {
        var talking = new TalkingCall(App, Maria);
        var (_, call) = await talking.BeginAsync();
        var grace = await SignInAsync("nurse2@demo");
        await AvailableAsync(grace);
        await ChoosesAsync(PresenceState.Away);
        (await Maria.PostAsJsonAsync($"api/calls/{call.CallId}/hand-over", new HandOverRequest(null, "Ask about the water pill"))).Dispose();
        var offer = (await WorkAsync(grace)).Offer!;
        (await grace.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        await talking.ConferenceSaysAsync(call.CallId, "participant-join", (await Twilio.ConnectsAsync(grace, ("offer", offer.OfferId.ToString()))).Sid);

        Assert.Equal((PresenceState.Away, false), await IsAsync());
        Assert.Equal(PresenceState.OnCall, (await WorkAsync(grace)).Presence.State);
    }

    [Fact]
    public async Task When_the_only_nurse_will_be_away_the_supervisors_are_told_of_the_next_caller_at_once()
    {
        await new TalkingCall(App, Maria).BeginAsync();
        await ChoosesAsync(PresenceState.Away);
        await WaitingAsync(Pilar);
        Assert.True((await RowAsync()).NobodyAnswers);
    }

    private async Task<PresenceView> ChoosesAsync(PresenceState state)
    {
        using var answer = await Maria.PutAsJsonAsync("api/presence", new PresenceRequest(state));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<PresenceView>())!;
    }

    private async Task<(PresenceState, bool)> IsAsync()
    {
        var now = (await WorkAsync(Maria)).Presence;
        return (now.State, now.AwayNext);
    }

    private async Task FinishesAsync(Guid call)
    {
        using var answer = await Maria.PostAsJsonAsync($"api/calls/{call}/wrap-up/finish", new FinishWrapUpRequest("advised", null));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
