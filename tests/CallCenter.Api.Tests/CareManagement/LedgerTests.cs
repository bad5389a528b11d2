using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Tests.EhrDelivery;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.CareManagement;

/// <summary>From the fact that a call was wrapped up to the patient's month, through HTTP.</summary>
public class LedgerTests
{
    [Fact]
    public async Task A_call_is_proposed_linked_and_counted()
    {
        await using var host = await SliceHost.StartAsync();
        var tess = await host.PatientAsync("Okonjo");
        var call = await WrapUpAsync(host, tess, talk: 1260, wrapUp: 300, noteAfter: 120);
        await host.PublishAsync(call);
        using var nurse = await host.SignInAsync();
        var proposed = (await nurse.GetFromJsonAsync<CallTimeView>($"api/calls/{call.CallId}/time"))!;
        Assert.False(proposed.Linked);
        Assert.Equal([("call-live", "proposed", 1260), ("after-call-work", "proposed", 300)], proposed.Entries.Select(e => (e.Activity, e.State, e.Seconds)));
        Assert.All(proposed.Entries, e => Assert.Equal("Maria Torres, RN", e.Staff));
        Assert.Contains("CA0001", proposed.Entries[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("note ", proposed.Entries[1].Evidence, StringComparison.Ordinal);
        var before = (await MonthAsync(nurse, tess))!;
        Assert.Equal((0, 1560), (before.CountedSeconds, before.ProposedSeconds));

        var linked = await LinkAsync(nurse, call.CallId, new LinkTimeRequest([tess.Conditions[0].Id], false, false));
        Assert.True(linked!.Linked);
        Assert.All(linked.Entries, e => Assert.Equal("counted", e.State));
        var month = (await MonthAsync(nurse, tess))!;
        Assert.Equal((1560, 0, 840, "America/Chicago"), (month.CountedSeconds, month.ProposedSeconds, month.SecondsToNext, month.TimeZone));
        Assert.Equal(("99490", 1), (Assert.Single(month.Earned).Code, month.Earned[0].Units));
        await using var db = host.Read();
        var trail = await db.Set<AuditEntry>().Where(a => a.Verb == "time-linked" || a.Verb == "patient-month-opened").Select(a => a.Verb).ToListAsync();
        Assert.Equal(["patient-month-opened", "patient-month-opened", "time-linked"], trail.Order());
    }

    [Fact]
    public async Task Not_care_management_is_taken_back_by_linking_later()
    {
        await using var host = await SliceHost.StartAsync();
        var tess = await host.PatientAsync("Okonjo");
        var call = await WrapUpAsync(host, tess, 600, 0, null);
        using var nurse = await host.SignInAsync();
        var no = await LinkAsync(nurse, call.CallId, new LinkTimeRequest([], false, NotCareManagement: true));
        Assert.Equal(("excluded", false), (no!.Entries[0].State, no.Linked));
        Assert.Equal(0, (await MonthAsync(nurse, tess))!.CountedSeconds);
        var yes = await LinkAsync(nurse, call.CallId, new LinkTimeRequest([tess.Conditions[0].Id], false, false));
        Assert.Equal("counted", yes!.Entries[0].State);
    }

    [Fact]
    public async Task Without_consent_at_the_time_the_link_excludes_and_says_why()
    {
        await using var host = await SliceHost.StartAsync();
        var tess = await host.PatientAsync("Okonjo");
        await host.Writer.RunAsync(SliceHost.Everything, async (work, cancel) =>
        {
            foreach (var enrolment in await work.Set<Features.Patients.Domain.Enrolment>().Where(e => e.PatientId == tess.Id).ToListAsync(cancel))
                enrolment.ConsentAt = work.Now.AddMinutes(1);
        }, CancellationToken.None);
        var call = await WrapUpAsync(host, tess, 600, 0, null);
        using var nurse = await host.SignInAsync();
        var linked = await LinkAsync(nurse, call.CallId, new LinkTimeRequest([tess.Conditions[0].Id], false, false));
        Assert.Equal(("excluded", "This time was spent before consent was given."), (linked!.Entries[0].State, linked.Entries[0].Why));
        Assert.Equal(0, (await MonthAsync(nurse, tess))!.CountedSeconds);
    }

    [Fact]
    public async Task Who_was_not_on_the_call_may_not_link_it_and_a_supervisor_may()
    {
        await using var host = await SliceHost.StartAsync();
        var tess = await host.PatientAsync("Okonjo");
        var call = await WrapUpAsync(host, tess, 600, 0, null);
        var request = new LinkTimeRequest([tess.Conditions[0].Id], false, false);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "nurse2@demo", call.CallId, request));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "ma@demo", call.CallId, request));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, "nurse4@demo", call.CallId, request));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "supervisor@demo", call.CallId, request));
        using var neighbour = await host.SignInAsync("nurse4@demo");
        using var month = await neighbour.GetAsync($"api/patients/{tess.Id}/month");
        Assert.Equal(HttpStatusCode.NotFound, month.StatusCode);
        Assert.Empty((await neighbour.GetFromJsonAsync<CallTimeView>($"api/calls/{call.CallId}/time"))!.Entries);
    }

    [Fact]
    public async Task A_link_that_says_nothing_or_names_a_stranger_s_condition_is_refused()
    {
        await using var host = await SliceHost.StartAsync();
        var (tess, harold) = (await host.PatientAsync("Okonjo"), await host.PatientAsync("Whitfield"));
        var call = await WrapUpAsync(host, tess, 600, 0, null);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, "nurse@demo", call.CallId, new LinkTimeRequest([], false, false)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, "nurse@demo", call.CallId, new LinkTimeRequest([harold.Conditions[0].Id], false, false)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, "nurse@demo", call.CallId, new LinkTimeRequest([tess.Conditions[0].Id], false, true)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, "nurse@demo", Guid.NewGuid(), new LinkTimeRequest([], true, false)));
        var unknown = await WrapUpAsync(host, null, 600, 0, null);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(host, "nurse@demo", unknown.CallId, new LinkTimeRequest([], true, false)));
    }

    [Fact]
    public async Task After_call_work_is_proved_by_a_note_in_time_in_whatever_order_they_are_told()
    {
        await using var host = await SliceHost.StartAsync();
        var tess = await host.PatientAsync("Okonjo");
        using var nurse = await host.SignInAsync();
        Assert.Equal("excluded", await AfterCallStateAsync(noteAfter: null));
        Assert.Equal("proposed", await AfterCallStateAsync(noteAfter: 100));
        Assert.Equal("excluded", await AfterCallStateAsync(noteAfter: 1000));
        Assert.Equal("proposed", await AfterCallStateAsync(noteAfter: 100, noteLast: true));
        Assert.Equal("excluded", await AfterCallStateAsync(noteAfter: 1000, noteLast: true));

        async Task<string> AfterCallStateAsync(int? noteAfter, bool noteLast = false)
        {
            var call = await WrapUpAsync(host, tess, 300, 200, noteAfter, noteLast);
            return (await nurse.GetFromJsonAsync<CallTimeView>($"api/calls/{call.CallId}/time"))!.Entries.Single(e => e.Activity == "after-call-work").State;
        }
    }

    [Fact]
    public async Task A_nurse_s_second_belongs_to_one_patient_only()
    {
        await using var host = await SliceHost.StartAsync();
        var (tess, harold) = (await host.PatientAsync("Okonjo"), await host.PatientAsync("Whitfield"));
        await WrapUpAsync(host, tess, 600, 0, null);
        var second = await WrapUpAsync(host, harold, 900, 0, null);
        using var nurse = await host.SignInAsync();
        var entries = (await nurse.GetFromJsonAsync<CallTimeView>($"api/calls/{second.CallId}/time"))!.Entries;
        Assert.Equal(600, entries.Where(e => e.State == "excluded").Sum(e => e.Seconds));
        Assert.Equal(300, entries.Where(e => e.State == "proposed").Sum(e => e.Seconds));
        var linked = await LinkAsync(nurse, second.CallId, new LinkTimeRequest([harold.Conditions[0].Id], false, false));
        Assert.Equal(300, linked!.Entries.Where(e => e.State == "counted").Sum(e => e.Seconds));
    }

    [Fact]
    public async Task A_month_is_written_yyyy_mm()
    {
        await using var host = await SliceHost.StartAsync();
        var tess = await host.PatientAsync("Okonjo");
        using var nurse = await host.SignInAsync();
        using var wrong = await nurse.GetAsync($"api/patients/{tess.Id}/month?month=November");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("2026-02", (await nurse.GetFromJsonAsync<MonthView>($"api/patients/{tess.Id}/month?month=2026-02"))!.Month);
        // 03:10 UTC on the 24th is still the 23rd in Chicago, and the same month.
        Assert.Equal("2026-11", (await MonthAsync(nurse, tess))!.Month);
    }

    /// <summary>A call that ended now; its note is signed that many seconds into the wrap-up.</summary>
    private static async Task<CallWrappedUp> WrapUpAsync(SliceHost host, Patient? patient, int talk, int wrapUp, int? noteAfter, bool noteLast = false)
    {
        var talkEnd = host.Clock.GetUtcNow().AddSeconds(-wrapUp);
        var nurse = await host.StaffIdAsync("Maria Torres");
        var fact = new CallWrappedUp(Guid.NewGuid(), "lakeside", patient?.Id, nurse,
            [new TalkInterval(talkEnd.AddSeconds(-talk), talkEnd, nurse)], talkEnd, talkEnd.AddSeconds(wrapUp), ["CA0001", "CA0002"]);
        if (noteLast) await host.PublishAsync(fact);
        if (noteAfter is { } after)
            await host.PublishAsync(new Features.Triage.Contracts.NoteSigned(Guid.NewGuid(), fact.CallId, "lakeside", patient?.Id, fact.NurseId,
                talkEnd.AddSeconds(after), Notes.Text("ledger"), "see_4h", talkEnd.AddSeconds(-talk), talkEnd));
        if (!noteLast) await host.PublishAsync(fact);
        return fact;
    }

    private static Task<MonthView?> MonthAsync(HttpClient browser, Patient patient) => browser.GetFromJsonAsync<MonthView>($"api/patients/{patient.Id}/month");

    private static async Task<CallTimeView?> LinkAsync(HttpClient browser, Guid callId, LinkTimeRequest request)
    {
        using var answer = await browser.PostAsJsonAsync($"api/calls/{callId}/time/link", request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<CallTimeView>();
    }

    private static async Task<HttpStatusCode> StatusAsync(SliceHost host, string who, Guid callId, LinkTimeRequest request)
    {
        using var browser = await host.SignInAsync(who);
        using var answer = await browser.PostAsJsonAsync($"api/calls/{callId}/time/link", request);
        return answer.StatusCode;
    }
}
