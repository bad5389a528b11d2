using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>Danger goes first, whoever was there before.</summary>
public sealed class ChestPain(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_an_earlier_routine_caller_when_a_caller_presses_danger_then_he_is_taken_first_and_sent_to_911()
    {
        var pilar = Line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).Hears("For English").Presses("1").Hears("birth date").Presses("05091960")
            .Hears("trouble breathing").Presses("2").IsWaiting().Hears("You are number 1 in line").Waits(30);
        var harold = Line.Caller("+15125550113");
        await harold.Dials(NurseLine.Lakeside).Hears("For English").Presses("1").Hears("birth date").Presses("06021955")
            .Hears("trouble breathing").Presses("1").Hears("You go to a nurse first").Hears("You are number 1 in line");

        var nurse = await NurseAsync();
        await nurse.SignsIn().GoesAvailable().IsOffered("H. Whitfield").Reads("offer", "danger question: yes").Accepts();
        await harold.TalksWithNurse();
        await nurse.SeesPatient("Harold Whitfield").ConfirmsPatient("at home, door unlocked")
            .AnswersNoUntil("chest_crush", Answer.Present)
            .Reaches("ems").Confirms("ems").ReadsAdviceAndTells();
        await pilar.Hears("You are number 1 in line").HangsUp();
        await harold.HangsUp();
        await nurse.CallIs("wrap-up").DoesWhatIsToDo();
        await Line.Doctor("+15125550121").GetsText("for your information");
        await nurse.Reads("result", "Call 911 now").Signs().FinishesWrapUp("emergency-services");
    }
}
