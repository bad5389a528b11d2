using System.Text.Json;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The whole story: a husband rings at night, a nurse listens, a doctor takes over, the note and the minutes reach the practice.</summary>
public sealed class HeartFailureAtNight(Chromium chromium) : Scenario(chromium)
{
    internal override NurseLineOptions? Options => new(WithRecord: true);

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
            .WorksHeartFailure().SeesPaging("Amara Okafor, MD paged by");

        await AnotherDoctorTakesItAsync(nurse);
        await nurse.EndsCall();
        await james.CallIsOver();
        await nurse.ClosesEscalation("Doctor Marsh rang James and doubled the water pill.").Signs();
        await Line.PassesAsync(TimeSpan.FromMinutes(1));
        await nurse.FinishesWrapUp("escalated");

        var call = Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT Id, State, EndReason FROM Calls"));
        Assert.Equal(["Closed", "nurse ended"], call[1..]);
        await nurse.OpensCall((string)call[0]).SeesDelivered(documents: 3).LinksTimeTo("Heart failure");
        Assert.InRange(await nurse.CountedSecondsAsync(), 4 * 60, 9 * 60);
        await TheRecordHoldsTheNoteAsync();
    }

    private async Task AnotherDoctorTakesItAsync(Nurse nurse)
    {
        var okafor = Line.Doctor("+15125550121");
        await okafor.IsRung().DoesNotAnswer().IsRung().DoesNotAnswer().GetsText("urgent message");
        var marsh = Line.Doctor("+15125550122");
        await marsh.IsRung().Answers().Hears("This is an urgent message of the nurse line").Enters("1111#")
            .Hears("That PIN is not right").Enters("2580#")
            .Hears("A patient, 78 years old").Hears("To take responsibility, press 1").Presses("1")
            .Hears("You have taken responsibility. The nurse has been told").GetsText("urgent message");
        await okafor.GetsText("has been taken by a colleague");
        await nurse.SeesItTakenBy("Ellen Marsh, MD");
    }

    private async Task TheRecordHoldsTheNoteAsync()
    {
        var documents = await Line.Record!.AllAsync("DocumentReference");
        Assert.Equal(2, documents.Count);
        Assert.Single(documents, d => FhirStore.TextOf(d).Contains("Ellen Marsh, MD took responsibility by PIN and key on the telephone", StringComparison.Ordinal));
        var note = Assert.Single(documents, d => FhirStore.TextOf(d).Contains("Gained four pounds since Saturday", StringComparison.Ordinal));
        var encounter = Assert.Single(await Line.Record.AllAsync("Encounter"));
        var subject = note.GetProperty("subject").GetProperty("reference").GetString()!;
        var patient = await Line.Record.ReadAsync(subject);
        Assert.Equal("LK-10001", patient.GetProperty("identifier")[0].GetProperty("value").GetString());
        Assert.Equal(subject, encounter.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal("Encounter/" + encounter.GetProperty("id").GetString(), note.GetProperty("context").GetProperty("encounter")[0].GetProperty("reference").GetString());
        Assert.NotEqual(JsonValueKind.Undefined, note.GetProperty("identifier")[0].GetProperty("value").ValueKind);
        var text = FhirStore.TextOf(note);
        foreach (var said in new[] { "Tess Okonjo", "LK-10001", "James Okonjo", "husband", "Gained four pounds since Saturday", "Maria Torres" })
            Assert.Contains(said, text, StringComparison.Ordinal);
    }
}
