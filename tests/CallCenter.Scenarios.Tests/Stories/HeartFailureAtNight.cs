using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The whole story: a husband rings at night, a nurse listens, a doctor takes over, the note and the minutes reach the practice.</summary>
public sealed class HeartFailureAtNight(Chromium chromium) : Scenario(chromium)
{
    internal override NurseLineOptions Options => new(WithRecord: true);

    [Fact]
    public async Task Given_a_caregiver_at_night_when_the_nurse_follows_the_protocol_then_the_note_and_the_minutes_are_in_the_record()
    {
        var nurse = await NurseAsync();
        await nurse.SignsIn().GoesAvailable();

        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside)
            .Hears("Thank you for calling Lakeside Heart and Kidney").Presses("1")
            .Hears("key in the patient's birth date").Presses("03141948")
            .Hears("trouble breathing, chest pain").Presses("2").Hears("A nurse will be with you");

        await nurse.IsOffered("J. Okonjo (husband)").Accepts();
        await james.Hears("The nurse is here").TalksWithNurse();
        await nurse.SeesPatient("Tess Okonjo, 78", "James Okonjo, husband", "may be spoken to", "apixaban", "identity proved")
            .ConfirmsPatient("at home, 18 Heron Landing, Austin")
            .AnswersNoToTheRest()
            .AnswersNoToEveryFact()
            .Writes("Gained four pounds since Saturday, more short of breath than usual, sleeps in bed.")
            .Chooses("heart-failure-fluid")
            .AnswersNoUntil("gain_and_breathless", Answer.Present)
            .Reaches("provider_now").Confirms("provider_now").ReadsAdviceAndTells().DoesWhatIsToDo();
        await Line.PassesAsync(TimeSpan.FromMinutes(4));

        await nurse.EndsCall();
        await james.CallIsOver();
        await nurse.Signs().FinishesWrapUp("escalated");

        var note = Assert.Single(await Line.Record!.AllAsync("DocumentReference"));
        var encounter = Assert.Single(await Line.Record.AllAsync("Encounter"));
        Assert.Contains("Tess Okonjo", FhirStore.TextOf(note), StringComparison.Ordinal);
        Assert.Equal(note.GetProperty("subject").GetProperty("reference").GetString(), encounter.GetProperty("subject").GetProperty("reference").GetString());
    }
}
