using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Queue;

namespace CallCenter.Api.Tests.Calls;

/// <summary>What does not fit between a call and its nurse, and is known only once they talk: where the patient is, and which language the caller speaks.</summary>
public sealed class NurseFitStories : QueueStory
{
    private const string Rosa = "+12125550115", OakStreet = "+12125550102";

    [Fact]
    public async Task She_learns_that_the_patient_is_in_a_state_she_holds_no_licence_for_and_is_told_at_once()
    {
        var (_, call) = await new TalkingCall(App, Maria).BeginAsync();
        Assert.Equal((null, true), (call.LicenceNotice, call.PlaceKnown));

        var told = await PlaceAsync(call, "at her son's in Oakland, CA");
        Assert.StartsWith("You hold no licence for CA, where the patient is now.", told.LicenceNotice);
        Assert.Contains("hand the call over to a nurse who holds one", told.LicenceNotice);
        Assert.Equal(told.LicenceNotice, (await WorkAsync(Maria)).Call!.LicenceNotice);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "nurse-without-licence");

        Assert.Null((await PlaceAsync(call, "back home, Austin, TX")).LicenceNotice);
        var unknown = await PlaceAsync(call, "on the road");
        Assert.Equal((null, false), (unknown.LicenceNotice, unknown.PlaceKnown));
    }

    [Fact]
    public async Task A_licence_that_the_chart_says_is_missing_stays_in_sight_in_the_call()
    {
        await App.ExecuteAsync("UPDATE Patients SET State = 'NY'");
        var keisha = await SignInAsync("nurse5@demo");
        await AvailableAsync(keisha);
        await WaitingAsync(Tess, danger: "1");
        var offer = (await WorkAsync(keisha)).Offer!;
        (await keisha.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();

        Assert.StartsWith("You hold no licence for NY, where the patient lives by the chart. Ask where the patient is now", (await WorkAsync(keisha)).Call!.LicenceNotice);
    }

    [Fact]
    public async Task A_call_from_the_patients_card_takes_the_charts_state()
    {
        await App.ExecuteAsync("UPDATE Patients SET State = 'CA'");
        await AvailableAsync(Maria);
        using var found = await Maria.PostAsJsonAsync("api/patients/search", new PatientSearchRequest("lakeside", "Tess Okonjo", null));
        var tess = Assert.Single((await found.Content.ReadFromJsonAsync<PatientName[]>())!).PatientId;
        using var answer = await Maria.PostAsJsonAsync($"api/patients/{tess}/call", new CallPatientRequest(null));
        Assert.Contains("no licence for CA, where the patient lives", (await answer.Content.ReadFromJsonAsync<CallView>())!.LicenceNotice);
    }

    [Theory]
    [InlineData(null, "fecha de nacimiento")] // the chart speaks Spanish
    [InlineData("5", "fecha de nacimiento")] // no key of ours
    [InlineData("1", "birth date")] // a key wins
    [InlineData("2", "fecha de nacimiento")]
    public async Task Who_presses_nothing_is_spoken_to_as_the_chart_says(string? key, string heard)
    {
        var rosa = await Twilio.Dials(Rosa, OakStreet).RingsAsync();
        Assert.Contains("marque el 911", rosa.Now.Text);
        if (key is null) await rosa.IsSilentAsync();
        else await rosa.PressesAsync(key);
        Assert.Contains(heard, rosa.Now.Text);
    }

    [Theory]
    [InlineData("+12125550199", OakStreet)] // nobody's number
    [InlineData(Tess, Lakeside)] // an English chart
    public async Task Without_a_key_and_a_Spanish_chart_it_is_English(string from, string line)
    {
        var caller = await Twilio.Dials(from, line).RingsAsync();
        await caller.IsSilentAsync();
        Assert.Contains("birth date", caller.Now.Text);
    }

    [Fact]
    public async Task One_English_chart_of_the_number_is_enough_for_English()
    {
        await App.ExecuteAsync("UPDATE Patients SET Language = 'es-US' WHERE Mrn = 'LK-10001'; "
            + "INSERT INTO Caregivers (Id, PracticeId, PatientId, Name, Relation, Phone, MayBeSpokenTo) SELECT '0193AAAA-0000-7000-8000-00000000CA01', PracticeId, Id, 'James Okonjo', 'friend', '+15125550112', 1 FROM Patients WHERE Mrn = 'LK-10002'");
        var caller = await Twilio.Dials(Tess, Lakeside).RingsAsync();
        await caller.IsSilentAsync();
        Assert.Contains("birth date", caller.Now.Text);
    }

    [Fact]
    public async Task Her_nurse_hears_Spanish_and_from_then_on_the_line_speaks_it()
    {
        var grace = await SignInAsync("nurse2@demo");
        var (caller, call) = await new TalkingCall(App, grace).BeginAsync();
        Assert.Null(call.LanguageNotice);

        var changed = await SpeaksAsync(grace, call, "es-US", HttpStatusCode.OK);
        Assert.Equal(("es-US", "Speaks Spanish; you do not: bring in an interpreter."), (changed!.Language, changed.LanguageNotice));
        Assert.Contains(changed.Timeline, e => e is { Kind: "language", What: "The nurse changed the language to Spanish." });
        Assert.Equal("language=es-US", Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "call-language").Detail);
        var held = await Twilio.AskAsync($"/twilio/voice/hold?id={call.CallId:N}", caller.Form("in-progress"));
        Assert.DoesNotContain("hold", held.Text, StringComparison.OrdinalIgnoreCase);

        // Said once more, it changes nothing; another language is refused by name; another nurse's call is none of hers.
        await SpeaksAsync(grace, call, "es-US", HttpStatusCode.OK);
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "call-language");
        await SpeaksAsync(grace, call, "fr-FR", HttpStatusCode.BadRequest);
        await SpeaksAsync(Maria, call, "en-US", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_offer_says_that_she_does_not_speak_the_callers_language()
    {
        var keisha = await SignInAsync("nurse5@demo");
        await AvailableAsync(keisha);
        var caller = await Twilio.Dials(Tess, Lakeside).RingsAsync();
        await caller.PressesAsync("2");
        await caller.PressesAsync("*");
        await caller.PressesAsync("2");

        var offer = (await WorkAsync(keisha)).Offer!;
        Assert.Equal((null, "Speaks Spanish; you do not: bring in an interpreter."), (offer.Notice, offer.LanguageNotice));
        (await keisha.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        Assert.Equal(offer.LanguageNotice, (await WorkAsync(keisha)).Call!.LanguageNotice);
    }

    private async Task<CallView> PlaceAsync(CallView call, string place)
    {
        using var answer = await Maria.PutAsJsonAsync($"api/calls/{call.CallId}/patient", new LinkPatientRequest(null, null, null, place));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<CallView>())!;
    }

    private static async Task<CallView?> SpeaksAsync(HttpClient nurse, CallView call, string language, HttpStatusCode status)
    {
        using var answer = await nurse.PutAsJsonAsync($"api/calls/{call.CallId}/language", new LanguageRequest(language));
        Assert.Equal(status, answer.StatusCode);
        return status is HttpStatusCode.OK ? await answer.Content.ReadFromJsonAsync<CallView>() : null;
    }
}
