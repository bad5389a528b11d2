namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A story that begins with James and a nurse in their talk, and ends it in order. Nobody hears dead air, no line stays up.</summary>
public abstract class TalkingStory : Scenario
{
    internal DeskNurse Nurse { get; private set; } = null!;

    internal Caller James { get; private set; } = null!;

    internal async Task TalkAsync()
    {
        Nurse = await DeskNurse.SignInAsync(Line);
        await Nurse.GoesAvailableAsync();
        James = Line.Caller("+15125550112");
        await James.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await Nurse.AcceptsAsync();
        await James.TalksWithNurse();
    }

    /// <summary>Her line was gone and joins the same call again.</summary>
    internal async Task BackAsync()
    {
        await Nurse.JoinsHerOwnAsync(Nurse.CallId);
        await James.TalksWithNurse();
        await Nurse.SeesAsync("connected");
    }

    internal Task EndAsync() => EndAsync(Nurse);

    /// <param name="nurse">Whose call it is now.</param>
    internal async Task EndAsync(DeskNurse nurse)
    {
        Assert.Empty(await Line.Phones.MissedAsync());
        await nurse.EndsCallAsync();
        await James.CallIsOver();
        await nurse.FinishesWrapUpAsync("advised");
        await OverAsync();
    }

    internal async Task OverAsync()
    {
        Assert.Equal(["Closed", "advised"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, Outcome FROM Calls")));
        Assert.DoesNotContain((await James.CallAsync()).Heard, h => h.Kind == "dead-air");
        Assert.All(await Line.Phones.CallsAsync(), c => Assert.True(c.IsOver, $"A line is still up: {c}"));
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TalkSpans WHERE End IS NULL"));
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TalkSpans a JOIN TalkSpans b ON a.Id <> b.Id AND a.Start < b.End AND b.Start < a.End"));
        await Nurse.DisposeAsync();
    }

    /// <summary>How often James was sent somewhere by REST.</summary>
    internal async Task<int> MovesAsync() =>
        (await Line.Phones.TimelineAsync()).Count(e => e is { Direction: "rest", Method: "POST" } && e.Path.EndsWith($"/Calls/{James.CallSid}.json", StringComparison.Ordinal));
}
