using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The network's API fails under a live call, at every order the call depends on: it is carried out all the same, once, and nobody is left with silence.</summary>
public sealed class ApiFails : Scenario
{
    private const string Interpreter = "+15125550140";

    private const string Move = "update Calls Url=http*", Hold = "update Participants Hold=true", Release = "update Participants Hold=false",
        Ring = "create Calls", End = "update Conferences Status=completed";

    private static readonly string[] Orders = [Hold, Release, Ring, End];

    public static TheoryData<string, int> NotTaken => LongRun.Of(("rest429", 2), ("rest5xx", 2), ("rest503", 2), ("restTimeout", 1));

    public static TheoryData<string, int> Lost => LongRun.Of(("restLostAnswer", 2), ("rest502", 2), ("restCutBody", 2), ("restSilence", 1));

    [Theory]
    [MemberData(nameof(NotTaken))]
    public Task Given_orders_that_are_not_taken_when_a_call_is_worked_then_each_is_carried_out_once(string fault, int times) => TellAsync(fault, times, [Move, .. Orders]);

    [Theory]
    [MemberData(nameof(Lost))]
    public Task Given_orders_whose_answer_is_lost_when_a_call_is_worked_then_each_is_carried_out_once(string fault, int times) => TellAsync(fault, times, Orders);

    private async Task TellAsync(string fault, int times, string[] orders)
    {
        Line.Silence.Tolerate(e => e.Warnings.Any(w => w.StartsWith("fault:", StringComparison.Ordinal)));
        await Line.Phones.AimAsync([.. orders.Select(at => new Aim(fault, at, times))]);
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        var pilar = Line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960");
        await nurse.AcceptsAsync();
        await pilar.TalksWithNurse();

        await nurse.HoldsAsync(true);
        await pilar.Hears("The nurse will be right back");
        await nurse.SeesAsync("on-hold");
        await nurse.HoldsAsync(false);
        await nurse.SeesAsync("connected");
        Assert.False((await pilar.CallAsync()).Conference!.Hold);

        await nurse.RingsAsync("line-0", "join");
        var interpreter = Line.Doctor(Interpreter);
        await interpreter.IsRung().Answers().Hears("This is the nurse line of Lakeside");
        Assert.Equal(3, await interpreter.PartiesAsync());
        await nurse.SeesPartyAsync("in-call");

        await nurse.EndsCallAsync();
        await pilar.CallIsOver();
        await nurse.FinishesWrapUpAsync("advised");
        await Line.PassesAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(await Line.Phones.MissedAsync());
        await OnceAsync(await pilar.CallAsync());
    }

    private async Task OnceAsync(PhoneCall pilar)
    {
        Assert.DoesNotContain(pilar.Heard, h => h.Kind == "dead-air");
        var database = Line.Settings.Database;
        Assert.Equal(["Closed", "nurse ended", "advised"], Assert.Single(DemoWorld.Rows(database, "SELECT State, EndReason, Outcome FROM Calls")));
        Assert.Equal(1, DemoWorld.Count(database, "SELECT COUNT(*) FROM TalkSpans"));
        foreach (var once in new[] { "queued", "accepted", "connected", "held", "party-rung", "nurse-ended", "closed" })
            Assert.Equal(1, DemoWorld.Count(database, $"SELECT COUNT(*) FROM CallEvents WHERE Kind = '{once}'"));
        var calls = await Line.Phones.CallsAsync();
        Assert.Single(calls, c => c.Direction == "outbound-api");
        Assert.All(calls, c => Assert.True(c.IsOver, $"A line is still up: {c}"));
        Assert.Equal(0, DemoWorld.Count(database, "SELECT COUNT(*) FROM Outbox WHERE State = 'Dead'"));
    }
}
