namespace CallCenter.Api.Features.Patients.Domain;

/// <summary>Which triage facts a medicine stands for, by ingredient or common US brand; class endings are those of the USAN stems.</summary>
internal static class MedicineFacts
{
    private static readonly (string Fact, string Words, string Endings)[] Table =
    [
        ("anticoagulant", "warfarin coumadin jantoven apixaban eliquis rivaroxaban xarelto dabigatran pradaxa edoxaban savaysa enoxaparin lovenox dalteparin fragmin fondaparinux heparin", ""),
        ("antiplatelet", "aspirin clopidogrel plavix prasugrel effient ticagrelor brilinta dipyridamole aggrenox", ""),
        ("insulin_or_su", "insulin lantus basaglar toujeo levemir tresiba humalog novolog humulin novolin glipizide glimepiride glyburide glucotrol amaryl", ""),
        ("sglt2", "jardiance farxiga invokana steglatro", "gliflozin"),
        ("ace_or_arb", "entresto zestril prinivil cozaar diovan benicar", "pril sartan"),
        ("immunosuppressed", "tacrolimus prograf cyclosporine mycophenolate cellcept azathioprine imuran methotrexate adalimumab humira rituximab", ""),
        ("steroid_dependent", "prednisone prednisolone methylprednisolone fludrocortisone", ""),
    ];

    public static IEnumerable<string> Of(string medicine)
    {
        var words = medicine.ToLowerInvariant().Split([' ', '/', '-', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return Table.Where(row => words.Any(w => Names(row, w))).Select(row => row.Fact);
    }

    private static bool Names((string Fact, string Words, string Endings) row, string word) =>
        row.Words.Split(' ').Contains(word, StringComparer.Ordinal)
        || row.Endings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(e => word.EndsWith(e, StringComparison.Ordinal) && word.Length > e.Length);
}
