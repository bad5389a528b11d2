using System.Net;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using Microsoft.EntityFrameworkCore;
using static CallCenter.Api.Tests.Escalation.Rotas.RotaTelling;

namespace CallCenter.Api.Tests.Escalation.Rotas;

/// <summary>At 8 on Tuesday Dr. Marsh goes on call. Half an hour before she is told, and her answer proves the way by which she was told.</summary>
public sealed class HandOffStories : IDisposable
{
    private static readonly DateTimeOffset Told = Austin(11, 24, 7, 30);
    private readonly FileCopy _files = new();

    public HandOffStories() => _files.Edit("lakeside", text => text.Replace("  - id: clinician-call\n    cover: always\n", "  - id: clinician-call\n    cover: always\n    hand_off: {before: 30m, answer_within: 20m}\n", StringComparison.Ordinal));

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task She_is_rung_keys_her_PIN_and_the_number_is_proved_and_the_next_notice_tries_the_other_way()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        using var nurse = await host.SignInAsync("nurse@demo");
        await host.ComesToAsync(Told.AddMinutes(-1));
        Assert.Empty(host.Phones.Calls);
        await host.ComesToAsync(Told);
        var phone = host.Phone(EscalationHost.Marsh);
        await phone.PicksUpAsync();
        Assert.Contains("You are on call from Tuesday, November 24, 8:00 AM to Tuesday, November 24, 5:00 PM", phone.LastHeard);
        await phone.PressesAsync("1111");
        Assert.Contains("not right", phone.LastHeard);
        await phone.PressesAsync(EscalationHost.Pin);
        Assert.Contains("You have confirmed that you are on call", phone.LastHeard);
        await phone.EndsAsync("completed");
        await host.SettleAsync();
        var rota = await nurse.RotaAsync();
        Assert.Empty(rota.Waiting);
        Assert.Contains("voice, proved 24 Nov 2026", rota.People.Single(p => p.ContactId == "dr-marsh").Reached);
        Assert.Single(host.Phones.Calls);

        await host.ComesToAsync(Told.AddDays(1));
        Assert.Single(host.Phones.Calls, c => c.To == EscalationHost.Marsh);
        Assert.Contains("you are on call Wed 25 Nov 08:00 to Wed 25 Nov 17:00", host.Phones.Texts.Last(t => t.To == EscalationHost.Marsh && t.Text.Contains("on call Wed 25")).Text);
    }

    [Fact]
    public async Task She_does_not_answer_anywhere_and_the_practice_is_told_and_late_is_better_than_never()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        using var supervisor = await host.SignInAsync("supervisor@demo");
        await host.ComesToAsync(Told);
        await host.Phone(EscalationHost.Marsh).EndsAsync("no-answer");
        await host.SettleAsync();
        Assert.Contains("Confirm: https://nurse.example/h/", Assert.Single(host.Phones.Texts, t => t.To == EscalationHost.Marsh).Text);
        Assert.Equal("sent", Assert.Single((await supervisor.RotaAsync()).Waiting).State);

        await host.ComesToAsync(Told.AddMinutes(20));
        var missed = Assert.Single((await supervisor.RotaAsync()).Waiting);
        Assert.Equal(("missed", "Ellen Marsh, MD", "clinician-call"), (missed.State, missed.Name, missed.ScheduleId));
        await host.ComesToAsync(Told.AddMinutes(85));
        Assert.Single((await supervisor.RotaAsync()).Waiting);
        await using (var db = host.Read()) Assert.Equal(1, await db.Set<AuditEntry>().CountAsync(a => a.Verb == "hand-off-unanswered"));

        using var phone = host.Browser();
        var link = host.LinkTo(EscalationHost.Marsh);
        Assert.Equal(HttpStatusCode.OK, (await phone.OpensAsync(link)).Status);
        Assert.Single((await supervisor.RotaAsync()).Waiting);
        Assert.Equal(HttpStatusCode.OK, (await phone.AnswersAsync(link, EscalationHost.Pin)).Status);
        Assert.Empty((await supervisor.RotaAsync()).Waiting);
    }

    [Fact]
    public async Task A_machine_confirms_nothing()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        using var nurse = await host.SignInAsync("nurse@demo");
        await host.ComesToAsync(Told);
        var phone = host.Phone(EscalationHost.Marsh);
        await phone.PicksUpAsync("machine_start");
        Assert.DoesNotContain("PIN", phone.LastHeard);
        Assert.True(phone.HungUp);
        await phone.EndsAsync("completed", "machine_start");
        await host.SettleAsync();
        Assert.Equal("sent", Assert.Single((await nurse.RotaAsync()).Waiting).State);
        Assert.Single(host.Phones.Texts, t => t.To == EscalationHost.Marsh);
    }

    [Fact]
    public async Task A_colleague_takes_the_turn_after_she_was_told_so_she_is_let_off_and_he_is_told()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        using var nurse = await host.SignInAsync("nurse@demo");
        await host.ComesToAsync(Told.AddMinutes(5));
        await nurse.DoesAsync("take", Night("dr-marsh", "np-kim", "ill; he is the backup too", accept: true) with { From = "2026-11-24T08:00", To = "2026-11-24T17:00" });
        await host.SettleAsync();
        Assert.Contains("no longer on call", Assert.Single(host.Phones.Texts, t => t.To == EscalationHost.Marsh).Text);
        Assert.Equal(1, host.Rings(Kim));
        Assert.Equal("Jo Kim, NP", Assert.Single((await nurse.RotaAsync()).Waiting).Name);
        var ringing = host.Phone(EscalationHost.Marsh);
        await ringing.PicksUpAsync();
        Assert.Contains("no longer waiting", ringing.LastHeard);
    }

    [Fact]
    public async Task The_service_was_away_over_the_hand_off_and_tells_her_once_when_it_is_back()
    {
        var host = await EscalationHost.StartAsync(files: _files.Path);
        await host.ComesToAsync(Told.AddMinutes(-10));
        await host.StopAsync();
        host.Clock.Advance(TimeSpan.FromHours(3));
        await using var again = await EscalationHost.StartAsync(before: host, files: _files.Path);
        await again.SettleAsync();
        await again.ComesToAsync(Told.AddHours(3).AddMinutes(5));
        Assert.Equal(1, again.Rings(EscalationHost.Marsh));
        // Dr. Okafor was never told of her night (it began before), so she is not told of its end.
        Assert.DoesNotContain(again.Phones.Texts, t => t.To == EscalationHost.Okafor);
    }

    [Fact]
    public async Task A_notice_by_telephone_whose_answer_was_lost_is_looked_for_and_does_not_ring_twice()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        host.Phones.NextCalls.Enqueue(Fate.ArrivesButAnswerIsLost);
        host.Phones.NextLooks.Enqueue(Fate.NetworkAway);
        await host.ComesToAsync(Told);
        await host.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
        await using var db = host.Read();
        Assert.Equal(host.Phone(EscalationHost.Marsh).Call.Sid, (await db.Set<RotaNotice>().SingleAsync(n => n.ContactId == "dr-marsh")).ProviderSid);
    }

    [Fact]
    public async Task Whoever_was_told_hears_when_the_turn_is_over()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        await host.ComesToAsync(Told);
        var phone = host.Phone(EscalationHost.Marsh);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await host.ComesToAsync(Austin(11, 24, 17));
        Assert.Contains("no longer on call (Tue 24 Nov 08:00 to Tue 24 Nov 17:00)", Assert.Single(host.Phones.Texts, t => t.To == EscalationHost.Marsh).Text);
    }
}
