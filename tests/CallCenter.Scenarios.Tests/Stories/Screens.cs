using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The screens of a working night as they stand in the documents.</summary>
public sealed class Screens(Chromium chromium) : Scenario(chromium)
{
    private readonly Looks _looks = new();

    /// <summary>Oak Street records, and Rosa is in New York: one party's knowledge is enough.</summary>
    internal override NurseLineOptions? Options => new() { Settings = new Dictionary<string, string> { ["Calls__RecordingPractices__0"] = "oak-street", ["Calls__NurseState"] = "NY" } };

    [Fact]
    public async Task Given_a_working_night_when_each_screen_is_looked_at_then_axe_finds_nothing()
    {
        var nurse = await NurseAsync();
        await nurse.Opens("sign-in");
        await Assertions.Expect(nurse.The("demo-account-nurse@demo")).ToBeVisibleAsync();
        await _looks.AtAsync(nurse.Page, "sign-in");

        var pilar = Line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960").Waits(40);
        var stranger = Line.Caller("+15125550199");
        await stranger.Dials(NurseLine.Lakeside).AnswersUntilQueued("*").Waits(20);
        await Line.Caller("+12125550115").Dials(NurseLine.OakStreet).Hears("Para español").Presses("2").Hears("fecha de nacimiento").Presses("11201951")
            .Hears("dificultad para respirar").Presses("1").IsWaiting().Waits(10);
        await nurse.SignsIn();
        await Assertions.Expect(nurse.The("queue-item")).ToHaveCountAsync(3);
        await _looks.AtAsync(nurse.Page, "queue");

        await AtTriageAsync(nurse);
        await _looks.AtAsync(nurse.Page, "triage");
        var supervisor = await AtBoardAsync();
        await pilar.HangsUp();
        // Nothing is reloaded: the board moves by itself.
        await Assertions.Expect(supervisor.The("waiting-routine").Locator("strong")).ToHaveTextAsync("1");
        await stranger.HangsUp();
        await AtEscalationAsync(nurse);
        await AtMonthAsync(nurse);
        await AtPastCallsAsync(supervisor);
        await nurse.Page.GotoAsync(Line.Phones.Url.ToString());
        await Assertions.Expect(nurse.Page.GetByText("Tess Okonjo").First).ToBeVisibleAsync();
        await _looks.AtAsync(nurse.Page, "phone", hasDark: false);
        _looks.AssertClean();
    }

    /// <summary>Rosa's call is the most urgent: the question on the screen is in her language, with the English beside it.</summary>
    private static async Task AtTriageAsync(Nurse nurse)
    {
        await nurse.GoesAvailable().IsOffered("R. Amaro").Accepts();
        await nurse.ConfirmsPatient("en casa, 233 Linden Place").AnswersNoToTheRest().AnswersNoToEveryFact()
            .Writes("Gained four pounds since Saturday, more short of breath than usual.").Chooses("heart-failure-fluid")
            .AnswersNoUntil("spo2_low_hf", Answer.Absent).Asks("gain_and_breathless");
    }

    /// <summary>Reached by keyboard alone, while two callers wait and one talks with the nurse.</summary>
    private async Task<Nurse> AtBoardAsync()
    {
        var supervisor = await NurseAsync("supervisor@demo");
        await supervisor.SignsIn();
        await supervisor.Page.GetByRole(AriaRole.Link, new() { Name = "Board" }).PressAsync("Enter");
        await Assertions.Expect(supervisor.The("board-call")).ToHaveCountAsync(1);
        await Assertions.Expect(supervisor.The("board-nurse")).ToContainTextAsync("Maria Torres, RN");
        await Assertions.Expect(supervisor.The("waiting-routine").Locator("strong")).ToHaveTextAsync("2");
        await _looks.AtAsync(supervisor.Page, "board");
        return supervisor;
    }

    /// <summary>While the doctor's telephone rings.</summary>
    private async Task AtEscalationAsync(Nurse nurse)
    {
        await nurse.Answers("gain_and_breathless", Answer.Present).Confirms("provider_now").ReadsAdviceAndTells();
        await nurse.Page.GetByRole(AriaRole.Link, new() { Name = "Escalations" }).ClickAsync();
        await Assertions.Expect(nurse.The("escalation")).ToContainTextAsync("Luis Ortiz, MD paged");
        await _looks.AtAsync(nurse.Page, "escalations");
        await nurse.Page.GetByRole(AriaRole.Link, new() { Name = "The call" }).ClickAsync();
        await nurse.DoesWhatIsToDo();
        await Line.Doctor("+12125550124").TakesResponsibility(() => nurse.ShowsEscalationAsync("acknowledged"));
        await nurse.ClosesEscalation("The doctor rang the patient.");
        await Line.PassesAsync(TimeSpan.FromMinutes(21));
        await nurse.EndsCall().Signs().FinishesWrapUp("escalated");
    }

    /// <summary>Two who gave up, and Rosa's call with its recording, which is played.</summary>
    private async Task AtPastCallsAsync(Nurse supervisor)
    {
        await supervisor.The("past-calls-link").ClickAsync();
        await Assertions.Expect(supervisor.The("past-call")).ToHaveCountAsync(3);
        await supervisor.The("past-kind").SelectOptionAsync("sound");
        await Assertions.Expect(supervisor.The("past-call")).ToContainTextAsync("R. Amaro");
        await supervisor.The("past-open").ClickAsync();
        await Assertions.Expect(supervisor.The("past-timeline")).ToContainTextAsync("Recording");
        // At home: the chart's state, so it ran to the end; and what the network has ready later appears by itself.
        await Line.PassesAsync(TimeSpan.FromSeconds(10));
        await Assertions.Expect(supervisor.The("past-sound")).ToContainTextAsync("Recording (announced), 21:");
        await supervisor.The("past-kind").SelectOptionAsync("");
        await _looks.AtAsync(supervisor.Page, "past-calls");
        await supervisor.The("past-play").ClickAsync();
        await Assertions.Expect(supervisor.The("past-player")).ToHaveJSPropertyAsync("readyState", 4);
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'recording-heard'"));
    }

    private async Task AtMonthAsync(Nurse nurse)
    {
        var call = (string)DemoWorld.Rows(Line.Settings.Database, "SELECT Id FROM Calls WHERE State = 'Closed'").Single()[0];
        await nurse.OpensCall(call).LinksTimeTo("Heart failure");
        await nurse.CountedSecondsAsync();
        await _looks.AtAsync(nurse.Page, "month");
    }
}
