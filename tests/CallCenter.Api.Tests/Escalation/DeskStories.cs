using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>What people at a console see and do, and what stays in the record.</summary>
public sealed class DeskStories
{
    [Fact]
    public async Task A_supervisor_takes_it_at_the_desk_and_closes_it_and_the_note_leaves_once()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(9));
        var escalation = await host.CaseAsync(call);
        using var supervisor = await host.SignInAsync("supervisor@demo");
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal(escalation.Id, Assert.Single(await supervisor.GetAsync<EscalationView[]>("api/escalations")).EscalationId);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(nurse, escalation, "acknowledge", "I was asked to"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(supervisor, escalation, "acknowledge", " "));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(supervisor, escalation, "close", "too early"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(supervisor, escalation, "acknowledge", "Reached Dr. Marsh by her private line"));
        Assert.Equal("Helen Brandt", (await host.ViewAsync(call)).AcknowledgedBy);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(nurse, escalation, "close", "Dr. Marsh has called back"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(nurse, escalation, "close", "again"));
        Assert.Empty(await supervisor.GetAsync<EscalationView[]>("api/escalations"));

        await using var db = host.Read();
        var note = Assert.Single(await db.Set<Delivery>().Where(d => d.CallId == call.CallId && d.Kind == DeliveryKind.EscalationNote).ToListAsync());
        Assert.Contains("Helen Brandt took responsibility at the desk", note.Payload);
        Assert.Contains("2026-11-24 03:10:00 UTC (2026-11-23 21:10:00 CST)", note.Payload);
        Assert.Contains("Amara Okafor, MD is asked by voice", note.Payload);
        Assert.Contains("Dr. Marsh has called back", note.Payload);
    }

    [Fact]
    public async Task What_is_taken_and_not_closed_is_asked_again()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        Assert.Equal(host.Clock.GetUtcNow().AddMinutes(20), (await host.ViewAsync(call)).NextAt);
        await host.PassAsync(TimeSpan.FromMinutes(21));
        Assert.Equal(EscalationPhase.Paging, (await host.CaseAsync(call)).Phase);
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
    }

    [Fact]
    public async Task The_view_says_who_is_asked_now_and_who_is_next_and_when()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var view = await host.ViewAsync(call);
        Assert.Equal("Amara Okafor, MD paged by voice and text, attempt 1.", view.Now);
        Assert.Equal(("Amara Okafor, MD, attempt 2", (DateTimeOffset?)EscalationHost.Start.AddMinutes(2)), (view.Next, view.NextAt));
        Assert.Equal((EscalationHost.Start.AddMinutes(30), UrgencyName.Urgent), (view.ClinicalDeadline, view.Urgency));
        await host.PassAsync(TimeSpan.FromMinutes(2));
        view = await host.ViewAsync(call);
        Assert.Equal(("Ellen Marsh, MD", (DateTimeOffset?)EscalationHost.Start.AddMinutes(4)), (view.Next, view.NextAt));
    }

    [Fact]
    public async Task A_neighbour_practice_sees_nothing_and_can_do_nothing()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var escalation = await host.CaseAsync(call);
        using var neighbour = await host.SignInAsync("nurse3@demo");
        Assert.Empty(await neighbour.GetAsync<EscalationView[]>("api/escalations"));
        Assert.Empty(await neighbour.GetAsync<EscalationView[]>($"api/escalations?callId={call.CallId}"));
        foreach (var act in new[] { "cancel", "close" }) Assert.Equal(HttpStatusCode.NotFound, await PostAsync(neighbour, escalation, act, "because"));
        using var stranger = host.Browser();
        using var refused = await stranger.GetAsync("api/escalations");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task A_case_that_needs_no_answer_tells_the_practice_and_is_over()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync("ems", UrgencyName.Emergent);
        await host.SettleAsync();
        Assert.Equal("closed", (await host.ViewAsync(call)).State);
        Assert.Empty(host.Phones.Calls);
        Assert.Contains("No answer is needed", Assert.Single(host.Phones.Texts).Text);
    }

    [Theory]
    [InlineData("UPDATE EscalationNotes SET What = 'Nothing happened.' WHERE Number = 2")]
    [InlineData("DELETE FROM EscalationNotes WHERE Number = 3")]
    [InlineData("DELETE FROM EscalationNotes WHERE Number = (SELECT MAX(Number) FROM EscalationNotes)")]
    public async Task A_record_that_was_tampered_with_shows(string tampering)
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var escalation = await host.CaseAsync(call);
        await using var db = host.Read();
        await using var transaction = await db.Database.BeginTransactionAsync();
        Assert.Null(NoteChain.FirstBroken(await host.LinesAsync(escalation), escalation.Lines, escalation.LastHash));
        await db.Database.ExecuteSqlRawAsync(tampering);
        Assert.NotNull(NoteChain.FirstBroken(await db.Set<EscalationLine>().ToListAsync(), escalation.Lines, escalation.LastHash));
        await transaction.RollbackAsync();
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient browser, EscalationCase escalation, string act, string reason)
    {
        using var answer = await browser.PostAsJsonAsync($"api/escalations/{escalation.Id}/{act}", new EscalationCommand(reason));
        return answer.StatusCode;
    }
}

internal static class Getting
{
    public static async Task<T> GetAsync<T>(this HttpClient browser, string path) => (await browser.GetFromJsonAsync<T>(path))!;
}
