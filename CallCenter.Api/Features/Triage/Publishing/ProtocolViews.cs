using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>The page Protocols: what serves, what waits, what a publication would have to accept.</summary>
internal sealed class ProtocolViews(ProtocolShelf shelf, CandidateDesk candidates, TimeProvider clock)
{
    public async Task<ProtocolsView> ViewAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var (now, reading) = (shelf.Now, candidates.Reading);
        var replay = reading.Package is { } candidate && await ReplayJob.LastAsync(db, candidate.Digest, cancel) is { FinishedAt: not null } run ? ReplayResult.Read(run.ResultJson) : null;
        return new(
            new ServingView(now.Package.Digest, now.Number, now.Since, now.Approver, shelf.WhyRecalled(now.Package.Digest)),
            Candidate(reading, replay), Alarm(reading), Rows(now.Package, reading.Package ?? now.Package), await PublicationsAsync(db, cancel));
    }

    private CandidateView Candidate(FolderReading reading, ReplayResult? replay) => new(
        reading.Package?.Digest, State(reading), reading.IsVerified, reading.ReadAt, [.. reading.Findings.OrderByDescending(f => f.Severity).Select(View)],
        Matters.Of(reading, replay), Matters.Rewordings(reading), reading.Comparison?.Added ?? []);

    private string State(FolderReading reading) =>
        reading.HasErrors ? "faulty"
        : reading.Package!.Digest == shelf.InService.Digest ? "same"
        : shelf.WhyRecalled(reading.Package.Digest) is not null ? "recalled"
        : !reading.IsVerified || reading.Against != shelf.InService.Digest ? "checking"
        : "waiting";

    private string? Alarm(FolderReading reading) =>
        shelf.Now.IsRecalled ? "The package in service is recalled, and no earlier one can take its place. New calls go on with it under a banner. Mend it and publish."
        : reading.HasErrors ? "The folder has errors. The last published package stays in service; the findings below say what to mend."
        : null;

    private static FindingView View(Finding f) => new(
        f.Code, f.Severity.ToString().ToLowerInvariant(), Matters.ProtocolOf(f), $"{f.File}:{f.Line}:{f.Column}", f.What, f.Why, f.WhatToDo);

    private List<ProtocolRow> Rows(TriagePackage serving, TriagePackage candidate) =>
        [.. serving.Protocols.Concat(candidate.Protocols.Where(p => serving.FindProtocol(p.Id) is null)).OrderBy(p => !p.IsGate).ThenBy(p => p.Title.Text, StringComparer.OrdinalIgnoreCase)
            .Select(p => Row(p.Id, serving, candidate))];

    private ProtocolRow Row(string id, TriagePackage serving, TriagePackage candidate)
    {
        var (was, now) = (serving.FindProtocol(id), candidate.FindProtocol(id));
        var change = was is null ? "added" : now is null ? "removed" : was.Digest == now.Digest ? "same" : "changed";
        return new(id, (now ?? was)!.Title.Text, change, was is null ? null : Version(serving, was), now is null ? null : Version(candidate, now));
    }

    private ProtocolVersion Version(TriagePackage package, Protocol protocol)
    {
        var approval = package.ApprovalOf(protocol, shelf.Now.ApprovalsFor(package.Digest));
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var reviewBy = new[] { approval?.ReviewBy, protocol.Paper.ReviewBy }.Min();
        var status = protocol.Status is ProtocolStatus.Retired ? "retired" : approval is null ? "draft" : reviewBy < today ? "overdue" : "approved";
        return new(protocol.Version, protocol.Digest, status, approval?.Approver, approval?.On, reviewBy);
    }

    private async Task<IReadOnlyList<PublicationView>> PublicationsAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var rows = await db.Set<Publication>().OrderByDescending(p => p.Number).Join(db.Set<PinnedPackage>(), p => p.Digest, k => k.Digest,
            (p, k) => new { p.Number, p.Digest, p.At, p.Approver, p.RecordJson, k.RecalledAt, k.RecalledBy, k.RecallReason }).Take(50).ToListAsync(cancel);
        return [.. rows.OrderByDescending(r => r.Number).Select(r => (Row: r, Record: PublicationRecord.Read(r.RecordJson))).Select(r => new PublicationView(
            r.Row.Number, r.Row.Digest, r.Row.At, r.Row.Approver, r.Row.RecalledAt is not null ? "recalled" : r.Row.Number == shelf.Now.Number ? "in-service" : "replaced",
            [.. r.Record.Accepted.Select(a => $"{a.Code}: {a.What} — {a.Reason}")], r.Record.SameMeaning, r.Record.Drafts, r.Record.Replay,
            r.Row.RecalledAt, r.Row.RecalledBy, r.Row.RecallReason))];
    }
}
