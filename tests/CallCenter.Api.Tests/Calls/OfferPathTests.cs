using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>From the queue to a nurse, and what happens when she does not answer, does not join, or is somebody else.</summary>
public sealed class OfferPathTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private CallCenterApp _app = null!;
    private TestTwilio _twilio = null!;
    private HttpClient _maria = null!, _grace = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync(clock: _clock);
        _twilio = new TestTwilio(_app);
        (_maria, _grace) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("nurse2@demo"));
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        _grace.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_longest_idle_nurse_is_offered_the_call_and_joins_its_conference_with_her_own_offer_only()
    {
        await AvailableAsync(_maria);
        var call = await WaitingCallAsync();
        var offer = (await WorkAsync(_maria)).Offer!;
        var accepted = await _maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { });
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);

        var stranger = await JoinAsync(_grace, offer.OfferId);
        var nurse = await JoinAsync(_maria, offer.OfferId);

        Assert.Contains("Hangup", stranger.Verbs);
        Assert.Equal(offer.Item.CallId.ToString("N"), nurse.Verb("Conference")!.Value);
        Assert.Equal("false", nurse.Verb("Conference")!.Attribute("endConferenceOnExit")!.Value);
        await call.HangsUpAsync();
    }

    [Fact]
    public async Task An_offer_that_lapses_leaves_the_nurse_not_responding_and_goes_to_the_next_at_once()
    {
        await AvailableAsync(_maria);
        await WaitingCallAsync();
        Assert.NotNull((await WorkAsync(_maria)).Offer);
        await AvailableAsync(_grace);

        _clock.Advance(TimeSpan.FromSeconds(21));

        await UntilAsync(async () => (await WorkAsync(_grace)).Offer is not null);
        var maria = await WorkAsync(_maria);
        Assert.Equal((PresenceState.NotResponding, null), (maria.Presence.State, maria.Offer));
    }

    [Fact]
    public async Task Two_nurses_never_hold_one_call_and_a_second_press_changes_nothing()
    {
        await AvailableAsync(_maria);
        await AvailableAsync(_grace);
        await WaitingCallAsync();
        var offers = new[] { (await WorkAsync(_maria)).Offer, (await WorkAsync(_grace)).Offer };
        var offer = Assert.Single(offers, o => o is not null)!;
        var (holder, other) = offers[0] is not null ? (_maria, _grace) : (_grace, _maria);

        using var mine = await holder.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { });
        using var twice = await holder.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { });
        using var theirs = await other.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (mine.StatusCode, twice.StatusCode, theirs.StatusCode));
        Assert.Null((await WorkAsync(other)).Offer);
    }

    [Fact]
    public async Task A_nurse_whose_softphone_never_joins_loses_the_call_to_the_next()
    {
        await AvailableAsync(_maria);
        await WaitingCallAsync();
        var offer = (await WorkAsync(_maria)).Offer!;
        (await _maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        await AvailableAsync(_grace);

        _clock.Advance(TimeSpan.FromSeconds(26));

        await UntilAsync(async () => (await WorkAsync(_grace)).Offer?.Item.CallId == offer.Item.CallId);
        Assert.Equal(PresenceState.NotResponding, (await WorkAsync(_maria)).Presence.State);
    }

    [Fact]
    public async Task Conference_events_connect_hold_resume_and_end_the_call_whatever_their_order_or_number()
    {
        await AvailableAsync(_maria);
        var caller = await WaitingCallAsync();
        var offer = (await WorkAsync(_maria)).Offer!;
        (await _maria.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var nurseSid = TestTwilio.NewSid();
        await JoinAsync(_maria, offer.OfferId, nurseSid);
        var id = offer.Item.CallId;

        await ConferenceAsync(id, caller.Sid, "participant-join", 2);
        await ConferenceAsync(id, nurseSid, "participant-join", 1);
        await ConferenceAsync(id, nurseSid, "participant-join", 1);
        Assert.Equal("connected", (await ViewAsync(id)).State);
        await ConferenceAsync(id, caller.Sid, "participant-hold", 5);
        Assert.Equal("on-hold", (await ViewAsync(id)).State);
        await ConferenceAsync(id, caller.Sid, "participant-unhold", 6);
        await ConferenceAsync(id, caller.Sid, "participant-hold", 4);
        Assert.Equal("connected", (await ViewAsync(id)).State);

        _clock.Advance(TimeSpan.FromMinutes(3));
        await caller.HangsUpAsync();
        var view = await ViewAsync(id);
        Assert.Equal(("wrap-up", "caller hung up"), (view.State, view.EndReason));
        (await _maria.PostAsJsonAsync($"api/calls/{id}/wrap-up/finish", new FinishWrapUpRequest("advised", null))).Dispose();
        Assert.Equal("closed", (await ViewAsync(id)).State);
        Assert.Equal(180L, (long)(await _app.ScalarAsync("SELECT SUM(\"End\" - \"Start\") / 10000000 FROM TalkSpans"))!);
        Assert.Equal(PresenceState.Available, (await WorkAsync(_maria)).Presence.State);
    }

    [Fact]
    public async Task A_command_repeated_with_its_idempotency_key_answers_the_same_once()
    {
        await AvailableAsync(_maria);
        await WaitingCallAsync();
        var offer = (await WorkAsync(_maria)).Offer!;
        var key = Guid.NewGuid().ToString();

        var first = await SendAsync(_maria, $"api/offers/{offer.OfferId}/decline", key);
        var again = await SendAsync(_maria, $"api/offers/{offer.OfferId}/decline", key);
        var reused = await SendAsync(_maria, $"api/offers/{offer.OfferId}/accept", key);

        Assert.Equal(first.Body, again.Body);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict), (first.Status, again.Status, reused.Status));
    }

    private async Task<CallOnTheLine> WaitingCallAsync()
    {
        var call = await _twilio.Dials("+15125550112", "+15125550101").RingsAsync();
        await call.PressesAsync("1");
        await call.PressesAsync("03141948");
        return await call.PressesAsync("2");
    }

    private async Task<Heard> JoinAsync(HttpClient nurse, Guid offerId, string? sid = null)
    {
        var token = await (await nurse.PostAsJsonAsync("api/softphone/token", new { })).Content.ReadFromJsonAsync<SoftphoneToken>();
        return await _twilio.AskAsync("/twilio/client", ("CallSid", sid ?? TestTwilio.NewSid()), ("From", $"client:{token!.Identity}"), ("To", ""), ("CallStatus", "ringing"),
            ("ApplicationSid", "AP00000000000000000000000000000001"), ("offer", offerId.ToString()));
    }

    private async Task ConferenceAsync(Guid callId, string sid, string what, int sequence)
    {
        using var answer = await _twilio.SendAsync($"/twilio/conference?id={callId:N}", ("ConferenceSid", "CF00000000000000000000000000000001"), ("FriendlyName", callId.ToString("N")),
            ("CallSid", sid), ("StatusCallbackEvent", what), ("SequenceNumber", sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task AvailableAsync(HttpClient nurse)
    {
        using var answer = await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<CurrentWork> WorkAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<CurrentWork>("api/work"))!;

    private async Task<CallView> ViewAsync(Guid id) => (await _maria.GetFromJsonAsync<CallView>($"api/calls/{id}"))!;

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient nurse, string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await nurse.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }

        Assert.Fail("It did not happen within ten seconds.");
    }
}
