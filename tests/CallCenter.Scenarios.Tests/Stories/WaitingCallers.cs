using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>What happens to callers before a nurse is there.</summary>
public sealed class WaitingCallers : Scenario
{
    [Fact]
    public async Task Given_a_caller_who_says_nothing_when_danger_is_asked_then_silence_counts_as_danger()
    {
        var caller = Line.Caller("+15125550113");
        await caller.Dials(NurseLine.Lakeside)
            .Hears("If this is an emergency, hang up and dial 911").Hears("Si es una emergencia, cuelgue y marque el 911")
            .Presses("1").Hears("key in the patient's birth date").Presses("06021955")
            .Hears("trouble breathing, chest pain").Waits(20)
            .Hears("You go to a nurse first").IsWaiting();
        var row = Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT Urgency, Reason, State FROM Calls"));
        Assert.Equal(["Emergent", "danger question: silence, counts as yes", "Queued"], row);
        await caller.HangsUp();
    }

    [Fact]
    public async Task Given_a_caller_in_the_queue_when_she_hangs_up_then_the_call_is_abandoned_with_a_reason()
    {
        await Line.Caller("+15125550114").Dials(NurseLine.Lakeside).Hears("For English, press 1").Presses("1")
            .Hears("birth date").Presses("05091960").Hears("trouble breathing").Presses("2")
            .Hears("A nurse will be with you").IsWaiting().Hears("You are number 1 in line").Waits(45).HangsUp();
        var row = Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, EndReason, Urgency FROM Calls"));
        Assert.Equal(["Abandoned", "caller hung up", "Routine"], row);
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Queue"));
    }

    [Fact]
    public async Task Given_a_caller_who_asks_to_be_rung_back_when_a_nurse_is_free_then_her_telephone_rings_and_a_key_proves_a_person()
    {
        await Line.Caller("+15125550114").Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960").Hears("To be called back without losing your place, press 2").Presses("2")
            .Hears("You keep your place").CallIsOver();
        Assert.Equal(["CallBack"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State FROM Calls")));
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        var pilar = Line.Doctor("+15125550114");
        await pilar.IsRung().Answers().Hears("This is the nurse line, calling you back").Presses("1").Hears("A nurse will be with you");
        await nurse.AcceptsAsync();
        await pilar.HangsUp();
        await nurse.FinishesWrapUpAsync("advised");
        Assert.Equal(["Closed", "caller hung up"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, EndReason FROM Calls")));
    }

    [Fact]
    public async Task Given_a_caller_who_is_lost_after_a_danger_answer_when_a_nurse_is_free_then_she_is_rung_first_and_is_no_abandoned_call()
    {
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await Line.Caller("+15125550114").Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960", danger: "1").Hears("You are number 1 in line").Waits(20).HangsUp();
        Assert.Equal([["Queued", "Routine"], ["CallBack", "Emergent"]], DemoWorld.Rows(Line.Settings.Database, "SELECT State, Urgency FROM Calls ORDER BY StartedAt"));
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        var pilar = Line.Doctor("+15125550114");
        await pilar.IsRung();
        // While her telephone rings the nurse may talk with the next caller; another one takes her.
        await nurse.AcceptsAsync();
        await pilar.Answers().Hears("This is the nurse line, calling you back").Presses("1").Hears("You go to a nurse first");
        await using var second = await DeskNurse.SignInAsync(Line, "nurse2@demo");
        await second.GoesAvailableAsync();
        await second.AcceptsAsync();
        Assert.Equal("Emergent", (await second.CallAsync()).GetProperty("urgency").GetString());
        foreach (var one in new[] { nurse, second })
        {
            await one.EndsCallAsync();
            await one.FinishesWrapUpAsync("advised");
        }

        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Calls WHERE State = 'Abandoned'"));
    }

    [Fact]
    public async Task Given_two_who_wait_when_somebody_in_danger_comes_then_the_place_they_hear_is_the_true_one()
    {
        var (james, pilar, danger) = (Line.Caller("+15125550112"), Line.Caller("+15125550114"), Line.Caller("+13105550199"));
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948").Hears("You are number 1 in line");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960").Hears("You are number 2 in line");
        await danger.Dials(NurseLine.Lakeside).AnswersUntilQueued("*", danger: "1").Hears("You are number 1 in line");
        await james.Hears("You are number 2 in line");
        await pilar.Hears("You are number 3 in line");
        foreach (var one in new[] { james, pilar, danger })
        {
            Assert.DoesNotContain((await one.CallAsync()).Heard, h => h.Text?.Contains("next", StringComparison.OrdinalIgnoreCase) is true);
            await one.HangsUp();
        }
    }

    /// <summary>The scan that every story ends with has eyes.</summary>
    [Fact]
    public void Given_a_person_in_a_log_line_then_the_scan_finds_her_by_name_number_and_birth_date()
    {
        string[] guilty = ["Call of Okonjo", "number %2B15125550112 rang", "from=+15125550113", "born 1948-03-14", "Digits=03141948", "paged Maria Torres"];
        string[] innocent = ["Call 01a20b7ef78a7338 closed", "Demo lines provisioned", "state=Queued trigger=Offer"];
        Assert.Equal(guilty.Length, Redaction.Found(Line.Settings.Database, [.. guilty, .. innocent]).Count);
    }
}
