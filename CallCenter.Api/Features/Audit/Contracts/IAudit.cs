using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Audit.Contracts;

/// <summary>The trail of changes, and of patient records opened. Append-only.</summary>
public interface IAudit
{
    /// <summary>Adds an entry to this transaction: it is kept if, and only if, the deed is.</summary>
    /// <param name="actor">See <see cref="AuditActor"/>.</param>
    /// <param name="practiceId">The practice of the subject; <see cref="AuditActor.NoPractice"/> when there is none.</param>
    /// <param name="verb">Kebab-case, past or plain: <c>patient-opened</c>, <c>offer-accepted</c>. At most 60 characters.</param>
    /// <param name="subjectKind"><c>patient</c>, <c>call</c>, <c>escalation</c> …</param>
    /// <param name="detail">Codes and ids (<c>state=queued</c>), never a name, number, date of birth or free text. At most 200 characters.</param>
    void Write(UnitOfWork work, string actor, string practiceId, string verb, string subjectKind, string subjectId, string? detail = null);
}

/// <summary>How an actor is written down.</summary>
public static class AuditActor
{
    public const string Engine = "engine";
    public const string Caller = "caller";
    public const string Twilio = "twilio";
    public const string NoPractice = "";

    public static string Staff(Guid staffId) => staffId.ToString("D");

    public static void Write(this IAudit audit, UnitOfWork work, Guid staffId, string practiceId, string verb, string subjectKind, Guid subjectId, string? detail = null) =>
        audit.Write(work, Staff(staffId), practiceId, verb, subjectKind, subjectId.ToString("D"), detail);
}
