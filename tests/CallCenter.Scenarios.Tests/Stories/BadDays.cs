using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The network repeats itself and mixes up the order; nothing happens twice, nothing is lost.</summary>
public sealed class BadDays : Scenario
{
    internal override NurseLineOptions? Options => new(WithRecord: true);

    [Theory]
    [InlineData(11)]
    [InlineData(1946)]
    public async Task Given_callbacks_twice_and_out_of_order_when_a_call_is_worked_then_everything_happened_once(int seed)
    {
        await Line.Phones.MisbehaveAsync(new { seed, duplicate = 0.45, reorder = 0.35 });
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        var caller = Line.Caller("+15125550114");
        await caller.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960");
        await nurse.AcceptsAsync();
        await caller.TalksWithNurse();
        await Line.PassesAsync(TimeSpan.FromMinutes(2));
        await nurse.EndsCallAsync();
        await caller.CallIsOver();
        await nurse.FinishesWrapUpAsync("advised");
        await Line.PassesAsync(TimeSpan.FromMinutes(1));

        var database = Line.Settings.Database;
        Assert.Equal(["Closed", "nurse ended", "advised"], Assert.Single(DemoWorld.Rows(database, "SELECT State, EndReason, Outcome FROM Calls")));
        var talk = Assert.Single(DemoWorld.Rows(database, "SELECT (End - Start) / 10000000 FROM TalkSpans"));
        Assert.InRange((long)talk[0], 115, 130);
        foreach (var once in new[] { "answered", "queued", "accepted", "connected", "nurse-ended", "closed" })
            Assert.Equal(1, DemoWorld.Count(database, $"SELECT COUNT(*) FROM CallEvents WHERE Kind = '{once}'"));
        Assert.Equal(1, DemoWorld.Count(database, "SELECT COUNT(*) FROM Offers"));
        var callbacks = (await Line.Phones.TimelineAsync()).Count(e => e.Direction == "webhook" && e.Purpose.StartsWith("conference", StringComparison.Ordinal));
        Assert.True(callbacks > 4, "The faults did not repeat anything: this test proved nothing.");
    }
}
