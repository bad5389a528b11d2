using System.Net;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Features.Escalation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>The practice's file in the console: what is tried changes nothing, what is published stands for ever under a name.</summary>
public sealed class PracticeFileStories
{
    private const string NewNumber = "+15125550141";

    [Fact]
    public async Task The_folder_of_the_first_start_is_number_one_and_a_later_change_of_it_is_only_offered()
    {
        using var files = new FileCopy();
        var first = await EscalationHost.StartAsync(files: files.Path);
        using (var helen = await FileEditor.SignsInAsync(first))
        {
            var seen = await helen.SeesAsync();
            Assert.Equal((1, null, null), (seen.InForce!.Number, seen.InForce.Publisher, seen.Folder));
            await helen.PublishesAsync(NewVoice);
        }

        await first.StopAsync();
        files.Edit("lakeside", text => text.Replace("ack_within: 4m", "ack_within: 3m", StringComparison.Ordinal));
        await using var host = await EscalationHost.StartAsync(first, files: files.Path);
        using var again = await FileEditor.SignsInAsync(host);
        var later = await again.SeesAsync();
        Assert.Equal((2, "Helen Brandt, RN", FileEditor.Reason), (later.InForce!.Number, later.InForce.Publisher, later.InForce.Reason));
        Assert.Contains(NewNumber, later.InForce.Text);
        Assert.Contains("ack_within: 3m", later.Folder);
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((0, 1), (host.Rings(EscalationHost.Okafor), host.Rings(NewNumber)));
    }

    [Fact]
    public async Task While_she_types_the_verifier_answers_with_line_and_column_and_the_differences_in_words()
    {
        await using var host = await EscalationHost.StartAsync();
        using var helen = await FileEditor.SignsInAsync(host);
        var text = (await helen.SeesAsync()).InForce!.Text;

        var wrong = await helen.ChecksAsync(text.Replace("pin_required: true", "pin_requierd: true", StringComparison.Ordinal));
        var finding = wrong.Findings[0];
        Assert.Equal((null, "C15", "error", text.Split('\n').Index().First(l => l.Item.Contains("pin_required", StringComparison.Ordinal)).Index + 1), (wrong.Digest, finding.Code, finding.Severity, finding.Line));
        Assert.Contains("Did you mean 'pin_required'?", finding.WhatToDo);

        var same = await helen.ChecksAsync(text + "\n# a word\n");
        Assert.True(same.IsSame);
        Assert.Empty(same.Differences);

        var judged = await helen.ChecksAsync(NewVoice(text).Replace("\nversion: 2\n", "\nversion: 1\n", StringComparison.Ordinal));
        Assert.Contains(judged.Findings, f => f is { Code: "V01", Severity: "error" });
        var moved = Assert.Single((await helen.ChecksAsync(NewVoice(text))).Differences, d => d.Where.EndsWith("to", StringComparison.Ordinal));
        Assert.Equal(("contact 'dr-okafor' › destination 'okafor-voice' › to", EscalationHost.Okafor, NewNumber), (moved.Where, moved.Was, moved.Is));

        var swapped = await helen.ChecksAsync(FileEditor.Next(text).Replace("members: [dr-okafor, dr-marsh", "members: [dr-marsh, dr-okafor", StringComparison.Ordinal));
        Assert.Contains(swapped.OnCall, o => o.Was.Contains("Okafor", StringComparison.Ordinal) && o.Is.Contains("Marsh", StringComparison.Ordinal));
        Assert.Contains(swapped.Findings, f => f.Code == "C28");
        Assert.Contains(swapped.NotLookedAt, n => n.StartsWith("C19:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_name_reason_accepted_warnings_or_against_another_version_nothing_is_published()
    {
        await using var host = await EscalationHost.StartAsync();
        using var helen = await FileEditor.SignsInAsync(host);
        var request = await helen.FillsInAsync(NewVoice);
        Assert.NotEmpty(request.Accepts);

        Assert.Equal("name-differs", await helen.IsRefusedAsync(request with { Name = "Ellen Marsh" }));
        Assert.Equal("reason-needed", await helen.IsRefusedAsync(request with { Reason = "  " }));
        Assert.Equal("warnings-not-accepted", await helen.IsRefusedAsync(request with { Accepts = [] }));
        Assert.Equal("file-changed", await helen.IsRefusedAsync(request with { Replaces = 2 }));
        Assert.Equal("file-changed", await helen.IsRefusedAsync(request with { Text = request.Text.Replace(NewNumber, "+15125550142", StringComparison.Ordinal) }));
        Assert.Equal("file-faulty", await helen.IsRefusedAsync(request with { Text = request.Text.Replace("until: acked", "until: tired", StringComparison.Ordinal) }));
        Assert.Equal("file-same", await helen.IsRefusedAsync(text => text + "# a word\n"));
        await using var db = host.Read();
        Assert.False(await db.Set<AuditEntry>().AnyAsync(a => a.Verb == "escalation-file-published"));
    }

    [Fact]
    public async Task The_practices_own_manager_publishes_for_her_practice()
    {
        await using var host = await EscalationHost.StartAsync();
        using var rosa = new FileEditor(await host.SignInAsync("manager@demo"), "lakeside", "Rosa Delgado");
        await rosa.PublishesAsync(NewVoice);
        Assert.Equal("Rosa Delgado, Practice manager", (await rosa.SeesAsync()).InForce!.Publisher);
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((0, 1), (host.Rings(EscalationHost.Okafor), host.Rings(NewNumber)));
    }

    [Fact]
    public async Task What_was_published_stands_with_its_reason_its_differences_and_its_very_text()
    {
        await using var host = await EscalationHost.StartAsync();
        using var helen = await FileEditor.SignsInAsync(host);
        var before = (await helen.SeesAsync()).InForce!;
        var (_, kept) = await helen.SendsAsync<FileCandidate>(HttpMethod.Put, "/lakeside/candidate", new KeepCandidate(NewVoice(before.Text), null));
        Assert.Equal(1, kept!.Version);
        Assert.Equal(HttpStatusCode.Conflict, (await helen.SendsAsync<FileCandidate>(HttpMethod.Put, "/lakeside/candidate", new KeepCandidate("other", null))).Status);

        var published = await helen.PublishesAsync(NewVoice);
        var after = await helen.SeesAsync();
        Assert.Equal((2, published.Digest, null), (after.InForce!.Number, after.InForce.Digest, after.Candidate));
        Assert.Contains(after.Publications[0].Changes, c => c.Contains($"{EscalationHost.Okafor} → {NewNumber}", StringComparison.Ordinal));
        Assert.True(after.LastCheck!.Played > 100, $"Only {after.LastCheck.Played} escalations were played through.");
        Assert.Contains(NewNumber, await host.TextOfAsync("supervisor@demo", "api/practice-files/lakeside/publications/2"));
        Assert.Equal(before.Text, await host.TextOfAsync("supervisor@demo", "api/practice-files/lakeside/publications/1"));
        await using var db = host.Read();
        Assert.DoesNotContain("1512555", (await db.Set<AuditEntry>().SingleAsync(a => a.Verb == "escalation-file-published")).Detail);
    }

    [Fact]
    public async Task A_case_is_played_with_who_answers_when()
    {
        await using var host = await EscalationHost.StartAsync();
        using var helen = await FileEditor.SignsInAsync(host);
        var asked = new SimulateFile((await helen.SeesAsync()).InForce!.Text, "2026-11-23T21:10", "provider_now", UrgencyName.Urgent,
            [new("dr-okafor", "declines", 1, 20), new("dr-marsh", "takes", 1, 60)]);
        var (_, played) = await helen.SendsAsync<FileSimulated>(HttpMethod.Post, "/lakeside/simulate", asked);
        Assert.Equal("Ellen Marsh, MD", played!.TakenBy);
        var told = played.Lines.Where(l => l.Kind is "page" or "declined" or "taken").Select(l => (l.Kind, l.Who, l.AfterSeconds)).Distinct().ToList();
        Assert.Equal([("page", "Amara Okafor, MD", 0), ("declined", "Amara Okafor, MD", 20), ("page", "Ellen Marsh, MD", 20), ("taken", "Ellen Marsh, MD", 80)], told);
        Assert.Equal(HttpStatusCode.BadRequest, (await helen.SendsAsync<FileSimulated>(HttpMethod.Post, "/lakeside/simulate", asked with { At = "tonight" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await helen.SendsAsync<FileSimulated>(HttpMethod.Post, "/lakeside/simulate", asked with { People = [new("nobody", "takes", 1, 1)] })).Status);
    }

    [Fact]
    public async Task Contacts_show_how_they_are_reached_what_they_may_know_and_what_no_longer_works_and_the_night_finds_it()
    {
        await using var host = await EscalationHost.StartAsync();
        using var helen = await FileEditor.SignsInAsync(host);
        var okafor = (await helen.SeesAsync()).Contacts.Single(c => c.ContactId == "dr-okafor");
        Assert.Equal(("what is needed, after the PIN", true), (okafor.Privacy, okafor.HasPin));
        Assert.All(okafor.Destinations, d => Assert.Equal((true, null), (d.Verified is not null, d.Trouble)));

        var sid = $"SM{Guid.NewGuid():N}";
        await host.WebhookAsync("sms/inbound", "", ("MessageSid", sid), ("CallSid", sid), ("From", EscalationHost.Okafor), ("To", "+15125550101"), ("Body", "STOP"));
        await UntilAsync(async () => (await helen.SeesAsync()).LastCheck is { } check && check.Findings.Any(f => f.Code == "C06"));
        Assert.Equal("texted STOP: no text goes there until START", (await helen.SeesAsync()).Contacts.Single(c => c.ContactId == "dr-okafor").Destinations.Single(d => d.DestinationId == "okafor-sms").Trouble);
        Assert.Contains(host.Logs, l => l.Contains("The escalation file of lakeside in force has errors now (C06@", StringComparison.Ordinal));

        host.Clock.Advance(TimeSpan.FromHours(8));
        await using var db = host.Read();
        await UntilAsync(async () => await db.Set<FileCheck>().CountAsync() == 3);
        Assert.All(await db.Set<FileCheck>().ToListAsync(), c => Assert.True(c.Played > 100));
    }

    [Fact]
    public async Task A_nurse_sees_no_file_and_a_clinical_lead_only_those_of_her_practices()
    {
        await using var host = await EscalationHost.StartAsync();
        using var nurse = await FileEditor.SignsInAsync(host, "nurse@demo");
        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.SendsAsync<PracticeFileRow[]>(HttpMethod.Get, "")).Status);
        await host.ExecuteAsync("UPDATE Staff SET ClinicalLead = 1 WHERE Name = 'Tomasz Wieczorek'");
        using var tomasz = await FileEditor.SignsInAsync(host, "nurse3@demo");
        Assert.Equal("oak-street", Assert.Single((await tomasz.SendsAsync<PracticeFileRow[]>(HttpMethod.Get, "")).Answer!).PracticeId);
        Assert.Equal(HttpStatusCode.NotFound, (await tomasz.SendsAsync<PracticeFileView>(HttpMethod.Get, "/lakeside")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tomasz.SendsAsync<FileChecked>(HttpMethod.Post, "/lakeside/check", new CheckFile("practice: lakeside", false))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tomasz.SendsAsync<FilePublished>(HttpMethod.Post, "/lakeside/publications", new PublishFile("practice: lakeside", "", 1, "Tomasz Wieczorek", "so", []))).Status);
    }

    private static string NewVoice(string text) => FileEditor.Next(text).Replace("okafor-voice, channel: voice, to: \"+15125550121\"", $"okafor-voice, channel: voice, to: \"{NewNumber}\"", StringComparison.Ordinal);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++, await Task.Delay(50)) Assert.True(tries < 400, "It does not come.");
    }
}
