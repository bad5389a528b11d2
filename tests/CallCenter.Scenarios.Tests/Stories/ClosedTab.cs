using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A tab closed by mistake cuts the nurse's line: the browser asks first, for as long as there is something to lose.</summary>
public sealed class ClosedTab(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_a_call_when_she_closes_the_tab_then_the_browser_asks_and_staying_keeps_the_call_and_after_it_the_tab_closes_unasked()
    {
        var nurse = await NurseAsync();
        await nurse.SignsIn().GoesAvailable();
        var caller = Line.Caller("+15125550112");
        await caller.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await nurse.IsOffered("J. Okonjo").Accepts();
        await caller.TalksWithNurse();

        await nurse.ClosesTabButStays().Reads("softphone-state", "open").CallIs("connected");
        await caller.TalksWithNurse();

        // Another page of the console and back: the same question.
        await nurse.ReadsPage("Escalations").ClosesTabButStays().CallIs("connected");
        await nurse.EndsCall();
        await caller.CallIsOver();
        await nurse.FinishesWrapUp("advised").ClosesTabUnasked();
    }
}
