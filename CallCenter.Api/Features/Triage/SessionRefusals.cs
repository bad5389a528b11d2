using CallCenter.Api.Platform.Http;

namespace CallCenter.Api.Features.Triage;

/// <summary>Every way a triage command can be refused before the engine is even asked.</summary>
public static class SessionRefusals
{
    public static readonly Refusal CallUnknown = Refusal.NotFound("call-unknown", "There is no such call for you.");
    public static readonly Refusal Unknown = Refusal.NotFound("triage-unknown", "There is no such triage session for you.");
    public static readonly Refusal PackageUnknown = Refusal.NotFound("package-unknown", "This package was never in service here.");
    public static readonly Refusal NoNurse = Refusal.Conflict("call-has-no-nurse", "Take the call first: triage is opened by the nurse who has it.");
    public static readonly Refusal GateNotApproved = Refusal.Conflict("protocols-not-approved",
        "The first-minute protocol has no named approver, so no protocol may be used on a real call. The medical director signs in protocols-config/approvals.yaml.");
    public static readonly Refusal Unreadable = Refusal.Invalid("events-unreadable", "The events could not be read. Nothing was saved; reload the call.");
    public static readonly Refusal TooMany = Refusal.Invalid("events-too-many", "Send at most 500 events at once.");
    public static readonly Refusal Signed = Refusal.Conflict("note-signed", "The note is signed. Write an addendum instead.");

    public static readonly Refusal NotYourCall = Refusal.Forbidden("not-your-call", "The call is with another nurse now. Only she writes in its triage.");
    public static readonly Refusal CoSignUnknown = Refusal.NotFound("co-sign-unknown", "There is no such request for you.");
    public static readonly Refusal CoSignOver = Refusal.Conflict("co-sign-over", "This request was answered or has expired. Nothing was changed.");
    public static readonly Refusal CoSignChanged = Refusal.Conflict("co-sign-changed", "Something was added since you read it. Read it again before you answer.");
    public static readonly Refusal CoSignNeedsReason = Refusal.Invalid("co-sign-needs-reason", "Give your reason in words, at most 500 characters.");
    public static readonly Refusal CoSignNotNeeded = Refusal.Conflict("co-sign-not-needed", "This change takes no second clinician. Decide it yourself.");
    public static readonly Refusal CoSignOpen = Refusal.Conflict("co-sign-open", "A second clinician is asked already. Withdraw that request first.");
    public static readonly Refusal MayNotLower = Refusal.Forbidden("lowering-not-permitted", "Only a registered nurse or a doctor decides below the protocol, or agrees to it.");
    public static readonly Refusal CoSignNobody = Refusal.Conflict("co-sign-nobody", "No second clinician of this practice is on the staff list. The disposition stays.");

    public static Refusal NotReady(IEnumerable<string> missing) =>
        Refusal.Conflict("not-ready-to-sign", $"Still missing: {string.Join("; ", missing)}.");
}
