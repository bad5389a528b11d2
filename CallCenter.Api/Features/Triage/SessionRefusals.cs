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

    public static Refusal NotReady(IEnumerable<string> missing) =>
        Refusal.Conflict("not-ready-to-sign", $"Still missing: {string.Join("; ", missing)}.");
}
