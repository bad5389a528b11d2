using CallCenter.Api.Platform.Http;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>Every way a practice's file can be refused.</summary>
internal static class FileRefusals
{
    public const int LongestReason = 1000;
    public const int LongestText = 512 * 1024;

    public static readonly Refusal UnknownPractice = Refusal.NotFound("practice-unknown", "You work for no practice of this name. Choose one from the list.");
    public static readonly Refusal NoSuchPublication = Refusal.NotFound("publication-unknown", "The practice has no publication of this number.");
    public static readonly Refusal Faulty = Refusal.Conflict("file-faulty", "The text has errors. Nothing was changed; mend them first, the findings say where.");
    public static readonly Refusal Changed = Refusal.Conflict("file-changed", "Another version was published meanwhile, or the text is not the one that was checked. Nothing was published; look at the differences again.");
    public static readonly Refusal Same = Refusal.Conflict("file-same", "The text says what is in force already. Layout and comments alone are not published.");
    public static readonly Refusal WrongName = Refusal.Invalid("name-differs", "Type your own full name as you are signed in: the publication stands under it.");
    public static readonly Refusal ReasonNeeded = Refusal.Invalid("reason-needed", $"Say why in words, at most {LongestReason} characters: the reason stands in the record.");
    public static readonly Refusal TooLong = Refusal.Invalid("text-too-long", $"A practice's file has at most {LongestText / 1024} thousand characters.");
    public static readonly Refusal CandidateChanged = Refusal.Conflict("candidate-changed", "Somebody else has kept another text meanwhile. Open it again before you keep yours.");
    public static readonly Refusal Instant = Refusal.Invalid("instant-unreadable", "Name day and time on the practice's clock: 2026-12-24T18:00.");
    public static readonly Refusal Person = Refusal.Invalid("person-unknown", "Name a contact of this text, what she does (takes, declines or unreachable), at which page (1 to 50) and after how many seconds (0 to 14400).");

    public static Refusal NotAccepted(int count, string first) => Refusal.Conflict("warnings-not-accepted", $"{count} warnings are not accepted, the first: {first}. Accept each, or mend it.");
}
