using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>Two clinicians leave 911 together; then the one hands her call to the other, who goes on where she stopped.</summary>
public sealed class TwoNurses(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_a_call_of_one_nurse_when_another_agrees_and_then_takes_over_then_nothing_is_lost_and_the_caller_never_alone()
    {
        var (maria, grace) = (await NurseAsync(), await NurseAsync("nurse2@demo"));
        await maria.SignsIn().GoesAvailable();
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await maria.IsOffered("J. Okonjo").Accepts();
        await james.TalksWithNurse();
        await maria.ConfirmsPatient("at home").AnswersNoUntil("chest_crush", Answer.Present).Reaches("ems").GoesTo("story").Notes("The same pain as last week, after supper.");

        await grace.SignsIn().GoesAvailable();
        await maria.AsksSecondClinician("see_4h", "known_usual_state", "Known reflux; the clinic saw her yesterday.").PleasesAxe("asking").Reaches("ems");
        await grace.ReadsRequestOf("Maria Torres", "Be seen within 4 hours", "Known reflux", "Tess Okonjo", "Blood thinner: yes", "chest pain or pressure right now", "The same pain as last week").PleasesAxe("co-sign").Agrees("I saw the clinic's note.");
        await maria.Reaches("see_4h").Reads("co-sign-asked", "Grace Lim agrees").Reads("result", "by protocol: Call 911 now, left with Grace Lim, RN");

        await maria.HandsOver("Ask about the water pill; I must take the child's call.").PleasesAxe("handing over").Reads("paused", "Being handed over");
        await grace.OpensConsole().IsOffered("J. Okonjo").Reads("offer-hand-over", "Maria Torres hands her call over: “Ask about the water pill");
        await james.Hears("Another nurse will go on with you").Waits(22);
        await maria.Reads("hand-over-note", "Grace Lim did not take the call: the caller is back with you");
        await james.TalksWithNurse();
        Assert.False((await james.CallAsync()).Conference!.Hold);

        await grace.GoesAvailable();
        await maria.HandsOver("Ask about the water pill; I must take the child's call.");
        await grace.IsOffered("J. Okonjo").TakesOver().Reads("handed-over", "Maria Torres handed this call to you").Reaches("see_4h").PleasesAxe("taken over");
        await maria.Reads("hand-over-note", "Grace Lim has the caller now").CallIs("none").Reads("presence-state", "Available");
        await james.TalksWithNurse();
        Assert.False((await james.CallAsync()).Conference!.Hold);
        Assert.DoesNotContain((await james.CallAsync()).Heard, h => h.Kind == "dead-air");

        await grace.GoesTo("story");
        await Assertions.Expect(grace.The("story")).ToHaveValueAsync("The same pain as last week, after supper.");
        await grace.EndsCall();
        await james.CallIsOver();
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TalkSpans a JOIN TalkSpans b ON a.Id <> b.Id AND a.Start < b.End AND b.Start < a.End"));
        Assert.Equal(2, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(DISTINCT NurseId) FROM TalkSpans"));
    }
}
