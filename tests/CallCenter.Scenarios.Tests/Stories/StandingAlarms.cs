using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>What a supervisor must know finds her on whatever page she is, and stays until she says that she has seen it.</summary>
public sealed class StandingAlarms(Chromium chromium) : Scenario(chromium)
{
    private readonly Looks _looks = new();

    [Fact]
    public async Task Given_nobody_on_duty_when_a_caller_rings_then_the_supervisor_sees_and_hears_it_on_any_page_until_she_has_seen_it()
    {
        var helen = await NurseAsync("supervisor@demo");
        await helen.HasEars().SignsIn().OpensPage("Deliveries").SeesNo("alarms");
        var maria = await NurseAsync();
        await maria.SignsIn();
        var pilar = Line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960", danger: "1");

        await helen.Reads("alarm", "Emergent").Reads("alarm", "Lakeside Heart & Kidney: Nobody answers this call. Take it yourself, or call a nurse in.")
            .HearsTones(2);
        await _looks.AtAsync(helen.Page, "alarm");
        // Whoever comes later, and whoever reloads, sees it too.
        await helen.Reloads().Reads("alarm", "Nobody answers").OpensPage("Protocols").Reads("alarm", "Nobody answers");
        var elsewhere = await NurseAsync("supervisor@demo");
        await elsewhere.SignsIn().Reads("alarm", "Nobody answers");
        await maria.SeesNo("alarms");

        await helen.SaysSheHasSeenIt().SeesNo("alarms");
        await elsewhere.SeesNo("alarms");
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'alarm-seen'"));

        await maria.GoesAvailable().IsOffered("P. Lindgren").Accepts();
        await pilar.TalksWithNurse();
        await maria.EndsCall();
        await pilar.CallIsOver();
        _looks.AssertClean();
    }

    [Fact]
    public async Task Given_a_call_when_the_nurse_gives_911_help_then_the_supervisor_is_alarmed_and_stands_by_and_nobody_here_dials_911()
    {
        var maria = await NurseAsync();
        await maria.SignsIn().GoesAvailable();
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await maria.IsOffered("J. Okonjo").Accepts();
        await james.TalksWithNurse();
        var helen = await NurseAsync("supervisor@demo");
        await helen.HasEars().SignsIn().OpensPage("Escalations").SeesNo("alarms");

        await maria.PressesKey("9").Reads("help-911-told", "The supervisors know since").Reads("help-911-told", "This console never dials 911")
            .Fills("help-911-place", "12 Shore Road, Austin, TX").Clicks("help-911-write")
            .Reads("help-911-read-back", "12 Shore Road, Austin, TX").Reads("help-911-read-back", "+15125550112");
        await _looks.AtAsync(maria.Page, "help-911");
        await helen.Reads("alarm", "911 help in a call. Stand by").HearsTones(1).SaysSheHasSeenIt().SeesNo("alarms").Listens();
        await maria.Reads("listener", "Supervisor Helen Brandt is listening");
        // She hangs up to dial 911 herself, and is rung back.
        await james.HangsUp();
        await maria.Reads("dropped-urgent", "The call dropped, and it was urgent");

        _looks.AssertClean();
        Assert.Equal([["Emergent", "911 help"]], DemoWorld.Rows(Line.Settings.Database, "SELECT Urgency, Reason FROM Calls"));
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM CallEvents WHERE Kind = 'help-911'"));
        Assert.DoesNotContain(await Line.Phones.CallsAsync(), c => c.To.TrimStart('+', '1') is "911" or "9");
    }
}
