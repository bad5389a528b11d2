using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>Who is served first: danger, whenever it comes; then what is urgent, and who has waited so long that she counts as urgent; among those the longest.</summary>
public sealed class NobodyWaitsForEver : Scenario
{
    [Fact]
    public async Task Given_a_routine_call_of_twenty_minutes_when_an_urgent_one_comes_after_it_then_danger_is_first_the_long_wait_second_and_the_urgent_call_third()
    {
        var (james, ana, pilar) = (Line.Caller("+15125550112"), Line.Caller("+12125550187"), Line.Caller("+15125550114"));
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948").Waits(21 * 60);

        // The nurse of Oak Street loses her line and does not come back: Ana is urgent from then on.
        await using var tomasz = await DeskNurse.SignInAsync(Line, "nurse3@demo");
        await tomasz.GoesAvailableAsync();
        await ana.Dials(NurseLine.OakStreet).AnswersUntilQueued("*");
        await tomasz.AcceptsAsync();
        await ana.TalksWithNurse();
        await tomasz.LosesLineAsync();
        await ana.Waits(35).IsWaiting();
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960", danger: "1");
        Assert.Equal(["Routine", "Urgent", "Emergent"], DemoWorld.Rows(Line.Settings.Database, "SELECT Urgency FROM Queue ORDER BY WaitingSince").Select(r => r[0]));

        await using var maria = await DeskNurse.SignInAsync(Line);
        await maria.GoesAvailableAsync();
        foreach (var caller in new[] { pilar, james, ana })
        {
            await maria.AcceptsAsync();
            await caller.TalksWithNurse();
            await maria.EndsCallAsync();
            await caller.CallIsOver();
            await maria.FinishesWrapUpAsync("advised");
        }
    }
}
