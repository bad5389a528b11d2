using System.Text.Json;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The paged doctor wants to hear it from the nurse: key 9, after the PIN, brings her into the live call.</summary>
public sealed class DoctorJoins : IAsyncDisposable
{
    private NurseLine _line = null!;

    [Fact]
    public async Task Given_a_live_call_when_the_doctor_presses_9_then_three_talk_and_she_takes_it_afterwards()
    {
        _line = await NurseLine.StartAsync();
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var (james, triage) = await EscalatedCall.TellAsync(_line, nurse);

        var okafor = _line.Doctor("+15125550121");
        await okafor.IsRung().GetsText("urgent message").Answers().Hears("enter your PIN").Presses("9")
            .Hears("That PIN is not right").Enters("2580#").Hears("To speak with the nurse now, press 9").Presses("9")
            .Hears("You are being connected with the nurse and the caller");
        Assert.Equal(3, await okafor.PartiesAsync());
        Assert.Equal("connected", (await nurse.CallAsync()).GetProperty("state").GetString());

        await okafor.HangsUp();
        Assert.Equal(2, (await james.CallAsync()).Conference!.Parties);
        await okafor.IsRung().GetsText("urgent message").Answers().Hears("enter your PIN").Enters("2580#").Presses("1").Hears("You have taken responsibility")
            .Hears("To speak with the nurse and the caller now, press 9").Presses("9").Hears("You are being connected");
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await okafor.Hears("Goodbye");
        await nurse.ClosesEscalationAsync("Doctor Okafor spoke with the caller herself.");
        await triage.TellAsync();
        await triage.SignAsync("Doctor Okafor joined the call.");
        await nurse.FinishesWrapUpAsync("escalated");
        await _line.Silence.AssertAsync();
    }

    [Fact]
    public async Task Given_the_nurse_has_left_the_line_when_the_doctor_presses_9_then_the_next_free_nurse_takes_her()
    {
        _line = await NurseLine.StartAsync();
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var (james, triage) = await EscalatedCall.TellAsync(_line, nurse);
        var first = await nurse.CallAsync();
        await triage.TellAsync();
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await triage.SignAsync("Told that the doctor calls.");
        await nurse.FinishesWrapUpAsync("escalated");

        var okafor = _line.Doctor("+15125550121");
        await okafor.IsRung().GetsText("urgent message").Answers().Hears("enter your PIN").Enters("2580#").Hears("To speak with the nurse now, press 9").Presses("9")
            .Hears("The nurse is no longer on the line with the caller. The caller's number: 5 1 2, 5 5 5, 0 1 1 2.").Hears("A nurse will be with you");
        var offer = await nurse.IsOfferedAsync();
        Assert.Equal("A. Okafor (on-call clinician)", offer.GetProperty("item").GetProperty("callerLabel").GetString());
        await nurse.AcceptsAsync();
        Assert.Equal(2, await okafor.PartiesAsync());
        Assert.Equal(Patient(first), Patient(await nurse.CallAsync()));

        // The nurse writes down what they agreed, and the escalation is held by a person.
        await nurse.TakesByHandAsync(first.GetProperty("callId").GetGuid(), "dr-okafor", "She calls the patient herself.");
        await okafor.HangsUp();
        await nurse.SeesAsync("wrap-up");
        await nurse.FinishesWrapUpAsync("advised");
        await _line.Silence.AssertAsync();
    }

    private static Guid Patient(JsonElement call) => call.GetProperty("caller").GetProperty("patientId").GetGuid();

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed) TestContext.Current.TestOutputHelper!.WriteLine(_line.Story());
        await _line.DisposeAsync();
    }
}
