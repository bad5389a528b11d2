using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Queue;

namespace CallCenter.Api.Tests.Calls;

/// <summary>A nurse rings from the card. Whose telephone rings is known; who answers it is not.</summary>
public sealed class CallPatientTests : QueueStory
{
    private const string TessesOwn = "+15125550111", Husbands = "+15125550112";

    [Theory]
    [InlineData(Husbands)]
    [InlineData(null)]
    public async Task Where_somebody_else_may_answer_nobody_is_taken_for_the_patient_until_the_nurse_has_asked(string? number)
    {
        var call = await RingsAsync(number);

        Assert.Equal(("unknown", null, null, false, false), (call.Caller.Kind, call.Caller.Name, call.Caller.Relation, call.Caller.MayBeSpokenTo, call.Caller.Verified));
        Assert.Equal(("Tess Okonjo", number ?? TessesOwn), (call.Caller.PatientName, call.Caller.CallBackNumber));
        Assert.Equal(number is null ? ["the patient's telephone", "the husband's telephone"] : ["the husband's telephone"], call.Parties.Select(p => p.Name));

        var asked = await SaysAsync(call, "husband");
        Assert.Equal(("caregiver", "husband", false), (asked.Caller.Kind, asked.Caller.Relation, asked.Caller.MayBeSpokenTo));
        Assert.Equal("Tess Okonjo", asked.Caller.PatientName);
    }

    [Fact]
    public async Task Exactly_her_own_telephone_suggests_the_patient_as_when_she_rings_us_and_proves_nothing()
    {
        var call = await RingsAsync(TessesOwn);

        Assert.Equal(("patient", "Tess Okonjo", null, true, false), (call.Caller.Kind, call.Caller.Name, call.Caller.Relation, call.Caller.MayBeSpokenTo, call.Caller.Verified));
        // Her daughter picked it up.
        var asked = await SaysAsync(call, "daughter");
        Assert.Equal(("caregiver", null, false), (asked.Caller.Kind, asked.Caller.Name, asked.Caller.MayBeSpokenTo));
    }

    [Fact]
    public async Task A_number_that_is_her_caregivers_too_suggests_nobody()
    {
        await App.ExecuteAsync($"UPDATE Caregivers SET Phone = '{TessesOwn}' WHERE Phone = '{Husbands}'");
        Assert.Equal("unknown", (await RingsAsync(TessesOwn)).Caller.Kind);
    }

    [Fact]
    public async Task When_the_nurse_hears_that_it_is_the_patient_she_has_her_name()
    {
        var asked = await SaysAsync(await RingsAsync(Husbands), "self");
        Assert.Equal(("patient", "Tess Okonjo", "self"), (asked.Caller.Kind, asked.Caller.Name, asked.Caller.Relation));
    }

    [Fact]
    public async Task Only_a_number_of_the_card_is_rung_and_the_call_is_found_by_whom_it_was_for()
    {
        using (var strange = await CallAsync("+15125559999"))
        {
            Assert.Equal(HttpStatusCode.Conflict, strange.StatusCode);
            Assert.Contains("Open the card again", await strange.Content.ReadAsStringAsync());
        }

        var call = await RingsAsync(Husbands);
        Assert.Contains(call.Timeline, e => e is { Kind: "calling", What: "The nurse rings the husband's telephone." });
        await App.ExecuteAsync("UPDATE Calls SET State = 'Closed', EndedAt = StartedAt, EndReason = 'nobody answered'");
        Assert.Equal((true, "for T. Okonjo"), (await Maria.GetFromJsonAsync<PastCalls>("api/calls/past"))!.Items is [var past] ? (past.Outbound, past.Who) : default);
    }

    private async Task<CallView> RingsAsync(string? number)
    {
        using var answer = await CallAsync(number);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<CallView>())!;
    }

    private async Task<HttpResponseMessage> CallAsync(string? number)
    {
        (await Maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Away))).Dispose();
        var tess = (await (await Maria.PostAsJsonAsync("api/patients/search", new PatientSearchRequest("lakeside", "Tess Okonjo", null))).Content.ReadFromJsonAsync<PatientName[]>())!;
        return await Maria.PostAsJsonAsync($"api/patients/{Assert.Single(tess).PatientId}/call", new CallPatientRequest(number));
    }

    private async Task<CallView> SaysAsync(CallView call, string relation)
    {
        using var answer = await Maria.PutAsJsonAsync($"api/calls/{call.CallId}/patient", new LinkPatientRequest(null, null, relation, null));
        return (await answer.Content.ReadFromJsonAsync<CallView>())!;
    }
}
