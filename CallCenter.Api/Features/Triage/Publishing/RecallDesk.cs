using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>
/// Withdraws a package. The package published before it serves new calls again; when there is none the recalled one goes on under a
/// banner, because a nurse with a flagged script is safer off than one without. Nothing that was said or signed is rewritten.
/// </summary>
internal sealed class RecallDesk(ProtocolShelf shelf, CandidateDesk candidates, RecallSpread spread, IStaff staff, IAudit audit)
{
    public static readonly Actor System = new(AuditActor.Engine, "The server");

    public async Task<Outcome<PackageRecalled>> RecallAsync(UnitOfWork work, Person person, string digest, RecallRequest request, CancellationToken cancel)
    {
        var reason = (request.Reason ?? "").Trim();
        if (reason.Length == 0) return PublishRefusals.ReasonNeeded;
        if (reason.Length > PublishRefusals.LongestText) return PublishRefusals.TooLong;
        if (!await work.Set<Publication>().AnyAsync(p => p.Digest == digest, cancel)) return PublishRefusals.PackageUnknown;
        if (await staff.GetAsync(work.Db, person.StaffId, cancel) is not { ClinicalLead: true } lead || !lead.IsNamed(request.Name)) return PublishRefusals.WrongName;
        var package = await work.Set<PinnedPackage>().FirstAsync(p => p.Digest == digest, cancel);
        if (package.RecalledAt is not null) return PublishRefusals.AlreadyRecalled;
        (package.RecalledAt, package.RecalledBy, package.RecallReason) = (work.Now, lead.SignedName, reason);

        var (open, signed) = await CountAsync(work, digest, cancel);
        audit.Write(work, AuditActor.Staff(person.StaffId), AuditActor.NoPractice, "protocols-recalled", "triage-package", digest, $"open={open} signed={signed}");
        work.AfterCommit(candidates.Announce);
        work.AfterCommit(spread.Wake);
        return new PackageRecalled(digest, await NextAsync(work, digest, cancel), open, signed);
    }

    /// <summary>The session's log learns of the recall: open, it shows the banner; signed, it waits for a review.</summary>
    public static async Task TellAsync(
        TriageSessions sessions, UnitOfWork work, TriageSession session, TriagePackage package, List<TriageEvent> log, Actor by, string why, CancellationToken cancel)
    {
        var recalled = new Recalled(Guid.CreateVersion7(work.Now), work.Now, by, package.Digest, why);
        if (TriageEngine.Decide(package, log, recalled) is Accepted) await sessions.AppendAsync(work, session, package, log, recalled, cancel);
        session.RecalledAt = work.Now;
    }

    private static async Task<(int Open, int Signed)> CountAsync(UnitOfWork work, string digest, CancellationToken cancel)
    {
        using var all = work.Widen(ScopeBypass.Protocols);
        var signed = await work.Set<TriageSession>().CountAsync(s => s.PackageDigest == digest && s.SignedAt != null, cancel);
        return (await work.Set<TriageSession>().CountAsync(s => s.PackageDigest == digest, cancel) - signed, signed);
    }

    private async Task<string> NextAsync(UnitOfWork work, string digest, CancellationToken cancel)
    {
        var recalled = await work.Set<PinnedPackage>().Where(p => p.RecalledAt != null && p.Digest != digest).Select(p => p.Digest).ToListAsync(cancel);
        return await work.Set<Publication>().Where(p => p.Digest != digest && !recalled.Contains(p.Digest)).OrderByDescending(p => p.Number).Select(p => p.Digest).FirstOrDefaultAsync(cancel)
            ?? shelf.InService.Digest;
    }
}
