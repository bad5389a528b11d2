using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Protocols.Escalation.Lifecycle;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>Crashes, lost answers and bad files: whatever happens, people are still asked, and by the steps that were pinned.</summary>
public sealed class NothingIsLostTests
{
    [Fact]
    public async Task A_restart_in_the_middle_goes_on_where_it_stood()
    {
        var before = await EscalationHost.StartAsync();
        var call = await before.ConfirmAsync();
        await before.SettleAsync();
        Assert.Equal(1, before.Rings(EscalationHost.Okafor));
        await before.StopAsync();
        before.Clock.Advance(TimeSpan.FromMinutes(7));
        await using var host = await EscalationHost.StartAsync(before);
        await host.SettleAsync();
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
        var lines = await host.LinesAsync(await host.CaseAsync(call));
        Assert.Contains(lines, l => l.What == "The service was away: this comes 5 min late.");

        var phone = host.Phone(EscalationHost.Marsh);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        Assert.Equal("dr-marsh", (await host.CaseAsync(call)).TakenBy);
    }

    [Fact]
    public async Task Past_its_deadline_after_an_outage_it_goes_straight_to_the_supervisor()
    {
        var before = await EscalationHost.StartAsync();
        var call = await before.ConfirmAsync();
        await before.SettleAsync();
        await before.StopAsync();
        before.Clock.Advance(TimeSpan.FromHours(2));
        await using var host = await EscalationHost.StartAsync(before);
        await host.SettleAsync();
        var escalation = await host.CaseAsync(call);
        Assert.Equal((EscalationPhase.LastResort, true), (escalation.Phase, escalation.DeadlinePassed));
        Assert.Equal((1, 0), (host.Rings(EscalationHost.Supervisor), host.Rings(EscalationHost.Marsh)));
    }

    [Fact]
    public async Task A_call_whose_confirmation_was_lost_is_found_and_not_made_twice()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.NextCalls.Enqueue(Fate.ArrivesButAnswerIsLost);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        var page = (await host.PagesAsync(await host.CaseAsync(call))).Single(p => p.DestinationId == "okafor-voice");
        Assert.Equal((PageState.Sent, host.Phone(EscalationHost.Okafor).Call.Sid), (page.State, page.ProviderSid));
    }

    [Fact]
    public async Task Neither_a_call_nor_a_text_goes_out_twice_because_the_network_could_not_be_asked()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.NextCalls.Enqueue(Fate.ArrivesButAnswerIsLost);
        host.Phones.NextTexts.Enqueue(Fate.ArrivesButAnswerIsLost);
        foreach (var fate in new[] { Fate.NetworkAway, Fate.TooBusy, Fate.NetworkAway }) host.Phones.NextLooks.Enqueue(fate);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(100));
        Assert.Empty(host.Phones.NextLooks);
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        Assert.Equal(host.Phones.Texts.Count, host.Phones.Texts.Select(t => t.Text).Distinct().Count());
        var page = (await host.PagesAsync(await host.CaseAsync(call))).First(p => p.DestinationId == "okafor-voice");
        Assert.Equal(host.Phone(EscalationHost.Okafor).Call.Sid, page.ProviderSid);
    }

    [Fact]
    public async Task A_call_that_never_arrived_is_made_again_after_twenty_seconds()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.NextCalls.Enqueue(Fate.LostOnTheWay);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(0, host.Rings(EscalationHost.Okafor));
        await host.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        Assert.Contains(await host.LinesAsync(await host.CaseAsync(call)), l => l.What.StartsWith("An earlier hand-over to the network was never confirmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_network_is_away_the_page_is_tried_again_and_only_the_newest_goes_out()
    {
        await using var host = await EscalationHost.StartAsync();
        for (var i = 0; i < 5; i++) host.Phones.NextCalls.Enqueue(Fate.NetworkAway);
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        var pages = (await host.PagesAsync(await host.CaseAsync(call))).Where(p => p.DestinationId == "okafor-voice").ToList();
        Assert.Equal([(1, PageState.Cancelled), (2, PageState.Sent)], pages.Select(p => (p.Attempt, p.State)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24)]
    [InlineData(-24)]
    public async Task A_clock_that_jumps_and_comes_back_loses_nothing_and_repeats_nothing(int hours)
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        host.Clock.AdjustTime(host.Clock.GetUtcNow().AddHours(hours));
        await host.SettleAsync();
        var jumped = await host.CaseAsync(call);
        // Forward the deadline is over and the supervisor is asked; backward nothing that happened happens again.
        Assert.Equal(hours > 0 ? (EscalationPhase.LastResort, 1) : (EscalationPhase.Paging, 0), (jumped.Phase, host.Rings(EscalationHost.Supervisor)));
        Assert.Equal(1, host.Rings(EscalationHost.Okafor));
        host.Clock.AdjustTime(host.Clock.GetUtcNow().AddHours(-hours));
        await host.SettleAsync();
        Assert.Equal((1, hours > 0 ? 1 : 0), (host.Rings(EscalationHost.Okafor), host.Rings(EscalationHost.Supervisor)));
        await host.PassAsync(TimeSpan.FromMinutes(4));
        if (hours < 0) Assert.Equal(1, host.Rings(EscalationHost.Marsh));
        else Assert.Equal(EscalationPhase.LastResort, (await host.CaseAsync(call)).Phase);
        var pages = await host.PagesAsync(await host.CaseAsync(call));
        Assert.Equal(pages.Count, pages.Select(p => p.Key).Distinct().Count());
        Assert.Equal(host.Phones.Calls.Count, host.Phones.Calls.Select(c => c.Answer.Own.Single(o => o.Name == "id").Value).Distinct().Count());
    }

    [Fact]
    public async Task Ten_minutes_in_which_the_clock_stands_still_are_ten_minutes_in_which_nothing_is_due()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var before = await host.CaseAsync(call);
        for (var looks = 0; looks < 20; looks++) await host.SettleAsync();
        Assert.Equal((before.StateVersion, 1), ((await host.CaseAsync(call)).StateVersion, host.Phones.Calls.Count));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.SettleAsync();
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
    }

    [Fact]
    public async Task A_file_published_mid_escalation_changes_who_is_reached_but_not_its_steps_and_a_broken_one_changes_nothing()
    {
        await using var host = await EscalationHost.StartAsync();
        using var helen = await FileEditor.SignsInAsync(host);
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var pinned = (await host.CaseAsync(call)).FileHash;

        await helen.PublishesAsync(text => FileEditor.Next(text).Replace("ack_within: 4m", "ack_within: 5m", StringComparison.Ordinal)
            .Replace("okafor-voice, channel: voice, to: \"+15125550121\"", "okafor-voice, channel: voice, to: \"+15125550141\"", StringComparison.Ordinal));
        await host.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((1, 1), (host.Rings(EscalationHost.Okafor), host.Rings("+15125550141")));
        Assert.Equal("file-faulty", await helen.IsRefusedAsync(text => text.Replace("schema:", "scheme:", StringComparison.Ordinal)));
        await host.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
        Assert.Equal(pinned, (await host.CaseAsync(call)).FileHash);
        var next = await host.ConfirmAsync();
        Assert.NotEqual(pinned, (await host.CaseAsync(next)).FileHash);
        var published = (await helen.SeesAsync()).Publications;
        Assert.Equal([(2, "in-force", 1), (1, "replaced", 1)], published.Select(p => (p.Number, p.State, p.OpenEscalations)));
    }

    [Fact]
    public async Task Without_any_file_the_supervisors_desk_is_asked()
    {
        using var files = new FileCopy();
        files.Delete("lakeside");
        await using var host = await EscalationHost.StartAsync(files: files.Path);
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var escalation = await host.CaseAsync(call);
        Assert.Equal((EscalationPlan.FallbackProtocol, EscalationPhase.LastResort), (escalation.ProtocolId, escalation.Phase));
        Assert.Equal("last-resort", (await host.ViewAsync(call)).State);
    }

    [Fact]
    public async Task Outside_development_a_file_with_errors_stops_the_start_and_names_the_finding()
    {
        using var files = new FileCopy();
        files.Edit("lakeside", text => text.Replace("schema:", "scheme:", StringComparison.Ordinal));
        (string, string)[] account = [("Twilio:ApiBaseUrl", "https://telephone-network.invalid"), ("Twilio:AccountSid", "AC" + new string('a', 32)), ("Twilio:AuthToken", new string('b', 32)), ("Twilio:ApiKeySid", "SK" + new string('c', 32)),
            ("Twilio:ApiKeySecret", new string('d', 32)), ("Twilio:TwimlAppSid", "AP" + new string('e', 32))];
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => EscalationHost.StartAsync(environment: "Production", files: files.Path, settings: account));
        Assert.Contains("lakeside/escalation.yaml:3", refused.Message);
    }
}
