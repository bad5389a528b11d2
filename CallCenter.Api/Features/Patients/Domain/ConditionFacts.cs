namespace CallCenter.Api.Features.Patients.Domain;

/// <summary>Which triage facts an ICD-10-CM code stands for (2026 code set; a prefix means the code and everything under it).</summary>
internal static class ConditionFacts
{
    private static readonly (string Fact, string[] Prefixes)[] Table =
    [
        ("heart_failure", ["I50", "I11.0", "I13.0", "I13.2", "I09.81"]),
        ("heart_disease", ["I05", "I06", "I07", "I08", "I09", "I11", "I13", "I20", "I21", "I22", "I23", "I24", "I25", "I34", "I35", "I36", "I37", "I42", "I47", "I48", "I49", "I50", "Z95.1", "Z95.5"]),
        ("icd", ["Z95.810"]),
        ("kidney_disease", ["N18", "N19", "I12", "I13", "E10.22", "E11.22", "E13.22"]),
        ("dialysis", ["Z99.2", "N18.6"]),
        ("diabetes", ["E08", "E09", "E10", "E11", "E13"]),
        ("lung_disease", ["J41", "J42", "J43", "J44", "J45", "J47", "J84"]),
        ("cancer", ["C"]),
        ("osteoporosis", ["M80", "M81"]),
        ("aneurysm", ["I71", "I72", "I67.1"]),
        ("immunosuppressed", ["D80", "D81", "D82", "D83", "D84", "Z94", "B20", "Z90.81", "D73.0"]),
        ("steroid_dependent", ["E27.1", "E27.2", "E27.4", "E23.0"]),
    ];

    public static IEnumerable<string> Of(string icd10) =>
        Table.Where(row => row.Prefixes.Any(p => icd10.StartsWith(p, StringComparison.OrdinalIgnoreCase))).Select(row => row.Fact);
}
