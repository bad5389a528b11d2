using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The script survives the server: the nurse goes on, nothing she entered is lost, and what differs afterwards is said.</summary>
public sealed class ServerAway(Chromium chromium) : Scenario(chromium)
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private Nurse _nurse = null!;
    private Caller _james = null!;

    [Fact]
    public async Task Given_triage_when_the_server_is_gone_then_no_answer_is_lost_and_whatever_differs_is_said()
    {
        // The line itself is broken here, and the network says so.
        Line.Silence.Tolerate(_ => true);
        _nurse = await NurseAsync();
        await _nurse.HasOwnClock().SignsIn().GoesAvailable();
        _james = Line.Caller("+15125550112");
        await _james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await _nurse.IsOffered("J. Okonjo").Accepts();
        await _james.TalksWithNurse();
        await _nurse.ConfirmsPatient("at home").AnswersNoUntil("chest_crush", Answer.Absent).SentEverything();

        await CutOffAsync();
        await GoneForAMinuteAsync();
        await ReloadedWhileGoneAsync();
        await _nurse.EndsCall();
        await _james.CallIsOver();
    }

    /// <summary>Only her own network is cut; at another desk the same question is answered otherwise, so hers is refused.</summary>
    private async Task CutOffAsync()
    {
        await using var desk = await DeskNurse.SignInAsync(Line);
        await _nurse.Page.Context.SetOfflineAsync(true);
        await _nurse.Answers("cold_sweaty_faint", Answer.Present).Reaches("ems");
        var elsewhere = new Answered(Guid.NewGuid(), NurseLine.Night, new Actor("", ""), "first-minute", "cold_sweaty_faint", Answer.Absent, AnswerSource.Asked);
        await desk.Server.CommandAsync(HttpMethod.Post, $"api/triage/{Session}/events", new { eventsJson = TriageEventJson.WriteLog([elsewhere]) });
        await _nurse.Page.Context.SetOfflineAsync(false);

        await _nurse.SentEverything().Reads("server-differs", "Keep to “Call 911 now”").Reads("not-taken", "This question has an answer").ReadsWhatDiffers();
        await _nurse.GoesTo("firstminute").Asks("attempt_now");
    }

    /// <summary>The process is ended; ten answers and more, a protocol and a confirmation are given before it is there again.</summary>
    private async Task GoneForAMinuteAsync()
    {
        var (before, given) = (Held(), 0);
        await Line.WithoutServerAsync(Minute, async () =>
        {
            await _nurse.AnswersNoToTheRest().SeesServerAway().Types("Gained four pounds since Saturday.").Chooses("heart-failure-fluid")
                .AnswersNoUntil("gain_and_breathless", Answer.Present).Reaches("provider_now").ConfirmsAlone();
            given = await _nurse.UnsentAsync();
            // The minute passes for the browser too: its retries and its live line wait it out.
            await _nurse.Page.Clock.RunForAsync((long)Minute.TotalMilliseconds);
            await _nurse.Reads("nobody-paged", "nobody is being paged").Reads("words-unsaved", "not on the server yet; it is kept here");
        });

        Assert.InRange(given, 10 + 2, 40);
        await _nurse.SentEverything().Reaches("provider_now").SeesServer();
        Assert.Equal(before + given, Held());
        Assert.Equal("provider_now", DemoWorld.Rows(Line.Settings.Database, "SELECT DispositionCode FROM TriageSessions").Single()[0]);
        Assert.Equal("Gained four pounds since Saturday.", DemoWorld.Rows(Line.Settings.Database, "SELECT DraftNote FROM TriageSessions").Single()[0]);
        Assert.Equal(0, await _nurse.The("server-differs").CountAsync());
        await Line.Doctor("+15125550121").TakesResponsibility(() =>
            Task.FromResult(DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Escalations WHERE TakenBy IS NOT NULL") == 1));
        await _james.TalksWithNurse();
    }

    /// <summary>Without a server the page cannot be opened again; what was entered waits in the browser, sealed, and is there when it can.</summary>
    private async Task ReloadedWhileGoneAsync()
    {
        var before = Held();
        await Line.WithoutServerAsync(TimeSpan.FromSeconds(5), async () =>
        {
            await _nurse.GoesTo("protocol").CorrectsTo("severe_breathless", Answer.Present).Reaches("ems");
            await Assert.ThrowsAsync<PlaywrightException>(() => _nurse.Page.ReloadAsync());
            Assert.Equal(before, Held());
        });

        await _nurse.OpensConsole().Reaches("ems").SentEverything();
        Assert.Equal(before + 1, Held());
        await _nurse.Rejoins();
        await _james.TalksWithNurse();
    }

    private string Session => (string)DemoWorld.Rows(Line.Settings.Database, "SELECT Id FROM TriageSessions").Single()[0];

    private long Held() => DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TriageEvents");
}
