namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>What the caller's answer to the danger question counts as. Only a clear no is a no: silence and nonsense are danger.</summary>
public sealed record DangerAnswer(bool Danger, string Reason)
{
    private static readonly string[] Yes = ["yes", "yeah", "yep", "sí", "si", "help", "please", "ayuda", "emergency", "emergencia"];
    private static readonly string[] No = ["no", "nope", "nah"];

    public static DangerAnswer Of(string? digits, string? speech)
    {
        if (digits is { Length: > 0 })
            return digits.Trim() switch
            {
                "1" => new(true, "danger question: yes"),
                "2" => new(false, "danger question: no"),
                _ => new(true, "danger question: unclear, counts as yes"),
            };
        var words = (speech ?? "").ToLowerInvariant().Split([' ', ',', '.', '!', '?', '¿', '¡', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return new(true, "danger question: silence, counts as yes");
        if (words.Any(Yes.Contains)) return new(true, "danger question: yes");
        // "No" and nothing that could mean anything else: "no, I can't breathe" is not a no.
        return words.All(w => No.Contains(w) || w is "thank" || w is "thanks" || w is "you" || w is "gracias")
            ? new(false, "danger question: no")
            : new(true, "danger question: unclear, counts as yes");
    }
}
