using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>What happens when the nurse does not answer, or is suddenly not there.</summary>
public sealed class NurseChanges(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_an_offer_nobody_answers_when_it_lapses_then_the_next_nurse_is_asked()
    {
        var first = await NurseAsync();
        await first.SignsIn().GoesAvailable();
        await Line.PassesAsync(TimeSpan.FromSeconds(5));
        await using var second = await DeskNurse.SignInAsync(Line, "nurse2@demo");
        await second.GoesAvailableAsync();
        var caller = Line.Caller("+15125550114");
        await caller.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960");
        await first.IsOffered("P. Lindgren");
        await caller.Waits(22);
        await first.Reads("presence-state", "Not responding").SeesText("The offer lapsed");
        await second.AcceptsAsync();
        await caller.TalksWithNurse();
        await second.EndsCallAsync();
        await second.FinishesWrapUpAsync("advised");
        await caller.CallIsOver();
        Assert.Equal("Available", await second.PresenceAsync());
    }

    [Fact]
    public async Task Given_a_call_when_the_nurses_browser_is_gone_then_the_caller_is_told_and_she_goes_on_where_she_was()
    {
        var nurse = await NurseAsync();
        await nurse.SignsIn().GoesAvailable();
        var caller = Line.Caller("+15125550112");
        await caller.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await nurse.IsOffered("J. Okonjo").Accepts();
        await caller.TalksWithNurse();
        await nurse.ConfirmsPatient("at home").Answers("not_responding", Answer.Absent).Answers("breathing_fails", Answer.Absent);

        await nurse.LosesBrowser();
        await caller.Hears("The nurse is reconnecting. Please stay on the line");
        await nurse.OpensConsole().CallIs("connected").Asks("choking").Rejoins();
        await caller.TalksWithNurse();

        await nurse.Reloads().CallIs("connected").Asks("choking").Rejoins();
        await caller.Hears("The nurse is reconnecting").TalksWithNurse();
        await nurse.Answers("choking", Answer.Absent).EndsCall();
        await caller.CallIsOver();
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Calls"));
    }
}
