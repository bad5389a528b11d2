namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>What a waiting caller keys or says that lifts her call. In doubt it lifts: a nurse sooner harms nobody.</summary>
public static class DangerSigns
{
    public const string Key = "1";

    /// <summary>Also the hints for the recogniser.</summary>
    public const string Hints = "help,emergency,worse,can't breathe,chest pain,bleeding,unconscious,passed out,stroke,seizure,choking,suicide,ayuda,emergencia,peor,no puede respirar,dolor de pecho,sangrando";

    private static readonly string[] Signs =
    [
        "help", "emergenc", "worse", "breath", "chest", "bleed", "unconscious", "passed out", "faint", "stroke", "seizure", "chok", "suicid", "kill", "die", "dying", "blue", "wake",
        "ayuda", "peor", "respir", "pecho", "sangr", "desmay", "convuls", "ahog", "suicid", "morir", "muri",
    ];

    public static bool In(string? digits, string? speech) =>
        digits?.Trim() == Key || (speech is { Length: > 0 } && Signs.Any(s => speech.Contains(s, StringComparison.OrdinalIgnoreCase)));
}
