using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>A call goes to another nurse with everything in it, and the caller is never anybody's and nobody's.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private CallCenterApp _app = null!;
    private TestTwilio _twilio = null!;
    private HttpClient _maria = null!, _grace = null!, _keisha = null!;
    private CallOnTheLine _caller = null!;
    private CallView _call = null!;
    private TriageSessionView _session = null!;
    private int _sequence = 10;

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync(clock: _clock);
        _twilio = new TestTwilio(_app);
        (_maria, _grace, _keisha) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("nurse2@demo"), await _app.SignInAsync("nurse5@demo"));
        (_caller, _call) = await new TalkingCall(_app, _maria).BeginAsync();
        _session = await ReadAsync<TriageSessionView>(await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var nurse in new[] { _maria, _grace, _keisha }) nurse.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_next_nurse_joins_first_then_the_first_one_leaves_and_all_she_entered_is_there()
    {
        await AnswerAsync(_maria, "choking");
        (await _maria.PutAsJsonAsync($"api/triage/{_session.SessionId}/draft", new DraftRequest("Gained four pounds."))).Dispose();
        await AvailableAsync(_grace);
        var asked = await HandOverAsync(await SelfAsync(_grace));
        Assert.Equal(("Maria Torres", "Grace Lim", false), (asked.HandOver!.FromName, asked.HandOver.OfferedTo, asked.HandOver.Accepted));
        Assert.Equal(await SelfAsync(_maria), asked.NurseId);
        Assert.Equal("SessionPaused", (await AnswerAsync(_maria, "blue_gray")).Refused.Single().Code);
        Assert.Empty((await _maria.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items);

        var offer = (await WorkAsync(_grace)).Offer!;
        Assert.Equal(("Maria Torres", "Ask about the water pill"), (offer.HandOver!.FromName, offer.HandOver.Text));
        await JoinedAsync(_grace, offer);

        var taken = await ViewAsync();
        Assert.Equal((await SelfAsync(_grace), null, true), (taken.NurseId, taken.HandOver, taken.NurseJoined));
        Assert.Equal((PresenceState.Available, PresenceState.OnCall), ((await WorkAsync(_maria)).Presence.State, (await WorkAsync(_grace)).Presence.State));
        Assert.Equal(_call.CallId, (await WorkAsync(_grace)).Call!.CallId);
        Assert.Null((await WorkAsync(_maria)).Call);
        Assert.Equal(1L, await _app.ScalarAsync("SELECT COUNT(*) FROM Outbox WHERE Kind = 'calls.release-nurse'"));

        var hers = await ReadAsync<TriageSessionView>(await _grace.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { }));
        Assert.Equal((_session.SessionId, "Gained four pounds."), (hers.SessionId, hers.DraftNote));
        var log = TriageEventJson.ReadLog(hers.EventsJson);
        Assert.Equal("Ask about the water pill", log.OfType<HandedOver>().Single().Text);
        Assert.IsType<Resumed>(log[^1]);
        Assert.Contains(log.OfType<Answered>(), a => a.QuestionId == "choking");
        Assert.Empty((await AnswerAsync(_grace, "blue_gray")).Refused);
        Assert.Equal("NotYourCall", (await AnswerAsync(_maria, "seizure_now")).Refused.Single().Code);
        Assert.Contains("Handed over to Grace Lim", (await _grace.GetFromJsonAsync<NotePreview>($"api/triage/{_session.SessionId}/note"))!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_nurses_minutes_are_her_own()
    {
        await AvailableAsync(_grace);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await HandOverAsync(await SelfAsync(_grace));
        await JoinedAsync(_grace, (await WorkAsync(_grace)).Offer!);
        _clock.Advance(TimeSpan.FromMinutes(6));
        await _caller.HangsUpAsync();
        (await _grace.PostAsJsonAsync($"api/calls/{_call.CallId}/wrap-up/finish", new FinishWrapUpRequest("advised", null))).Dispose();

        var time = (await _grace.GetFromJsonAsync<CallTimeView>($"api/calls/{_call.CallId}/time"))!;
        Assert.Equal([("Grace Lim, RN", 360), ("Maria Torres, RN", 240)], time.Entries.Where(e => e.Activity == "call-live").Select(e => (e.Staff, e.Seconds)).Order());
    }

    [Fact]
    public async Task Nobody_who_accepts_in_time_means_the_caller_is_the_first_nurses_again()
    {
        await AvailableAsync(_grace);
        await HandOverAsync(await SelfAsync(_grace));
        _clock.Advance(TimeSpan.FromSeconds(21));

        await UntilAsync(async () => (await ViewAsync()).HandOver is null);
        Assert.Equal((await SelfAsync(_maria), "connected"), ((await ViewAsync()).NurseId, (await ViewAsync()).State));
        Assert.Equal((PresenceState.OnCall, PresenceState.NotResponding), ((await WorkAsync(_maria)).Presence.State, (await WorkAsync(_grace)).Presence.State));
        Assert.Equal(2L, await _app.ScalarAsync("SELECT COUNT(*) FROM Outbox WHERE Kind = 'calls.hold'"));
        Assert.Empty((await AnswerAsync(_maria, "choking")).Refused);
    }

    [Fact]
    public async Task The_next_available_is_asked_one_after_the_other_and_the_last_no_gives_the_caller_back()
    {
        await AvailableAsync(_grace);
        await AvailableAsync(_keisha);
        Assert.Equal(["Grace Lim", "Keisha Barrow"], (await _maria.GetFromJsonAsync<NurseAvailable[]>($"api/calls/{_call.CallId}/hand-over/nurses"))!.Select(n => n.Name).Order());
        await HandOverAsync(null);
        Assert.Equal(1, await DeclinedAsync());
        Assert.Equal(1, await DeclinedAsync());
        Assert.Null((await ViewAsync()).HandOver);
        Assert.Equal(await SelfAsync(_maria), (await ViewAsync()).NurseId);
    }

    [Fact]
    public async Task She_takes_it_back_even_after_it_was_accepted_and_one_who_never_joins_does_not_keep_it()
    {
        await AvailableAsync(_grace);
        await HandOverAsync(await SelfAsync(_grace));
        (await _grace.PostAsJsonAsync($"api/offers/{(await WorkAsync(_grace)).Offer!.OfferId}/accept", new { })).Dispose();
        Assert.True((await ViewAsync()).HandOver!.Accepted);
        Assert.Null((await ReadAsync<CallView>(await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/hand-over/cancel", new { }))).HandOver);
        Assert.Equal(PresenceState.Available, (await WorkAsync(_grace)).Presence.State);

        await HandOverAsync(await SelfAsync(_grace));
        (await _grace.PostAsJsonAsync($"api/offers/{(await WorkAsync(_grace)).Offer!.OfferId}/accept", new { })).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(6));
        await UntilAsync(async () => (long)(await _app.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'hand-over' AND Version = 1"))! == 1);
        _clock.Advance(TimeSpan.FromSeconds(21));
        await UntilAsync(async () => (await ViewAsync()).HandOver is null);
        Assert.Equal((await SelfAsync(_maria), PresenceState.NotResponding), ((await ViewAsync()).NurseId, (await WorkAsync(_grace)).Presence.State));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_meanwhile_ends_the_call_for_the_first_nurse_and_frees_the_next()
    {
        await AvailableAsync(_grace);
        await HandOverAsync(await SelfAsync(_grace));
        await _caller.HangsUpAsync();

        Assert.Equal(("wrap-up", await SelfAsync(_maria)), ((await ViewAsync()).State, (await ViewAsync()).NurseId));
        var grace = await WorkAsync(_grace);
        Assert.Equal((PresenceState.Available, null), (grace.Presence.State, grace.Offer));
        Assert.Empty((await AnswerAsync(_maria, "choking")).Refused);
    }

    [Fact]
    public async Task Refusals_have_names()
    {
        await RefusedAsync("hand-over-nobody", await HandOverAnswerAsync(_maria, null));
        await AvailableAsync(_grace);
        await RefusedAsync("hand-over-needs-text", await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/hand-over", new HandOverRequest(null, " ")));
        await RefusedAsync("call-unknown", await HandOverAnswerAsync(_grace, null));
        await HandOverAsync(null);
        await RefusedAsync("hand-over-open", await HandOverAnswerAsync(_maria, null));
    }

    private async Task<int> DeclinedAsync()
    {
        var declined = 0;
        foreach (var nurse in new[] { _grace, _keisha })
            if ((await WorkAsync(nurse)).Offer is { } offer && declined == 0)
            {
                (await nurse.PostAsJsonAsync($"api/offers/{offer.OfferId}/decline", new { })).Dispose();
                declined++;
            }

        return declined;
    }

    private Task<HttpResponseMessage> HandOverAnswerAsync(HttpClient nurse, Guid? to) =>
        nurse.PostAsJsonAsync($"api/calls/{_call.CallId}/hand-over", new HandOverRequest(to, "Ask about the water pill"));

    private async Task<CallView> HandOverAsync(Guid? to) => await ReadAsync<CallView>(await HandOverAnswerAsync(_maria, to));

    private async Task JoinedAsync(HttpClient nurse, OfferView offer)
    {
        (await nurse.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        var token = await ReadAsync<SoftphoneToken>(await nurse.PostAsJsonAsync("api/softphone/token", new { }));
        var sid = TestTwilio.NewSid();
        var heard = await _twilio.AskAsync("/twilio/client", ("CallSid", sid), ("From", $"client:{token.Identity}"), ("To", ""), ("CallStatus", "ringing"), ("offer", offer.OfferId.ToString()));
        Assert.Equal(_call.CallId.ToString("N"), heard.Verb("Conference")!.Value);
        Assert.Equal(await SelfAsync(_maria), (await ViewAsync()).NurseId);
        (await _twilio.SendAsync($"/twilio/conference?id={_call.CallId:N}", ("ConferenceSid", "CF00000000000000000000000000000001"), ("CallSid", sid),
            ("StatusCallbackEvent", "participant-join"), ("SequenceNumber", (_sequence++).ToString(CultureInfo.InvariantCulture)))).Dispose();
    }

    private async Task<TriageEventsResult> AnswerAsync(HttpClient nurse, string question) => await ReadAsync<TriageEventsResult>(await nurse.PostAsJsonAsync(
        $"api/triage/{_session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(
            [new Answered(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("", ""), "first-minute", question, Answer.Absent, AnswerSource.Asked)]))));

    private async Task<CallView> ViewAsync() => (await _maria.GetFromJsonAsync<CallView>($"api/calls/{_call.CallId}"))!;

    private static async Task<CurrentWork> WorkAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<CurrentWork>("api/work"))!;

    private static async Task<Guid> SelfAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<Me>("api/me"))!.StaffId;

    private static async Task AvailableAsync(HttpClient nurse) => (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return (await answer.Content.ReadFromJsonAsync<T>())!;
        }
    }

    private static async Task RefusedAsync(string code, HttpResponseMessage answer)
    {
        using (answer) Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<Problem>())!.Code);
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
