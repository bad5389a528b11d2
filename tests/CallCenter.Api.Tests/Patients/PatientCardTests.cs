using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Patients;

public sealed class PatientCardTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Guid Tess = DemoIds.Of("patient/LK-10001");
    private readonly CallCenterApp _app = shared.App;

    [Fact]
    public async Task The_card_shows_what_a_nurse_needs_and_each_opening_is_on_the_trail()
    {
        using var nurse = await _app.SignInAsync("nurse2@demo");
        var card = await nurse.GetFromJsonAsync<PatientCard>($"api/patients/{Tess}");
        Assert.Equal(("Tess Okonjo", "LK-10001", "Lakeside Heart & Kidney", "America/Chicago"), (card!.Name, card.Mrn, card.PracticeName, card.TimeZone));
        Assert.Equal(["+15125550111"], card.Phones);
        Assert.Contains(card.Caregivers, c => c is { Name: "James Okonjo", Relation: "husband", MayBeSpokenTo: true });
        Assert.Contains(card.Medicines, m => m.Name == "apixaban");
        Assert.Contains(card.Facts, f => f is { Fact: "anticoagulant", Value: "true" });
        Assert.NotNull(card.Enrolment?.ConsentAt);
        await nurse.GetFromJsonAsync<PatientCard>($"api/patients/{Tess}");

        var opened = (await _app.AuditTrailAsync()).Where(a => a.Verb == "patient-opened" && a.SubjectId == Tess.ToString()).ToList();
        Assert.Equal(2, opened.Count);
        Assert.All(opened, a => Assert.Equal((DemoIds.Of("staff/nurse2").ToString(), "lakeside", "patient"), (a.Actor, a.PracticeId, a.SubjectKind)));
    }

    [Fact]
    public async Task A_patient_of_another_practice_is_not_found_and_no_opening_is_recorded()
    {
        using var neighbour = await _app.SignInAsync("nurse4@demo");
        using var answer = await neighbour.GetAsync($"api/patients/{Tess}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var nobody = await neighbour.GetAsync($"api/patients/{Guid.NewGuid()}");
        Assert.Equal(await nobody.Content.ReadFromJsonAsync<Problem>(), await answer.Content.ReadFromJsonAsync<Problem>());
        Assert.DoesNotContain(await _app.AuditTrailAsync(), a => a.Verb == "patient-opened" && a.Actor == DemoIds.Of("staff/nurse4").ToString());
    }

    [Fact]
    public async Task A_card_that_cannot_be_recorded_is_not_shown()
    {
        await using var app = await CallCenterApp.StartAsync();
        using var nurse = await app.SignInAsync("nurse@demo");
        await app.ExecuteAsync("CREATE TRIGGER NoAudit BEFORE INSERT ON AuditEntries BEGIN SELECT RAISE(ABORT, 'the trail is full'); END");
        using var answer = await nurse.GetAsync($"api/patients/{Tess}");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("Okonjo", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nobody_opens_or_searches_without_signing_in()
    {
        using var visitor = _app.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync($"api/patients/{Tess}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsJsonAsync("api/patients/search", new PatientSearchRequest("lakeside", "Tess", null))).StatusCode);
    }

    [Theory]
    [InlineData("okon", null, 1)]
    [InlineData("tess okonjo", null, 1)]
    [InlineData("Okonjo Tess", null, 1)]
    [InlineData("LK-10001", null, 1)]
    [InlineData("Ngoc", null, 1)] // a later part of a name
    [InlineData(null, "1948-03-14", 1)]
    [InlineData(null, "1944-08-17", 2)]
    [InlineData("okon", "1948-03-15", 0)]
    [InlineData("%%", null, 0)]
    [InlineData("amaro", null, 0)] // of another practice
    public async Task Search_finds_by_name_record_number_and_birth_date(string? name, string? born, int count)
    {
        using var nurse = await _app.SignInAsync("nurse@demo");
        Assert.Equal(count, (await SearchAsync(nurse, "lakeside", name, born)).Count);
    }

    [Fact]
    public async Task Search_in_a_neighbour_s_practice_finds_nothing()
    {
        using var neighbour = await _app.SignInAsync("nurse4@demo");
        Assert.Empty(await SearchAsync(neighbour, "lakeside", "okonjo", null));
    }

    [Theory]
    [InlineData("o")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task A_search_that_would_show_everyone_is_refused(string? name)
    {
        using var nurse = await _app.SignInAsync("nurse@demo");
        using var answer = await nurse.PostAsJsonAsync("api/patients/search", new PatientSearchRequest("lakeside", name, null));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<IReadOnlyList<PatientName>> SearchAsync(HttpClient browser, string practice, string? name, string? born)
    {
        using var answer = await browser.PostAsJsonAsync("api/patients/search", new PatientSearchRequest(practice, name, born is null ? null : DateOnly.Parse(born)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<PatientName[]>())!;
    }
}
