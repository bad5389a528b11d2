using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>What a nurse, a clinician and a supervisor live through, told as telephone calls.</summary>
public sealed class PagingStories
{
    [Fact]
    public async Task The_clinician_on_call_answers_gives_the_pin_and_takes_responsibility()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        Assert.Equal("+15125550101", phone.Call.From);

        await phone.PicksUpAsync();
        Assert.Contains("nurse line of Lakeside Heart & Kidney", phone.LastHeard);
        Assert.DoesNotContain("years old", phone.LastHeard);
        Assert.DoesNotContain("clinician phones back", phone.LastHeard);
        await phone.PressesAsync(EscalationHost.Pin);
        Assert.Contains("78 years old", phone.LastHeard);
        Assert.Contains("5 1 2, 5 5 5, 0 1 1 1", phone.LastHeard);
        Assert.Equal(EscalationPhase.Paging, (await host.CaseAsync(call)).Phase);
        await phone.PressesAsync("1");
        Assert.StartsWith("You have taken responsibility. The nurse has been told.", phone.LastHeard);
        Assert.True(phone.HungUp);

        var view = await host.ViewAsync(call);
        Assert.Equal(("acknowledged", "Amara Okafor, MD"), (view.State, view.AcknowledgedBy));
        Assert.DoesNotContain(phone.Heard, said => said.Contains("Okonjo", StringComparison.Ordinal));
        await host.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((1, 0), (host.Rings(EscalationHost.Okafor), host.Rings(EscalationHost.Marsh)));
    }

    [Fact]
    public async Task One_who_declines_is_followed_by_the_next_at_once()
    {
        await using var host = await EscalationHost.StartAsync();
        await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("3");
        Assert.Contains("To hear this again, press 3", phone.LastHeard);
        await phone.PressesAsync("2");
        Assert.Contains("next person is being asked", phone.LastHeard);
        await host.SettleAsync();
        Assert.Equal(host.Clock.GetUtcNow(), host.Phone(EscalationHost.Marsh).Call.At);
    }

    [Fact]
    public async Task An_answering_machine_hears_whom_to_call_and_is_no_answer()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var phone = host.Phone(EscalationHost.Okafor);
            await phone.PicksUpAsync("machine_start");
            Assert.Equal("Please call the nurse line of Lakeside Heart & Kidney.", phone.LastHeard);
            Assert.True(phone.HungUp);
            await phone.EndsAsync("completed", "machine_start");
            Assert.Equal(attempt, host.Rings(EscalationHost.Okafor));
            await host.PassAsync(TimeSpan.FromMinutes(2));
        }

        var escalation = await host.CaseAsync(call);
        Assert.Equal((EscalationPhase.Paging, (string?)null), (escalation.Phase, escalation.TakenBy));
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
        Assert.All((await host.PagesAsync(escalation)).Where(p => p.ContactId == "dr-okafor" && p.Channel is Channel.Voice),
            p => Assert.Equal((PageState.Unanswered, "machine_start"), (p.State, p.AnsweredBy)));
    }

    [Fact]
    public async Task When_nobody_answers_the_supervisor_is_called_for_ever_until_a_person_has_it()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Equal((2, 2, 1), (host.Rings(EscalationHost.Okafor), host.Rings(EscalationHost.Marsh), host.Rings(EscalationHost.Supervisor)));
        var view = await host.ViewAsync(call);
        Assert.Equal(("last-resort", false), (view.State, view.DeadlinePassed));
        await host.PassAsync(TimeSpan.FromMinutes(51));
        Assert.InRange(host.Rings(EscalationHost.Supervisor), 26, 28);
        view = await host.ViewAsync(call);
        Assert.True(view.DeadlinePassed);
        Assert.StartsWith("Send the caller to the emergency department now.", view.Now);
        Assert.Contains(view.Notes, n => n.What.Contains("Send the caller to the emergency department now", StringComparison.Ordinal));

        var phone = host.Phone(EscalationHost.Supervisor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        var rings = host.Phones.Calls.Count;
        await host.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(rings, host.Phones.Calls.Count);
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_one_has_it_and_the_other_hears_who()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var first = host.Phone(EscalationHost.Okafor);
        await first.PicksUpAsync();
        await first.PressesAsync(EscalationHost.Pin);
        await host.PassAsync(TimeSpan.FromMinutes(4));
        var second = host.Phone(EscalationHost.Marsh);
        await second.PicksUpAsync();
        await second.PressesAsync(EscalationHost.Pin);

        await Task.WhenAll(first.PressesAsync("1"), second.PressesAsync("1"));
        var heard = new[] { first.LastHeard, second.LastHeard };
        Assert.Single(heard, h => h.StartsWith("You have taken responsibility", StringComparison.Ordinal));
        var escalation = await host.CaseAsync(call);
        var winner = escalation.TakenBy == "dr-okafor" ? "Amara Okafor, MD" : "Ellen Marsh, MD";
        Assert.Single(heard, h => h.StartsWith($"{winner} has already taken responsibility", StringComparison.Ordinal));
        Assert.Single(await host.LinesAsync(escalation), l => l.What.Contains("takes responsibility,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_one_has_it_the_telephone_of_the_other_stops_ringing()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var first = host.Phone(EscalationHost.Okafor);
        await first.PicksUpAsync();
        await first.PressesAsync(EscalationHost.Pin);
        await host.PassAsync(TimeSpan.FromMinutes(4));
        var second = host.Phone(EscalationHost.Marsh);
        Assert.Empty(host.Phones.Stopped);

        // The network's answer is lost once: it is asked again.
        host.Phones.NextStops.Enqueue(Fate.LostOnTheWay);
        await first.PressesAsync("1");
        await host.PassAsync(TimeSpan.FromSeconds(5));
        // Also her own second ring, which came while she was on the line.
        Assert.Equal(host.Phones.Calls.Select(c => c.Sid).Except([first.Call.Sid]), host.Phones.Stopped.Order());
        await second.EndsAsync("canceled");
        var escalation = await host.CaseAsync(call);
        Assert.Equal((EscalationPhase.Acknowledged, "dr-okafor"), (escalation.Phase, escalation.TakenBy));
        Assert.Contains(await host.LinesAsync(escalation), l => l.What == "voice to Ellen Marsh, MD: stopped ringing, nobody is needed any more (canceled).");
    }

    [Fact]
    public async Task The_more_urgent_an_escalation_the_earlier_its_pages_among_those_that_are_due()
    {
        await using var host = await EscalationHost.StartAsync();
        foreach (var (urgency, rank) in new[] { (UrgencyName.Today, 2), (UrgencyName.Urgent, 1), (UrgencyName.Emergent, 0) })
        {
            var escalation = await host.CaseAsync(await host.ConfirmAsync(urgency: urgency));
            await host.SettleAsync();
            await using var db = host.Read();
            var keys = (await host.PagesAsync(escalation)).Select(p => p.Key).ToList();
            Assert.Equal([rank], await db.Set<OutboxMessage>().Where(m => keys.Contains(m.Key)).Select(m => m.Rank).Distinct().ToListAsync());
            Assert.Equal([rank], await db.Set<DurableTimer>().Where(t => t.OwnerId == escalation.Id).Select(t => t.Rank).Distinct().ToListAsync());
        }
    }

    [Theory]
    [InlineData("1111", "2222", "3333")]
    [InlineData("1111", "1111", "1111")]
    public async Task Three_wrong_pins_end_the_call_and_tell_nothing(params string[] pins)
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.StaysSilentAsync();
        foreach (var wrong in pins) await phone.PressesAsync(wrong);
        Assert.True(phone.HungUp);
        Assert.Contains("wrong three times", phone.LastHeard);
        Assert.DoesNotContain(phone.Heard, said => said.Contains("years old", StringComparison.Ordinal));
        var escalation = await host.CaseAsync(call);
        Assert.Equal(EscalationPhase.Paging, escalation.Phase);
        Assert.Equal(3, (await host.LinesAsync(escalation)).Count(l => l.What.StartsWith("A wrong PIN", StringComparison.Ordinal)));
        // The protocol's own clock goes on as if nobody had answered.
        await host.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(1, host.Rings(EscalationHost.Marsh));
    }

    [Fact]
    public async Task The_menu_is_closed_to_a_leg_that_never_gave_the_pin()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var rung = host.Phone(EscalationHost.Okafor).Call;
        var page = $"id={rung.Answer.Own.Single(o => o.Name == "id").Value}&n=0";
        foreach (var route in new[] { "page/choice", "page/menu" })
        {
            var (_, body) = await host.WebhookAsync(route, page, ("CallSid", rung.Sid), ("From", rung.From), ("To", rung.To), ("Digits", "1"));
            Assert.Contains("enter your PIN", body);
            Assert.DoesNotContain("years old", body);
        }

        Assert.Null((await host.CaseAsync(call)).TakenBy);
    }

    [Fact]
    public async Task Repeated_and_late_callbacks_change_nothing()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var phone = host.Phone(EscalationHost.Okafor);
        await phone.PicksUpAsync();
        await phone.PressesAsync(EscalationHost.Pin);
        await phone.PressesAsync("1");
        var before = await host.CaseAsync(call);
        foreach (var status in new[] { "completed", "completed", "no-answer", "failed" }) await phone.EndsAsync(status);
        await host.PassAsync(TimeSpan.FromMinutes(5));
        var after = await host.CaseAsync(call);
        Assert.Equal((before.Phase, before.StateVersion, before.Lines), (after.Phase, after.StateVersion, after.Lines));
        Assert.Equal(0, host.Rings(EscalationHost.Marsh));
        Assert.Equal(PageState.Acknowledged, (await host.PagesAsync(after)).Single(p => p.ProviderSid == phone.Call.Sid).State);
    }

    [Fact]
    public async Task A_number_that_does_not_work_is_not_waited_for()
    {
        await using var host = await EscalationHost.StartAsync();
        host.Phones.NextCalls.Enqueue(Fate.NumberIsWrong);
        host.Phones.NextTexts.Enqueue(Fate.NumberIsWrong);
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((0, 1), (host.Rings(EscalationHost.Okafor), host.Rings(EscalationHost.Marsh)));
        Assert.Equal(EscalationHost.Start, host.Phone(EscalationHost.Marsh).Call.At);
    }

    [Fact]
    public async Task A_more_urgent_disposition_takes_the_place_of_the_earlier_and_the_same_again_changes_nothing()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync("see_4h", UrgencyName.Today);
        await host.SettleAsync();
        var slow = await host.CaseAsync(call);
        await host.ConfirmAsync("see_4h", UrgencyName.Today, call);
        Assert.Equal(slow.Id, (await host.CaseAsync(call)).Id);
        await host.ConfirmAsync("provider_now", UrgencyName.Urgent, call);
        await host.SettleAsync();
        var quick = await host.CaseAsync(call);
        Assert.Equal(("clinician-now", EscalationPhase.Paging), (quick.ProtocolId, quick.Phase));
        using var nurse = await host.SignInAsync("nurse@demo");
        Assert.Equal(["cancelled", "paging"], (await nurse.GetAsync<EscalationView[]>($"api/escalations?callId={call.CallId}")).Select(e => e.State));

        await host.ConfirmAsync("home", UrgencyName.Planned, call);
        Assert.Equal((quick.Id, EscalationPhase.Paging), ((await host.CaseAsync(call)).Id, (await host.CaseAsync(call)).Phase));
    }
}
