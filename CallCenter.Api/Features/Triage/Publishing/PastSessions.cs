using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>Real sessions of the past, each evaluated again on a candidate: for the page's job and for <c>protocols replay</c> alike.</summary>
internal static class PastSessions
{
    /// <summary>Signed sessions opened since then, the oldest first. What is not signed is not over.</summary>
    public static Task<List<Guid>> SinceAsync(CallCenterDbContext db, DateTimeOffset since, CancellationToken cancel) =>
        db.Set<TriageSession>().Where(s => s.OpenedAt >= since && s.SignedAt != null).OrderBy(s => s.OpenedAt).Select(s => s.Id).ToListAsync(cancel);

    /// <param name="packages">Packages already read, by digest; the session's own is added.</param>
    public static async Task<ReplayedCallRow> ReplayAsync(
        CallCenterDbContext db, Guid sessionId, TriagePackage candidate, Dictionary<string, TriagePackage> packages, CancellationToken cancel)
    {
        var session = await db.Set<TriageSession>().AsNoTracking().FirstAsync(s => s.Id == sessionId, cancel);
        try
        {
            if (!packages.TryGetValue(session.PackageDigest, out var original))
                packages[session.PackageDigest] = original = TriagePackageJson.Read(
                    await db.Set<PinnedPackage>().Where(p => p.Digest == session.PackageDigest).Select(p => p.Json).FirstAsync(cancel));
            var replayed = SessionReplay.Of(original, candidate, await TriageSessions.LogAsync(db, sessionId, cancel));
            return Row(session, ReplayedCallRow.Name(replayed.Outcome), replayed.MayEndLower, replayed.Before.Code, replayed.Lowest.Code, replayed.Highest.Code);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.Text.Json.JsonException or NotSupportedException)
        {
            // A log or package this program cannot evaluate is not "the same": it is named and counted.
            var was = session.DispositionCode ?? candidate.Cautious.Code;
            return Row(session, ReplayResult.Unreadable, false, was, was, was);
        }
    }

    private static ReplayedCallRow Row(TriageSession session, string outcome, bool mayEndLower, string was, string lowest, string highest) =>
        new(session.Id, session.CallId, session.PracticeId, session.OpenedAt, outcome, mayEndLower, was, lowest, highest);
}
