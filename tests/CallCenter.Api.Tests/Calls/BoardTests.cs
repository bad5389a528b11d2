using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Calls;

/// <summary>The supervisors' board: its sums, and who sees what.</summary>
public class BoardTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 20, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_is_summed_up_as_a_supervisor_would_with_a_pencil()
    {
        CallerWait[] waits = [Answered(10, 20), Answered(20, 30), Answered(30, 100), Left(40, 50), Waiting(2)];

        Assert.Equal(new ServiceView(Calls: 5, Answered: 3, Abandoned: 1, ServiceLevel: 0.5, SpeedOfAnswerSeconds: 50, LongestWaitSeconds: 120), WaitFigures.Of(waits, Now));
        Assert.Equal(new ServiceView(0, 0, 0, null, null, 0), WaitFigures.Of([], Now));
    }

    [Fact]
    public void Who_waited_off_the_line_says_nothing_about_its_speed_and_who_could_not_be_reached_has_left()
    {
        var queued = Now.AddMinutes(-200);
        var rungBack = new CallerWait("lakeside", queued, Now.AddMinutes(-20), Now.AddMinutes(-5), false) { LeftLineAt = queued.AddMinutes(2) };
        var notReached = new CallerWait("lakeside", queued, null, Now.AddMinutes(-90), true) { LeftLineAt = queued.AddMinutes(1) };
        // Answered on the line, then cut off and rung back: the line was as fast as it was.
        var cutOff = new CallerWait("lakeside", queued, queued.AddSeconds(10), Now, false) { LeftLineAt = queued.AddMinutes(4) };

        Assert.Equal(new ServiceView(3, 1, 1, 0.5, 10, 120) { RungBack = 1 }, WaitFigures.Of([rungBack, notReached, cutOff], Now));
    }

    [Fact]
    public void Twenty_four_hours_end_with_the_running_one_and_count_each_caller_once()
    {
        var hours = WaitFigures.Hours([Answered(10, 20), Left(30, 5), Answered(90, 60), Answered(60 * 30, 5)], Now);

        Assert.Equal((24, Now.AddMinutes(-20)), (hours.Count, hours[^1].Begins));
        Assert.Equal(new HourView(Now.AddMinutes(-20), 1, 1, 0), hours[^1]);
        Assert.Equal((1, 0, 1), (hours[^2].Calls, hours[^2].InTime, hours[^2].Abandoned));
        Assert.Equal((1, 0, 0), (hours[^3].Calls, hours[^3].InTime, hours[^3].Abandoned));
        Assert.Equal(3, hours.Sum(h => h.Calls));
    }

    [Fact]
    public async Task A_supervisor_sees_her_practices_nurses_and_figures_and_a_nurse_sees_no_board()
    {
        using var nurse = await shared.App.SignInAsync("nurse@demo");
        using var refused = await nurse.GetAsync("api/board");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Away))).Dispose();
        using var oakStreet = await shared.App.SignInAsync("nurse3@demo");
        (await oakStreet.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Away))).Dispose();

        await shared.App.ExecuteAsync("DELETE FROM StaffPractices WHERE PracticeId <> 'lakeside' AND StaffId IN (SELECT Id FROM Staff WHERE Role = 'supervisor')");
        using var helen = await shared.App.SignInAsync("supervisor@demo");
        var board = (await helen.GetFromJsonAsync<BoardView>("api/board"))!;

        Assert.Equal("Lakeside Heart & Kidney", Assert.Single(board.Practices).PracticeName);
        Assert.Contains(board.Nurses, n => n is { Name: "Maria Torres", State: PresenceState.Away });
        Assert.DoesNotContain(board.Nurses, n => n.Name == "Tomasz Wieczorek");
        Assert.Equal((30, 24), (board.WithinSeconds, board.Hours.Count));
    }

    private static CallerWait Answered(int minutesAgo, int seconds)
    {
        var queued = Now.AddMinutes(-minutesAgo);
        return new CallerWait("lakeside", queued, queued.AddSeconds(seconds), queued.AddMinutes(8), false);
    }

    private static CallerWait Left(int minutesAgo, int seconds) => new("lakeside", Now.AddMinutes(-minutesAgo), null, Now.AddMinutes(-minutesAgo).AddSeconds(seconds), true);

    private static CallerWait Waiting(int minutesAgo) => new("lakeside", Now.AddMinutes(-minutesAgo), null, null, false);
}
