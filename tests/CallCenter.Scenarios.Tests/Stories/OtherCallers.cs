using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The same story in Spanish, for a practice that takes files.</summary>
public sealed class InSpanish(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_a_Spanish_speaking_patient_when_her_call_is_done_then_the_practice_finds_text_and_PDF()
    {
        var nurse = await NurseAsync();
        await nurse.SignsIn().GoesAvailable();
        var rosa = Line.Caller("+12125550115");
        await rosa.Dials(NurseLine.OakStreet)
            .Hears("dial 911").Hears("marque el 911").Hears("Para español, oprima el 2").Presses("2")
            .Hears("fecha de nacimiento").Presses("11201951")
            .Hears("dificultad para respirar").Says("no, gracias").Hears("Una enfermera le atenderá").Hears("Usted es el número 1 en la fila");

        await nurse.IsOffered("R. Amaro").Reads("offer", "Spanish").Accepts();
        await rosa.Hears("Le atiende la enfermera").TalksWithNurse();
        await nurse.SeesPatient("Rosa Amaro, 75", "speaks Spanish", "penicillin").ConfirmsPatient("en casa, 233 Linden Place")
            .Reads("question", "¿La persona está desmayada")
            .WorksHeartFailure();
        await Line.Doctor("+12125550124").TakesResponsibility(() => nurse.ShowsEscalationAsync("acknowledged"));
        await nurse.ClosesEscalation("The doctor rang the patient.").EndsCall().Signs().FinishesWrapUp("escalated");

        var folder = Path.Combine(Line.Settings.Outbox, "oak-street");
        var note = Assert.Single(Directory.GetFiles(folder, "*.txt"), f => File.ReadAllText(f).Contains("Rosa Amaro", StringComparison.Ordinal));
        Assert.Contains("Gained four pounds since Saturday", await File.ReadAllTextAsync(note), StringComparison.Ordinal);
        var pdf = await File.ReadAllBytesAsync(Path.ChangeExtension(note, ".pdf"));
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(pdf, 0, 8), StringComparison.Ordinal);
        Assert.DoesNotContain("Amaro", Path.GetFileName(note), StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>The same story from a number that is in nobody's chart.</summary>
public sealed class UnknownCaller(Chromium chromium) : Scenario(chromium)
{
    internal override NurseLineOptions? Options => new(WithRecord: true);

    [Fact]
    public async Task Given_an_unknown_caller_when_the_nurse_finds_the_patient_then_the_note_is_in_that_patients_chart()
    {
        var nurse = await NurseAsync();
        await nurse.SignsIn().GoesAvailable();
        var stranger = Line.Caller("+15125550199");
        await stranger.Dials(NurseLine.Lakeside).Hears("For English").Presses("1").Hears("birth date").Presses("*")
            .Hears("trouble breathing").Presses("2").Hears("A nurse will be with you");

        await nurse.IsOffered("Unknown caller").Accepts();
        await stranger.TalksWithNurse();
        await nurse.SeesPatient("The patient is not known yet").Reads("who", "The caller is not known")
            .Finds("Okonjo", "1948-03-14").ConfirmsPatient("at her daughter's, 5 Elm Court, Austin").SeesPatient("Tess Okonjo, 78", "apixaban")
            .WorksHeartFailure();
        // The chart of the patient who became known came into the session: nobody asked what it says.
        Assert.Equal(1, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TriageEvents WHERE Json LIKE '%\"type\":\"fact_set\"%heart_failure%Chart%'"));
        await Line.Doctor("+15125550121").TakesResponsibility(() => nurse.ShowsEscalationAsync("acknowledged"));
        await nurse.EndsCall().Signs().FinishesWrapUp("escalated");

        var note = Assert.Single(await Line.Record!.AllAsync("DocumentReference"));
        var patient = await Line.Record.ReadAsync(note.GetProperty("subject").GetProperty("reference").GetString()!);
        Assert.Equal("Okonjo", patient.GetProperty("name")[0].GetProperty("family").GetString());
    }
}
