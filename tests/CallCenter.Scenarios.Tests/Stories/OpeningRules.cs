using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>Three practices on one evening, all with a telephone of their own: Lakeside is open and answers itself, Oak Street is open and always on, Northside has a holiday.</summary>
public sealed class OpeningRules : Scenario
{
    private const string Office = "+15125550900", OtherOffices = "+12125550900", Northside = "+14155550103";

    internal override NurseLineOptions? Options => new()
    {
        Prepare = database => DemoWorld.Execute(database, $"""
            UPDATE OpeningHours SET Opens = '08:00:00', Closes = '23:30:00';
            UPDATE Practices SET OfficeNumber = '{OtherOffices}';
            UPDATE Practices SET AlwaysOn = 0, OfficeNumber = '{Office}', OverflowSeconds = 25 WHERE PracticeId = 'lakeside';
            UPDATE Practices SET AlwaysOn = 0 WHERE PracticeId = 'northside';
            INSERT INTO Holidays (PracticeId, Date) VALUES ('northside', '2026-11-23');
            """),
    };

    [Fact]
    public async Task Given_a_practice_that_is_open_when_it_does_not_answer_then_a_nurse_does_and_the_caller_has_lost_nothing()
    {
        var (james, office) = (Line.Caller("+15125550112"), Line.Doctor(Office));
        await james.Dials(NurseLine.Lakeside).Hears("dial 911");
        await office.IsRung().DoesNotAnswer();
        await james.AnswersUntilQueued("03141948");
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        await nurse.AcceptsAsync();
        await james.TalksWithNurse();
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await nurse.FinishesWrapUpAsync("advised");
        Assert.Equal(["Closed", "nurse ended"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, EndReason FROM Calls")));
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM CallEvents WHERE Kind = 'overflow'"));
    }

    [Fact]
    public async Task Given_a_practice_that_is_open_when_it_answers_then_no_nurse_is_asked()
    {
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        var (james, office) = (Line.Caller("+15125550112"), Line.Doctor(Office));
        await james.Dials(NurseLine.Lakeside);
        await office.IsRung().Answers();
        await james.Waits(120);
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Queue"));
        await office.HangsUp();
        await james.CallIsOver();
        Assert.Equal(["Closed", "answered by the practice"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, EndReason FROM Calls")));
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Offers"));
        Assert.Equal("Available", await nurse.PresenceAsync());
    }

    [Theory]
    [InlineData(NurseLine.OakStreet)]
    [InlineData(Northside)]
    public async Task Given_a_practice_that_is_always_on_or_has_a_holiday_when_its_line_rings_then_the_nurse_line_answers_and_its_own_telephone_is_silent(string practiceLine)
    {
        // Silence: nobody rings the office.
        await Line.Caller("+15125550119").Dials(practiceLine).Hears("press 1").AnswersUntilQueued("*").HangsUp();
    }
}
