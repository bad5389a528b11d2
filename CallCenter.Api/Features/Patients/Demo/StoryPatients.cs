using CallCenter.Api.Features.Patients.Domain;

namespace CallCenter.Api.Features.Patients.Demo;

/// <summary>The people of the ready-made stories: who they are is agreed, so that every part of the demo tells the same story.</summary>
internal static class StoryPatients
{
    public static IEnumerable<Patient> At(string practice, DateTimeOffset now) => practice switch
    {
        "lakeside" => [Tess(now), Harold(now), Pilar(now)],
        "oak-street" => [Rosa(now)],
        _ => [],
    };

    private static Patient Tess(DateTimeOffset now) =>
        new PatientDraft(now, "lakeside", "LK-10001", "f", "Tess", "Okonjo", new DateOnly(1948, 3, 14))
            .LivesAt("18 Heron Landing, Austin, TX 78700", "TX").RingsFrom("+15125550111")
            .CaredForBy("James Okonjo", "husband", "+15125550112", mayBeSpokenTo: true)
            .Has(DemoCharts.HeartFailure, 6).Has(DemoCharts.KidneyDisease3, 4).Has(DemoCharts.AtrialFibrillation, 3)
            .AllergicTo("sulfa antibiotics").Enrolled(210, 210).Patient;

    private static Patient Harold(DateTimeOffset now) =>
        new PatientDraft(now, "lakeside", "LK-10002", "m", "Harold", "Whitfield", new DateOnly(1955, 6, 2))
            .LivesAt("702 Quarry Road, Round Rock, TX 78600", "TX").RingsFrom("+15125550113")
            .Has(DemoCharts.CoronaryDisease, 8).Has(DemoCharts.HighBloodPressure, 15)
            .Recorded("anticoagulant", "false", 40).Enrolled(120, 119).Patient;

    private static Patient Pilar(DateTimeOffset now) =>
        new PatientDraft(now, "lakeside", "LK-10003", "f", "Pilar", "Lindgren", new DateOnly(1960, 5, 9))
            .LivesAt("5 Cedar Break, Austin, TX 78700", "TX").RingsFrom("+15125550114")
            .Has(DemoCharts.Diabetes, 9).Has(DemoCharts.HighBloodPressure, 7).Enrolled(300, 300).Patient;

    private static Patient Rosa(DateTimeOffset now) =>
        new PatientDraft(now, "oak-street", "OS-10001", "f", "Rosa", "Amaro", new DateOnly(1951, 11, 20))
            .LivesAt("233 Linden Place, Apt 4, New York, NY 10000", "NY").RingsFrom("+12125550115").Speaks("es-US")
            .Has(DemoCharts.Diabetes, 12).Has(DemoCharts.HeartFailure, 2).AllergicTo("penicillin").Enrolled(90, 88).Patient;
}
