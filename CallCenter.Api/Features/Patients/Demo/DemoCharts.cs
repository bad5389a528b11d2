namespace CallCenter.Api.Features.Patients.Demo;

/// <summary>Illnesses the invented patients have, each with what is usually taken for it. Codes are ICD-10-CM.</summary>
internal sealed record DemoIllness(string Name, string Icd10, bool Chronic, params (string Name, string Dose)[] Medicines);

internal static class DemoCharts
{
    public static readonly DemoIllness HeartFailure = new("Chronic systolic heart failure", "I50.22", true,
        ("furosemide", "40 mg by mouth each morning"), ("metoprolol succinate", "50 mg by mouth once a day"));
    public static readonly DemoIllness KidneyDisease3 = new("Chronic kidney disease, stage 3", "N18.30", true);
    public static readonly DemoIllness KidneyDisease4 = new("Chronic kidney disease, stage 4", "N18.4", true,
        ("sodium bicarbonate", "650 mg by mouth twice a day"));
    public static readonly DemoIllness AtrialFibrillation = new("Chronic atrial fibrillation", "I48.20", true,
        ("apixaban", "5 mg by mouth twice a day"));
    public static readonly DemoIllness AtrialFibrillationOnWarfarin = new("Chronic atrial fibrillation", "I48.20", true,
        ("warfarin", "5 mg by mouth each evening, by INR"));
    public static readonly DemoIllness CoronaryDisease = new("Coronary artery disease", "I25.10", true,
        ("aspirin", "81 mg by mouth once a day"), ("atorvastatin", "40 mg by mouth at bedtime"), ("nitroglycerin", "0.4 mg under the tongue as needed"));
    public static readonly DemoIllness HighBloodPressure = new("High blood pressure", "I10", true, ("lisinopril", "20 mg by mouth once a day"));
    public static readonly DemoIllness Diabetes = new("Type 2 diabetes", "E11.9", true, ("metformin", "1000 mg by mouth twice a day"));
    public static readonly DemoIllness DiabetesOnInsulin = new("Type 2 diabetes", "E11.65", true,
        ("insulin glargine", "18 units under the skin at bedtime"), ("empagliflozin", "10 mg by mouth once a day"));
    public static readonly DemoIllness Copd = new("Chronic obstructive pulmonary disease", "J44.9", true,
        ("tiotropium", "18 mcg inhaled once a day"), ("albuterol", "2 puffs as needed"));
    public static readonly DemoIllness Asthma = new("Moderate persistent asthma", "J45.40", true,
        ("budesonide and formoterol", "2 puffs twice a day"));
    public static readonly DemoIllness Osteoporosis = new("Osteoporosis", "M81.0", true, ("alendronate", "70 mg by mouth once a week"));
    public static readonly DemoIllness Hypothyroidism = new("Hypothyroidism", "E03.9", true, ("levothyroxine", "75 mcg by mouth each morning"));
    public static readonly DemoIllness Depression = new("Recurrent depression, moderate", "F33.1", true, ("sertraline", "50 mg by mouth once a day"));
    public static readonly DemoIllness KneeArthritis = new("Arthritis of both knees", "M17.0", true, ("acetaminophen", "650 mg by mouth as needed"));
    public static readonly DemoIllness Shingles = new("Shingles", "B02.9", false);

    /// <summary>What people of the generated part have together.</summary>
    public static readonly DemoIllness[][] Together =
    [
        [HeartFailure, KidneyDisease3, HighBloodPressure],
        [Diabetes, HighBloodPressure],
        [CoronaryDisease, HighBloodPressure, KneeArthritis],
        [HeartFailure, AtrialFibrillationOnWarfarin],
        [KidneyDisease4, DiabetesOnInsulin],
        [Copd, CoronaryDisease],
        [Asthma, Depression],
        [Osteoporosis, Hypothyroidism],
        [AtrialFibrillation, HighBloodPressure],
        [Diabetes, Depression, Shingles],
        [KneeArthritis],
    ];

    public static readonly string[] Allergies = ["penicillin", "sulfa antibiotics", "codeine", "iodine contrast", "latex", "peanuts"];
}
