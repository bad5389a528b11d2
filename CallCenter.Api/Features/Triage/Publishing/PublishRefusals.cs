using CallCenter.Api.Platform.Http;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>Every way publishing, recalling and reviewing can be refused.</summary>
internal static class PublishRefusals
{
    public static readonly Refusal NoCandidate = Refusal.Conflict("no-candidate", "The folder holds nothing other than what is in service. Change a protocol there first.");
    public static readonly Refusal Changed = Refusal.Conflict("candidate-changed", "The folder or the package in service changed since this page was shown. Nothing was published; look at it again.");
    public static readonly Refusal Faulty = Refusal.Conflict("candidate-faulty", "The folder has errors. Mend them first; the findings say where.");
    public static readonly Refusal Checking = Refusal.Conflict("candidate-checking", "The candidate is still being checked. Try again in a few seconds.");
    public static readonly Refusal Recalled = Refusal.Conflict("package-recalled", "This package was recalled and does not come back. Change what was wrong with it.");
    public static readonly Refusal NotReplayed = Refusal.Conflict("not-replayed", "Replay past calls on this candidate first, and wait until the replay is done.");
    public static readonly Refusal WrongName = Refusal.Invalid("name-differs", "Type your own full name as you are signed in: the approval stands under it.");
    public static readonly Refusal ReasonNeeded = Refusal.Invalid("reason-needed", "Say why in words: the reason stands in the record.");
    public static readonly Refusal TooLong = Refusal.Invalid("text-too-long", $"Keep it under {LongestText} characters.");
    public static readonly Refusal UnknownProtocol = Refusal.Invalid("protocol-unknown", "An approval names a protocol that the candidate does not have.");
    public static readonly Refusal ReviewDate = Refusal.Invalid("review-date", "An approval needs a review date that lies ahead, at most two years.");
    public static readonly Refusal PackageUnknown = Refusal.NotFound("package-unknown", "This package was never in service here.");
    public static readonly Refusal AlreadyRecalled = Refusal.Conflict("already-recalled", "This package is recalled already.");
    public static readonly Refusal NothingToReview = Refusal.Conflict("nothing-to-review", "This call does not wait for a review.");

    public const int LongestText = 1000;

    public static Refusal Days(int longest) => Refusal.Invalid("days-out-of-range", $"Name between 1 and {longest} days.");

    public static Refusal ReasonsMissing(IReadOnlyList<string> keys) => Refusal.Conflict("reasons-missing",
        $"{keys.Count} of the findings lack a reason, the first: {keys[0]}. Each needs one by the approver.");

    public static Refusal MeaningMissing(IReadOnlyList<string> keys) => Refusal.Conflict("meaning-not-confirmed",
        $"{keys.Count} changed wordings are not confirmed to mean the same, the first: {keys[0]}. A new meaning needs a new question id.");
}
