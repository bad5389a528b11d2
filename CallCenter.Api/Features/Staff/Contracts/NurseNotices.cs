namespace CallCenter.Api.Features.Staff.Contracts;

/// <summary>What a nurse must know about herself before she takes a call, and while she has it: as sentences, with what to do. Null: everything fits.</summary>
public static class NurseNotices
{
    /// <param name="state">The state the patient is in, two letters; null: not known yet, and then there is nothing to judge.</param>
    /// <param name="asked">The nurse was told so; otherwise it is the chart's.</param>
    public static string? Licence(StaffProfile nurse, string? state, bool asked, DateOnly on) => state is null || nurse.LicensedIn(state, on) ? null : asked
        ? $"You hold no licence for {state}, where the patient is now. In an emergency go on, and send them to 911; otherwise hand the call over to a nurse who holds one."
        : $"You hold no licence for {state}, where the patient lives by the chart. Ask where the patient is now; in an emergency go on, and send them to 911; otherwise hand the call over to a nurse who holds one.";

    /// <param name="language">The caller's, BCP-47.</param>
    public static string? Language(StaffProfile nurse, string language) =>
        nurse.Languages.Contains(language) ? null : $"Speaks {Word(language)}; you do not: bring in an interpreter.";

    private static string Word(string language) => language.Split('-')[0] switch { "en" => "English", "es" => "Spanish", _ => language };
}
