using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.CareManagement;

/// <summary>The nurse links while she still talks; the time that is proposed after the call counts by what she said.</summary>
public sealed class SaidDuringTheCallTests
{
    [Fact]
    public async Task Talk_linked_during_the_call_counts_when_the_call_is_wrapped_up_and_a_strangers_condition_is_refused()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
        await using var app = await CallCenterApp.StartAsync(clock: clock);
        using var maria = await app.SignInAsync();
        var (caller, call) = await new TalkingCall(app, maria).BeginAsync();
        var card = (await maria.GetFromJsonAsync<PatientCard>($"api/patients/{call.Caller.PatientId}"))!;

        using var foreign = await maria.PostAsJsonAsync($"api/calls/{call.CallId}/time/link", new LinkTimeRequest([Guid.NewGuid()], false, false));
        using var linked = await maria.PostAsJsonAsync($"api/calls/{call.CallId}/time/link", new LinkTimeRequest([card.Conditions[0].ConditionId], false, false));
        clock.Advance(TimeSpan.FromMinutes(7));
        await caller.HangsUpAsync();
        (await maria.PostAsJsonAsync($"api/calls/{call.CallId}/wrap-up/finish", new FinishWrapUpRequest("advised", null))).Dispose();

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (foreign.StatusCode, linked.StatusCode));
        var month = (await maria.GetFromJsonAsync<MonthView>($"api/patients/{call.Caller.PatientId}/month?month=2026-11"))!;
        Assert.Equal((420, 0), (month.CountedSeconds, month.ProposedSeconds));
    }
}
