using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Audit.Persistence;

internal sealed class AuditTrail : IAudit
{
    public void Write(UnitOfWork work, string actor, string practiceId, string verb, string subjectKind, string subjectId, string? detail = null) =>
        work.Add(new AuditEntry
        {
            Id = OrderedId.Next(work.Now),
            At = work.Now,
            Actor = actor,
            PracticeId = practiceId,
            Verb = verb,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            Detail = detail,
        });
}
