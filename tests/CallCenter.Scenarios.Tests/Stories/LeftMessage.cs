using System.Net;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A caller who would rather leave a message than wait. It is a task in her place of the queue until a nurse has rung her back.</summary>
public sealed class LeftMessage : Scenario
{
    private const string PilarsNumber = "+15125550114", PilarsBirthDate = "05091960";

    [Fact]
    public async Task Given_a_waiting_caller_when_she_leaves_a_message_then_a_nurse_hears_it_in_her_turn_rings_back_and_closes_it()
    {
        var pilar = Line.Caller(PilarsNumber);
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued(PilarsBirthDate).Hears("To leave a message, press 3").Presses("3")
            .Hears("After the tone, say your name").Says("This is Pilar, my ankles are swollen.").Waits(4).Says("Please call me.").Waits(2).Presses("#")
            .Hears("A nurse will hear your message when it is your turn").CallIsOver();
        Assert.Equal(["Voicemail", "left a message"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, EndReason FROM Calls")));
        var waiting = Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT q.WaitingSince - c.QueuedAt, q.Message, q.Urgency FROM Queue q JOIN Calls c ON c.Id = q.CallId"));
        Assert.Equal([0L, 1L, "Routine"], waiting);
        // Somebody who came later, and stays on the line, comes after her.
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948").Hears("You are number 2 in line");

        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        await nurse.TakesMessageAsync();
        Assert.Equal("WrapUp", await nurse.PresenceAsync());
        var message = (await nurse.CallAsync()).GetProperty("message");
        Assert.Equal("ready", message.GetProperty("state").GetString());
        Assert.InRange(message.GetProperty("seconds").GetInt32(), 5, 12);
        var sound = $"api/calls/{nurse.CallId}/recordings/{message.GetProperty("recordingId").GetGuid()}/sound";
        Assert.Equal((HttpStatusCode.OK, "audio/wav"), ((await nurse.Server.FileAsync(sound)) is var heard ? (heard.Status, heard.Kind) : default));
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'message-heard'"));
        await using (var other = await DeskNurse.SignInAsync(Line, "nurse2@demo")) Assert.Equal(HttpStatusCode.NotFound, (await other.Server.FileAsync(sound)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Line.Http.GetAsync(sound)).StatusCode);

        await nurse.Server.CommandAsync(HttpMethod.Post, $"api/calls/{nurse.CallId}/call-back", null);
        await nurse.JoinsHerOwnAsync(nurse.CallId);
        await Line.Doctor(PilarsNumber).IsRung().Answers().Hears("This is the nurse line calling");
        await nurse.SeesAsync("connected");
        await nurse.EndsCallAsync();
        await nurse.FinishesWrapUpAsync("advised");
        Assert.Equal(["Closed", "advised"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, Outcome FROM Calls WHERE CallerNumber LIKE '%0114'")));
        await nurse.AcceptsAsync();
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await nurse.FinishesWrapUpAsync("advised");
    }

    [Fact]
    public async Task Given_a_message_in_Spanish_when_it_gets_worse_then_a_key_puts_her_first_in_line()
    {
        await Line.Caller(PilarsNumber).Dials(NurseLine.Lakeside).Hears("Para español, oprima el 2").Presses("2").Hears("fecha de nacimiento").Presses(PilarsBirthDate)
            .Hears("dificultad para respirar").Presses("2").Hears("Para que le llamemos sin perder su lugar, oprima el 2").Hears("Para dejar un mensaje, oprima el 3").Presses("3")
            .Hears("Después del tono, diga su nombre").Says("Me duele").Presses("1")
            .Hears("Le pasamos primero con una enfermera").IsWaiting().HangsUp();
        Assert.Equal(["CallBack", "Emergent", "danger while waiting"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, Urgency, Reason FROM Calls")));
    }

    [Fact]
    public async Task Given_a_caller_in_danger_when_she_asks_for_a_message_then_she_stays_in_line()
    {
        var caller = Line.Caller(PilarsNumber);
        await caller.Dials(NurseLine.Lakeside).AnswersUntilQueued(PilarsBirthDate, danger: "1").Hears("You are number 1 in line").Presses("3")
            .Hears("Please stay on the line").IsWaiting();
        Assert.DoesNotContain((await caller.CallAsync()).Heard, h => h.Text?.Contains("leave a message", StringComparison.Ordinal) is true);
        Assert.Equal(["Queued", "Emergent"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, Urgency FROM Calls")));
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Recordings"));
        await caller.HangsUp();
    }

    [Fact]
    public async Task Given_nothing_is_said_when_she_stays_then_she_waits_on_and_when_she_hangs_up_at_the_tone_then_the_call_ends_with_that_reason()
    {
        await Line.Caller(PilarsNumber).Dials(NurseLine.Lakeside).AnswersUntilQueued(PilarsBirthDate).Hears("To leave a message, press 3").Presses("3").Hears("After the tone")
            .Hears("We did not hear a message. You keep your place in line").IsWaiting()
            .Hears("To leave a message, press 3").Presses("3").Hears("After the tone").Waits(1).HangsUp();
        await Line.PassesAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(["Abandoned", "hung up without a message"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, EndReason FROM Calls")));
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM Queue"));
    }

    [Fact]
    public async Task Given_every_callback_is_lost_when_she_hangs_up_in_the_middle_then_the_message_is_a_task_all_the_same_and_its_sound_is_found()
    {
        var pilar = Line.Caller(PilarsNumber);
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued(PilarsBirthDate).Hears("To leave a message, press 3").Presses("3").Hears("After the tone").Says("This is Pilar").Waits(3);
        await Line.Phones.MisbehaveAsync(new { drop = 1.0 });
        await pilar.HangsUp();
        await Line.PassesAsync(TimeSpan.FromMinutes(4));
        await Line.Phones.MisbehaveAsync(new { });
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        await nurse.TakesMessageAsync();
        Assert.Equal("ready", (await nurse.CallAsync()).GetProperty("message").GetProperty("state").GetString());
        await nurse.FinishesWrapUpAsync("no-contact");
        Assert.Equal(["Closed", "no-contact"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT State, Outcome FROM Calls")));
    }

    [Fact]
    public async Task Given_the_sound_is_late_when_the_nurse_takes_the_message_then_she_is_told_and_hears_it_as_soon_as_it_is_there()
    {
        await Line.Phones.MisbehaveAsync(new { recordingSeconds = 150 });
        await Line.Caller(PilarsNumber).Dials(NurseLine.Lakeside).AnswersUntilQueued(PilarsBirthDate).Hears("To leave a message, press 3").Presses("3")
            .Hears("After the tone").Says("This is Pilar").Waits(3).Presses("#").CallIsOver();
        await using var nurse = await DeskNurse.SignInAsync(Line);
        await nurse.GoesAvailableAsync();
        await nurse.TakesMessageAsync();
        var message = (await nurse.CallAsync()).GetProperty("message");
        Assert.Equal("coming", message.GetProperty("state").GetString());
        var sound = $"api/calls/{nurse.CallId}/recordings/{message.GetProperty("recordingId").GetGuid()}/sound";
        Assert.Equal(HttpStatusCode.Conflict, (await nurse.Server.FileAsync(sound)).Status);
        Assert.Equal(0, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'message-heard'"));

        await Line.PassesAsync(TimeSpan.FromMinutes(3));
        Assert.Equal("ready", (await nurse.CallAsync()).GetProperty("message").GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await nurse.Server.FileAsync(sound)).Status);
        await nurse.FinishesWrapUpAsync("no-contact");
    }
}
