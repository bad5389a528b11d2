using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>When the telephone is not the way: copies by e-mail, a clinician who wants no texts, a network that is away.</summary>
public sealed class OtherWaysStories
{
    private static readonly string[] Planted = ["Okonjo", "Tess", "5550111", "1948", "78 years"];

    [Fact]
    public async Task The_office_gets_its_copy_by_email_without_detail_and_nobody_has_answered_by_it()
    {
        await using var server = new FakeMailServer();
        using var files = WithOfficeMail();
        await using var host = await EscalationHost.StartAsync(files: files.Path, settings: server.Settings);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(1));
        var mail = Assert.Single(server.Received);
        Assert.Equal("office@lakeside.example", mail.To);
        Assert.Contains("Nurse line of Lakeside Heart & Kidney: for your information", mail.Text);
        Assert.Contains("From: nurse-line@callcenter.example", mail.Text);
        Assert.DoesNotContain(Planted, word => mail.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.Null((await host.CaseAsync(call)).TakenBy);
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What == "A copy without detail goes to Lakeside front office by e-mail.");
    }

    [Fact]
    public async Task A_mailbox_that_is_full_is_tried_again_one_that_is_not_there_is_told_and_a_lost_answer_repeats_the_same_message()
    {
        await using var server = new FakeMailServer();
        using var files = WithOfficeMail();
        await using var host = await EscalationHost.StartAsync(files: files.Path, settings: server.Settings);
        server.Next.Enqueue(MailFate.TryLater);
        await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Single(server.Received);

        server.Next.Enqueue(MailFate.TakenButCutOff);
        await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(3, server.Received.Count);
        Assert.Equal(server.Received.ElementAt(1).MessageId, server.Received.ElementAt(2).MessageId);

        server.Next.Enqueue(MailFate.NoSuchMailbox);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(3, server.Received.Count);
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What == "e-mail to Lakeside front office: could not be delivered (smtp-550).");
    }

    [Fact]
    public async Task Without_a_mail_server_the_record_says_to_tell_the_office_by_hand()
    {
        using var files = WithOfficeMail();
        await using var host = await EscalationHost.StartAsync(files: files.Path);
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What == "A copy for Lakeside front office by e-mail cannot be sent from here. Tell them by hand.");
    }

    [Theory]
    [InlineData("Smtp:From", "nobody")]
    [InlineData("Smtp:Host", "mail.example")]
    [InlineData("Smtp:User", "someone")]
    public async Task A_mail_server_that_cannot_work_or_would_be_spoken_to_in_the_clear_stops_the_start(string key, string value)
    {
        (string, string)[] settings = [("Smtp:Host", "127.0.0.1"), ("Smtp:From", "nurse-line@callcenter.example"), ("Smtp:Tls", "None"), (key, value)];
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => EscalationHost.StartAsync(settings: [.. settings.GroupBy(s => s.Item1).Select(g => g.Last())]));
    }

    [Fact]
    public async Task A_doctor_who_texts_STOP_gets_no_text_is_still_called_and_the_practice_is_alarmed_until_START()
    {
        await using var server = new FakeMailServer();
        using var files = WithOfficeMail();
        await using var host = await EscalationHost.StartAsync(files: files.Path, settings: server.Settings);
        await TextAsync(host, "Stop");
        await TextAsync(host, "stop ");
        await host.SettleAsync();
        Assert.Contains("has stopped the nurse line's texts", Assert.Single(server.Received).Text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("\r\n", " ", StringComparison.Ordinal));
        using var supervisor = await host.SignInAsync("supervisor@demo");
        Assert.Equal("Amara Okafor, MD", Assert.Single(await supervisor.GetAsync<TextsStoppedView[]>("api/escalations/texts-stopped")).Name);
        using var neighbour = await host.SignInAsync("nurse3@demo");
        Assert.Empty(await neighbour.GetAsync<TextsStoppedView[]>("api/escalations/texts-stopped"));

        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((1, 0), (host.Rings(EscalationHost.Okafor), host.Phones.Texts.Count(t => t.To == EscalationHost.Okafor)));
        Assert.Equal("texts-stopped", (await host.PagesAsync(await host.CaseAsync(call))).Single(p => p.DestinationId == "okafor-sms").Result);
        // An account with words of its own: the network says which kind it was.
        await TextAsync(host, "Bitte wieder", ("OptOutType", "START"));
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal(1, host.Phones.Texts.Count(t => t.To == EscalationHost.Okafor));
        Assert.Empty(await supervisor.GetAsync<TextsStoppedView[]>("api/escalations/texts-stopped"));
    }

    [Fact]
    public async Task When_calls_do_not_go_out_the_text_that_was_to_come_later_goes_at_once()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.NextCalls.Enqueue(Fate.NetworkAway);
        var call = await host.ConfirmAsync(practice: "oak-street", patient: "Amaro", line: "+12125550102");
        await host.SettleAsync();
        Assert.Empty(host.Phones.Calls);
        Assert.Equal(EscalationHost.Start, Assert.Single(host.Phones.Texts).At);
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What.StartsWith("voice: the network does not take the page", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_all_telephones_away_nurse_and_supervisor_are_told_whom_to_dial_by_hand_until_it_is_over()
    {
        await using var host = await EscalationHost.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            host.Phones.NextCalls.Enqueue(Fate.NetworkAway);
            host.Phones.NextTexts.Enqueue(Fate.NetworkAway);
        }

        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        using var supervisor = await host.SignInAsync("supervisor@demo");
        var view = Assert.Single(await supervisor.GetAsync<EscalationView[]>("api/escalations"));
        Assert.True(view.PhonesAway);
        Assert.Equal(["Amara Okafor, MD", "Ellen Marsh, MD", "Nurse supervisor on duty", "Jo Kim, NP"], view.People.Select(p => p.Name));
        Assert.Equal(EscalationHost.Okafor, view.People[0].Number);
        Assert.Single(view.Notes, n => n.What.StartsWith("No telephone page gets through. Dial by hand", StringComparison.Ordinal));
        await host.PassAsync(TimeSpan.FromSeconds(25));
        Assert.False((await host.ViewAsync(call)).PhonesAway);
        Assert.Equal((1, 1), (host.Rings(EscalationHost.Okafor), host.Phones.Texts.Count));
        Assert.All((await host.PagesAsync(await host.CaseAsync(call))).Where(p => p.Channel is Channel.Voice or Channel.Sms), p => Assert.Equal((PageState.Sent, (string?)null), (p.State, p.Result)));
    }

    [Fact]
    public async Task A_busy_account_is_asked_again_at_once_and_alarms_nobody_before_it_has_said_so_five_times()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.NextCalls.Enqueue(Fate.TooBusy);
        host.Phones.NextTexts.Enqueue(Fate.TooBusy);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        Assert.DoesNotContain(await host.LinesAsync(await host.CaseAsync(call)), l => l.What.Contains("the network does not take the page", StringComparison.Ordinal) || l.What.StartsWith("No telephone page", StringComparison.Ordinal));

        for (var i = 0; i < 30; i++)
        {
            host.Phones.NextCalls.Enqueue(Fate.TooBusy);
            host.Phones.NextTexts.Enqueue(Fate.TooBusy);
        }

        var busy = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(busy)), l => l.What.StartsWith("No telephone page gets through", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thirty_minutes_without_any_telephone_lose_nothing_and_the_desk_is_asked_by_the_deadline()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.Away = true;
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(10));
        Assert.True((await host.ViewAsync(call)).PhonesAway);
        await host.PassAsync(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(10), seconds: 10);
        var escalation = await host.CaseAsync(call);
        Assert.Equal((EscalationPhase.LastResort, true), (escalation.Phase, escalation.DeadlinePassed));
        Assert.InRange((await host.LinesAsync(escalation)).First(l => l.What.StartsWith("Last resort, attempt 1", StringComparison.Ordinal)).At, host.Clock.Start, escalation.ClinicalDeadline.AddSeconds(10));
        Assert.Empty(host.Phones.Calls);
        Assert.Contains(await host.PagesAsync(escalation), p => p is { Channel: Channel.Workstation, State: PageState.Sent });

        host.Phones.Away = false;
        await host.PassAsync(TimeSpan.FromMinutes(3));
        Assert.InRange(host.Rings(EscalationHost.Supervisor), 1, 3);
        Assert.Equal(0, host.Rings(EscalationHost.Okafor));
        Assert.Equal(host.Phones.Calls.Count, (await host.PagesAsync(escalation)).Count(p => p.Channel is Channel.Voice && p.ProviderSid is not null));
        var phone = host.Phone(EscalationHost.Supervisor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        Assert.Equal("nurse-supervisor", (await host.CaseAsync(call)).TakenBy);
    }

    /// <summary>R6: it comes and goes, is too busy (429), carries things out and never says so, loses them; callbacks come twice, late, or not at all.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Thirty_minutes_of_a_network_that_flaps_lose_nobody_and_the_desk_is_asked_by_the_deadline(int seed)
    {
        await using var host = await EscalationHost.StartAsync();
        var dice = new Random(seed);
        host.Phones.Weather = () => dice.Next(8) switch { 0 or 1 => Fate.NetworkAway, 2 => Fate.TooBusy, 3 => Fate.LostOnTheWay, 4 => Fate.ArrivesButAnswerIsLost, _ => null };
        var calls = new List<ConfirmedCall>();
        for (var minute = 0; minute < 30; minute++)
        {
            if (minute % 6 == 0) calls.Add(await host.ConfirmAsync());
            await host.PassAsync(TimeSpan.FromMinutes(1), seconds: 10);
            await CallbacksAsync(host, dice);
        }

        host.Phones.Weather = null;
        await host.PassAsync(TimeSpan.FromMinutes(2));
        foreach (var call in calls)
        {
            var escalation = await host.CaseAsync(call);
            if (await LastResortAsync(host, escalation) is { } asked) Assert.InRange(asked, escalation.ClockStart, escalation.ClinicalDeadline.AddSeconds(10));
            else Assert.True(host.Clock.GetUtcNow() < escalation.ClinicalDeadline, "Its deadline has passed and the desk was not asked.");
            var pages = await host.PagesAsync(escalation);
            Assert.Contains(pages, p => p is { Purpose: PagePurpose.Ask, Channel: Channel.Voice, ProviderSid: not null });
            Assert.DoesNotContain(pages, p => p.State is PageState.Queued && p.NotBefore < host.Clock.GetUtcNow().AddMinutes(-1));
        }

        // What cannot be told apart may ring twice, once for each answer that was lost; nothing else may.
        var sids = await SidsAsync(host);
        Assert.InRange(host.Phones.Calls.Count(c => !sids.Contains(c.Sid)), 0, host.Phones.Lost);
        using var supervisor = await host.SignInAsync("supervisor@demo");
        foreach (var call in calls)
            (await supervisor.PostAsJsonAsync($"api/escalations/{(await host.CaseAsync(call)).Id}/acknowledge", new EscalationCommand("I have it."))).EnsureSuccessStatusCode();
        foreach (var call in calls) Assert.Equal(EscalationPhase.Acknowledged, (await host.CaseAsync(call)).Phase);
    }

    /// <summary>Some rung telephones are reported as not answered, some twice, some never; a few of the oldest once more.</summary>
    private static async Task CallbacksAsync(EscalationHost host, Random dice)
    {
        foreach (var rung in host.Phones.Calls.Where(_ => dice.Next(3) > 0).Reverse().Take(12))
            for (var times = dice.Next(3); times > 0; times--) await new TestPhone(host, rung).EndsAsync("no-answer");
    }

    private static async Task<DateTimeOffset?> LastResortAsync(EscalationHost host, EscalationCase escalation) =>
        (await host.LinesAsync(escalation)).FirstOrDefault(l => l.What.StartsWith("Last resort, attempt 1", StringComparison.Ordinal))?.At;

    private static async Task<HashSet<string>> SidsAsync(EscalationHost host)
    {
        await using var db = host.Read();
        return [.. (await db.Set<Page>().Where(p => p.ProviderSid != null).ToListAsync()).Select(p => p.ProviderSid!)];
    }

    [Fact]
    public async Task A_fax_and_a_record_message_leave_when_the_office_opens_with_the_whole_record_and_a_cover_without_a_patient()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync(practice: "oak-street", patient: "Amaro", line: "+12125550102");
        await host.SettleAsync();
        Assert.Empty(await DeliveriesAsync(host, call));
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What.StartsWith("A copy for Oak Street front office by fax goes to delivery, ", StringComparison.Ordinal));
        await host.StopAsync();
        host.Clock.Advance(TimeSpan.FromHours(13));
        await using var morning = await EscalationHost.StartAsync(host);
        await morning.PassAsync(TimeSpan.FromSeconds(10));

        var copies = await DeliveriesAsync(morning, call);
        Assert.Equal([DeliveryRoute.Files, DeliveryRoute.Files], copies.Select(d => d.Route));
        Assert.All(copies, d => Assert.True(d.IsFiled));
        var fax = Assert.Single(copies, d => d.Payload.Contains("\"faxTo\":\"", StringComparison.Ordinal));
        var (cover, text) = (morning.EhrFile("oak-street", $"{fax.Id:N}.fax.txt"), morning.EhrFile("oak-street", $"{fax.Id:N}.txt"));
        Assert.Contains("From: the nurse line of Oak Street", cover);
        Assert.DoesNotContain(Planted.Append("Amaro"), word => cover.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Amaro", text);
        Assert.Contains("Record (UTC, then the practice's clock", text);
        Assert.Contains("Copy for information, for pool:", morning.EhrFile("oak-street", $"{copies.Single(d => d != fax).Id:N}.txt"));
        Assert.Equal(2, (await morning.PagesAsync(await morning.CaseAsync(call))).Count(p => p is { Purpose: PagePurpose.Copy, State: PageState.Sent, Result: "to-delivery" }));
    }

    private static async Task<List<Delivery>> DeliveriesAsync(EscalationHost host, ConfirmedCall call)
    {
        await using var db = host.Read();
        return await db.Set<Delivery>().Where(d => d.CallId == call.CallId && d.Kind == DeliveryKind.Copy).ToListAsync();
    }

    private static FileCopy WithOfficeMail()
    {
        var files = new FileCopy();
        files.Edit("lakeside", text => text
            .Replace("pool:triage\", verified: 2026-10-05, ack: none}", "pool:triage\", verified: 2026-10-05, ack: none}\n      - {id: office-mail, channel: email, to: \"office@lakeside.example\", verified: 2026-10-05, ack: none}", StringComparison.Ordinal)
            .Replace("      - {contact: office, via: [ehr], when: next-open}\n\n  - id: same-day", "      - {contact: office, via: [ehr, email], when: now}\n\n  - id: same-day", StringComparison.Ordinal));
        return files;
    }

    private static async Task TextAsync(EscalationHost host, string words, params (string, string)[] more) =>
        await host.WebhookAsync("sms/inbound", "", [("MessageSid", $"SM{Guid.NewGuid():N}"), ("CallSid", $"SM{Guid.NewGuid():N}"), ("From", EscalationHost.Okafor), ("To", "+15125550101"), ("Body", words), .. more]);
}
