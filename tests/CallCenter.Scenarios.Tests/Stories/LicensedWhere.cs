using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A patient who is in New York, and two nurses of whom one may practise there.</summary>
public sealed class LicensedWhere : Scenario
{
    internal override NurseLineOptions? Options => new() { Prepare = database => DemoWorld.Execute(database, "UPDATE Patients SET State = 'NY'") };

    [Fact]
    public async Task Given_the_longest_idle_nurse_has_no_licence_there_when_a_routine_call_waits_then_the_other_one_gets_it()
    {
        await using var keisha = await DeskNurse.SignInAsync(Line, "nurse5@demo");
        await keisha.GoesAvailableAsync();
        await Line.PassesAsync(TimeSpan.FromMinutes(1));
        await using var maria = await DeskNurse.SignInAsync(Line);
        await maria.GoesAvailableAsync();
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await maria.AcceptsAsync();
        await james.TalksWithNurse();
        await james.HangsUp();
        await maria.FinishesWrapUpAsync("advised");
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Offers"));
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM RoutingRecords WHERE Reasons LIKE '%licence covers NY%' AND WhyNot LIKE '%no licence for NY%'"));
    }

    [Fact]
    public async Task Given_nobody_else_is_there_when_ten_minutes_have_passed_then_she_is_asked_and_told_what_she_may_not_do()
    {
        await using var keisha = await DeskNurse.SignInAsync(Line, "nurse5@demo");
        await keisha.GoesAvailableAsync();
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948").Waits(9 * 60);
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Offers"));
        await james.Waits(61);
        Assert.Contains("You hold no licence for NY", (await keisha.IsOfferedAsync()).GetProperty("notice").GetString());
        await james.HangsUp();
    }
}
