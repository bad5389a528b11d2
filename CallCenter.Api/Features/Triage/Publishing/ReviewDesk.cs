using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>Signed calls on a recalled package: each is looked at once by a clinical lead. The signed note stays as it is.</summary>
internal sealed class ReviewDesk(TriageSessions sessions, ICalls calls, IPractices practices, IStaff staff, ProtocolShelf shelf, IAudit audit)
{
    private const int Most = 200;

    /// <summary>Those not reviewed first, then the newest; at most 200 of the reader's practices.</summary>
    public async Task<IReadOnlyList<ReviewItem>> ListAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var rows = await db.Set<TriageSession>().Where(s => s.RecalledAt != null && s.SignedAt != null)
            .OrderBy(s => s.ReviewedAt != null).ThenByDescending(s => s.SignedAt).Take(Most).ToListAsync(cancel);
        var names = await staff.NamesAsync(db, [.. rows.Select(r => r.ReviewedBy).OfType<Guid>().Distinct()], cancel);
        var items = new List<ReviewItem>(rows.Count);
        foreach (var row in rows)
            if (await calls.GetAsync(db, row.CallId, cancel) is { } call && await practices.GetAsync(db, row.PracticeId, cancel) is { } practice)
                items.Add(new ReviewItem(row.Id, row.CallId, practice.Name, practice.TimeZone, call.CallerLabel, row.OpenedAt, row.SignedAt!.Value, await DispositionAsync(db, row, cancel),
                    row.PackageDigest, shelf.WhyRecalled(row.PackageDigest) ?? "", row.ReviewedAt, row.ReviewedBy is { } by ? names.GetValueOrDefault(by) : null, await TextAsync(db, row, cancel)));
        return items;
    }

    public async Task<Outcome<ReviewRequest>> ReviewAsync(UnitOfWork work, Person person, Guid sessionId, ReviewRequest request, CancellationToken cancel)
    {
        var text = (request.Text ?? "").Trim();
        if (text.Length == 0) return PublishRefusals.ReasonNeeded;
        if (text.Length > PublishRefusals.LongestText) return PublishRefusals.TooLong;
        if (await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == sessionId, cancel) is not { } session) return SessionRefusals.Unknown;
        if (session.ReviewedAt is not null || session.SignedAt is null || session.RecalledAt is null) return PublishRefusals.NothingToReview;
        var (package, log) = (await sessions.PackageAsync(work.Db, session, cancel), await TriageSessions.LogAsync(work.Db, session.Id, cancel));
        var reviewed = new Reviewed(Guid.CreateVersion7(work.Now), work.Now, new Actor(person.StaffId.ToString("D"), person.Name), text);
        if (TriageEngine.Decide(package, log, reviewed) is Refused) return PublishRefusals.NothingToReview;
        await sessions.AppendAsync(work, session, package, log, reviewed, cancel);
        (session.ReviewedAt, session.ReviewedBy) = (work.Now, person.StaffId);
        audit.Write(work, person.StaffId, session.PracticeId, "recall-reviewed", "triage", session.Id);
        return new ReviewRequest(text);
    }

    private async Task<string> DispositionAsync(CallCenterDbContext db, TriageSession session, CancellationToken cancel) =>
        (await shelf.FindAsync(db, session.PackageDigest, cancel))?.FindDisposition(session.DispositionCode ?? "")?.Title.Text ?? session.DispositionCode ?? "";

    private static async Task<string?> TextAsync(CallCenterDbContext db, TriageSession session, CancellationToken cancel) =>
        session.ReviewedAt is null ? null : (await TriageSessions.LogAsync(db, session.Id, cancel)).OfType<Reviewed>().LastOrDefault()?.Text;
}
