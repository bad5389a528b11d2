using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Patients.Domain;
using Hl7.Fhir.Model;
using Microsoft.EntityFrameworkCore;
using Encounter = Hl7.Fhir.Model.Encounter;
using Patient = CallCenter.Api.Features.Patients.Domain.Patient;
using Task = System.Threading.Tasks.Task;

namespace CallCenter.Api.Tests.EhrDelivery;

public class FhirDeliveryTests(FhirStore store) : IClassFixture<FhirStore>
{
    [Fact]
    public async Task A_signed_note_and_its_encounter_are_filed_and_read_back()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var tess = await host.PatientAsync("Okonjo");
        var chart = await store.AddAsync(Charts.Of(tess));
        var note = await host.SignAsync(tess, Notes.Text("short of breath since dinner"));
        await host.UntilAsync(AllConfirmed);

        var filed = Assert.Single(await store.AllAsync<DocumentReference>());
        var encounter = Assert.Single(await store.AllAsync<Encounter>());
        UsCore.AssertNote(filed, note.Text);
        UsCore.AssertEncounter(encounter);
        Assert.Equal($"Patient/{chart.Id}", filed.Subject!.Reference);
        Assert.Equal($"Encounter/{encounter.Id}", filed.Context!.Encounter[0].Reference);
        Assert.Equal("Maria Torres", filed.Contained.OfType<Practitioner>().Single().Name[0].Text);

        using var nurse = await host.SignInAsync();
        var shown = (await nurse.GetFromJsonAsync<DeliveryView[]>($"api/calls/{note.CallId}/deliveries"))!;
        Assert.Equal([("encounter", "confirmed"), ("note", "confirmed")], shown.Select(d => (d.Kind, d.State)).Order());
        Assert.Contains(filed.Id!, shown.Single(d => d.Kind == "note").Proof!, StringComparison.Ordinal);
        Assert.All(shown, d => Assert.Equal(("fhir", "Lakeside Heart & Kidney", 1), (d.Route, d.PracticeName, d.Attempts)));
    }

    [Fact]
    public async Task The_same_note_signed_twice_is_one_delivery_and_a_signing_that_fails_is_none()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var tess = await host.PatientAsync("Okonjo");
        await store.AddAsync(Charts.Of(tess));
        var note = await host.SignAsync(tess, Notes.Text("dizzy"));
        await host.PublishAsync(note);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => host.Writer.RunAsync(SliceHost.Everything, async (work, cancel) =>
        {
            await work.PublishAsync(note with { SessionId = Guid.NewGuid() }, cancel);
            throw new TimeZoneNotFoundException("the signing fails after its note was queued");
        }, CancellationToken.None));
        await host.UntilAsync(AllConfirmed);
        await using var db = host.Read();
        Assert.Equal(2, await db.Set<Delivery>().CountAsync());
        Assert.Single(await store.AllAsync<DocumentReference>());
    }

    [Theory]
    [InlineData("429")]
    [InlineData("lost-answer")]
    [InlineData("503-after-commit")]
    [InlineData("empty-body")]
    [InlineData("login-page")]
    public async Task Whatever_goes_wrong_once_the_note_arrives_once(string fault)
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var tess = await host.PatientAsync("Okonjo");
        await store.AddAsync(Charts.Of(tess));
        await store.MisbehaveAsync(1, 2, fault);
        var note = await host.SignAsync(tess, Notes.Text("fever"));
        await host.UntilAsync(AllConfirmed, TimeSpan.FromSeconds(5));
        UsCore.AssertNote(Assert.Single(await store.AllAsync<DocumentReference>()), note.Text);
        Assert.Single(await store.AllAsync<Encounter>());
        await using var db = host.Read();
        var receipts = await db.Set<DeliveryAttempt>().OrderBy(a => a.StartedAt).ToListAsync();
        Assert.Equal(fault is "empty-body" ? 2 : 4, receipts.Count);
        Assert.All(receipts, a => Assert.NotNull(a.EndedAt));
        if (fault is "lost-answer" or "503-after-commit" or "login-page") Assert.Contains(receipts, a => a is { Outcome: DeliveryState.Unknown, Code: "no-answer" });
        if (fault is "429") Assert.Contains(receipts, a => a is { Outcome: DeliveryState.Failed, Code: "busy", Status: 429 });
    }

    [Fact]
    public async Task A_chart_that_is_not_there_goes_to_a_person_and_on_once_it_is()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var tess = await host.PatientAsync("Okonjo");
        await host.SignAsync(tess, Notes.Text("cough"));
        await host.UntilAsync(db => db.Set<Delivery>().AllAsync(d => d.State == DeliveryState.NeedsPerson));
        using var nurse = await host.SignInAsync();
        var waiting = (await nurse.GetFromJsonAsync<DeliveryView[]>("api/deliveries?state=needs-person"))!;
        Assert.Equal([("encounter", "chart-not-found"), ("note", "encounter-stopped")], waiting.Select(d => (d.Kind, d.ReasonCode!)).Order());
        Assert.Empty(await store.AllAsync<Hl7.Fhir.Model.Patient>());

        await store.AddAsync(Charts.Of(tess));
        var note = waiting.Single(d => d.Kind == "note");
        using var again = await nurse.PostAsync($"api/deliveries/{note.DeliveryId}/retry", null);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await host.UntilAsync(AllConfirmed);
        Assert.Single(await store.AllAsync<DocumentReference>());
        using var late = await nurse.PostAsync($"api/deliveries/{note.DeliveryId}/retry", null);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task Two_charts_or_a_stranger_s_chart_get_nothing()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var (tess, harold) = (await host.PatientAsync("Okonjo"), await host.PatientAsync("Whitfield"));
        await store.AddAsync(Charts.Of(tess));
        await store.AddAsync(Charts.Of(tess));
        var stranger = Charts.Of(harold);
        stranger.BirthDate = "1955-06-03";
        await store.AddAsync(stranger);
        await host.SignAsync(tess, Notes.Text("rash"));
        await host.SignAsync(harold, Notes.Text("nausea"));
        await host.UntilAsync(db => db.Set<Delivery>().AllAsync(d => d.State == DeliveryState.NeedsPerson));
        await using var db = host.Read();
        var reasons = await db.Set<Delivery>().Where(d => d.Kind == DeliveryKind.Encounter).Select(d => d.ReasonCode).ToListAsync();
        Assert.Equal(["patient-mismatch", "two-charts"], reasons.Order());
        Assert.Empty(await store.AllAsync<Encounter>());
    }

    [Fact]
    public async Task A_caller_who_was_never_identified_is_a_person_s_business()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        await host.SignAsync(null, Notes.Text("would not say who"));
        await host.UntilAsync(db => db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.NeedsPerson && d.ReasonCode == "caller-not-identified"));
        Assert.Empty(await store.AllAsync<DocumentReference>());
    }

    [Fact]
    public async Task Where_it_is_allowed_a_missing_patient_is_registered_once()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url, settings: ("Ehr:CreatePatients:0", "lakeside"));
        var tess = await host.PatientAsync("Okonjo");
        await host.SignAsync(tess, Notes.Text("first call"));
        await host.SignAsync(tess, Notes.Text("second call"));
        await host.UntilAsync(AllConfirmed);
        var chart = Assert.Single(await store.AllAsync<Hl7.Fhir.Model.Patient>());
        Assert.Equal(tess.Mrn, chart.Identifier[0].Value);
        Assert.Equal(2, (await store.AllAsync<DocumentReference>()).Count);
    }

    [Fact]
    public async Task A_process_that_dies_between_sending_and_recording_sends_nothing_twice()
    {
        await store.ResetAsync();
        await using var first = await SliceHost.StartAsync(store.Url, services: DiesAfterSending.Replace);
        var tess = await first.PatientAsync("Okonjo");
        await store.AddAsync(Charts.Of(tess));
        var note = await first.SignAsync(tess, Notes.Text("leg swelling"));
        await first.UntilAsync(_ => Task.FromResult(DiesAfterSending.Sent(first) > 0), TimeSpan.Zero);
        await first.StopAsync();
        Assert.Single(await store.AllAsync<Encounter>());

        await using var second = await SliceHost.StartAsync(store.Url, before: first);
        await using (var db = second.Read()) Assert.Equal(DeliveryState.Sending, (await db.Set<Delivery>().SingleAsync(d => d.Kind == DeliveryKind.Encounter)).State);
        await second.UntilAsync(AllConfirmed, TimeSpan.FromSeconds(20));
        Assert.Single(await store.AllAsync<Encounter>());
        UsCore.AssertNote(Assert.Single(await store.AllAsync<DocumentReference>()), note.Text);
        await using var after = second.Read();
        Assert.Contains(await after.Set<DeliveryAttempt>().ToListAsync(), a => a.Code == "cut-off");
    }

    [Fact]
    public async Task A_neighbour_sees_and_moves_nothing()
    {
        await store.ResetAsync();
        await using var host = await SliceHost.StartAsync(store.Url);
        var tess = await host.PatientAsync("Okonjo");
        var note = await host.SignAsync(tess, Notes.Text("palpitations"));
        await host.UntilAsync(db => db.Set<Delivery>().AllAsync(d => d.State == DeliveryState.NeedsPerson));
        await using var db = host.Read();
        var delivery = await db.Set<Delivery>().FirstAsync(d => d.Kind == DeliveryKind.Note);
        using var neighbour = await host.SignInAsync("nurse4@demo");
        Assert.Empty((await neighbour.GetFromJsonAsync<DeliveryView[]>($"api/calls/{note.CallId}/deliveries"))!);
        Assert.Empty((await neighbour.GetFromJsonAsync<DeliveryView[]>("api/deliveries"))!);
        using var refused = await neighbour.PostAsync($"api/deliveries/{delivery.Id}/retry", null);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var own = await host.SignInAsync("nurse5@demo");
        Assert.Equal(2, (await own.GetFromJsonAsync<DeliveryView[]>("api/deliveries"))!.Length);
        using var nobody = new HttpClient { BaseAddress = own.BaseAddress };
        using var unknown = await nobody.GetAsync("api/deliveries");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task A_record_that_is_away_is_tried_for_a_day_and_then_a_person_is_told()
    {
        await using var host = await SliceHost.StartAsync(new Uri("http://127.0.0.1:9/fhir/"));
        await host.SignAsync(await host.PatientAsync("Okonjo"), Notes.Text("sleepless"));
        await host.UntilAsync(db => db.Set<Delivery>().AllAsync(d => d.State == DeliveryState.NeedsPerson), TimeSpan.FromMinutes(5));
        await using var db = host.Read();
        var encounter = await db.Set<Delivery>().SingleAsync(d => d.Kind == DeliveryKind.Encounter);
        Assert.Equal("no-answer-for-long", encounter.ReasonCode);
        Assert.InRange(encounter.Attempts, 12, 40);
        Assert.InRange(host.Clock.GetUtcNow() - SliceHost.Start, TimeSpan.FromHours(21), TimeSpan.FromHours(25));
    }

    private static Task<bool> AllConfirmed(CallCenter.Api.Platform.Persistence.CallCenterDbContext db) => Charts.AllConfirmed(db);
}

internal static class Charts
{
    public static Hl7.Fhir.Model.Patient Of(Patient patient) => new()
    {
        Identifier = [new Identifier("urn:oid:2.16.840.1.113883.19.5.1", patient.Mrn)],
        Name = [new HumanName { Family = patient.FamilyName, Given = [patient.GivenName] }],
        BirthDate = patient.BirthDate.ToString("yyyy-MM-dd"),
    };

    public static async Task<bool> AllConfirmed(CallCenter.Api.Platform.Persistence.CallCenterDbContext db) =>
        await db.Set<Delivery>().AnyAsync() && await db.Set<Delivery>().AllAsync(d => d.State == DeliveryState.Confirmed);
}
