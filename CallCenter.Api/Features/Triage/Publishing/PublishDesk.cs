using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>
/// Puts the candidate into service, by name. Refused while anything that a clinician has to accept lacks her reason. What she was shown
/// and what is stored are the same: both digests are named in the command.
/// </summary>
internal sealed class PublishDesk(ProtocolShelf shelf, CandidateDesk candidates, IStaff staff, IAudit audit)
{
    private const int LongestReviewDays = 731;

    public async Task<Outcome<Published>> PublishAsync(UnitOfWork work, Person person, PublishRequest request, CancellationToken cancel)
    {
        var reading = candidates.Reading;
        var newest = await work.Set<Publication>().MaxAsync(p => p.Number, cancel);
        if (newest != shelf.Now.Newest) return PublishRefusals.Changed;
        if (await work.Set<PinnedPackage>().AnyAsync(p => p.Digest == request.Digest && p.RecalledAt != null, cancel)) return PublishRefusals.Recalled;
        if (Unfit(reading, request) is { } unfit) return unfit;
        var candidate = reading.Package!;
        if (await staff.GetAsync(work.Db, person.StaffId, cancel) is not { ClinicalLead: true } approver || !approver.IsNamed(request.ApproverName)) return PublishRefusals.WrongName;
        if (await ReplayJob.LastAsync(work.Db, candidate.Digest, cancel) is not { FinishedAt: not null } replay) return PublishRefusals.NotReplayed;
        var result = ReplayResult.Read(replay.ResultJson);
        var matters = Matters.Of(reading, result);
        if (Unaccepted(reading, matters, request) is { } unaccepted) return unaccepted;
        if (Approvals(candidate, request, work.Now) is { } wrong) return wrong;

        var number = newest + 1;
        Record(work, number, candidate, approver, request);
        await ProtocolShelf.PinAsync(work, candidate, cancel);
        var record = new PublicationRecord(shelf.InService.Digest, [.. matters.Select(m => new AcceptedFinding(m.Code, Said(m), Reason(request, m.Key)))],
            [.. Matters.Rewordings(reading).Select(r => $"{r.ProtocolId}/{r.QuestionId} ({r.Language}): “{r.Was}” → “{r.Is}”")],
            Drafts(candidate, request, work.Now), result.InWords((int)Math.Round((replay.StartedAt - replay.Since).TotalDays)));
        work.Set<Publication>().Add(new Publication
        {
            Number = number, Digest = candidate.Digest, At = work.Now, Approver = approver.SignedName, StaffId = person.StaffId, RecordJson = record.Write(),
        });
        audit.Write(work, AuditActor.Staff(person.StaffId), AuditActor.NoPractice, "protocols-published", "triage-package", candidate.Digest,
            $"number={number} replaces={shelf.InService.Digest[..12]} accepted={matters.Count} approved={request.Approves.Count}");
        work.AfterCommit(candidates.Announce);
        return new Published(number, candidate.Digest);
    }

    private Refusal? Unfit(FolderReading reading, PublishRequest request) =>
        reading.Package is null ? PublishRefusals.Faulty
        : reading.Package.Digest != request.Digest || shelf.InService.Digest != request.Replaces ? PublishRefusals.Changed
        : reading.Package.Digest == shelf.InService.Digest ? PublishRefusals.NoCandidate
        : reading.HasErrors ? PublishRefusals.Faulty
        : !reading.IsVerified || reading.Against != shelf.InService.Digest ? PublishRefusals.Checking
        : null;

    private static Refusal? Unaccepted(FolderReading reading, IReadOnlyList<Matter> matters, PublishRequest request)
    {
        if (request.Reasons.Any(r => (r.Reason ?? "").Length > PublishRefusals.LongestText)) return PublishRefusals.TooLong;
        var unreasoned = matters.Where(m => Reason(request, m.Key).Length == 0).Select(m => m.Key).ToList();
        if (unreasoned.Count > 0) return PublishRefusals.ReasonsMissing(unreasoned);
        var unconfirmed = Matters.Rewordings(reading).Select(r => r.Key).Except(request.SameMeaning).ToList();
        return unconfirmed.Count > 0 ? PublishRefusals.MeaningMissing(unconfirmed) : null;
    }

    private static Refusal? Approvals(TriagePackage candidate, PublishRequest request, DateTimeOffset now)
    {
        if (request.Approves.Any(id => candidate.FindProtocol(id) is null)) return PublishRefusals.UnknownProtocol;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return request.Approves.Count > 0 && !(request.ReviewBy > today && request.ReviewBy <= today.AddDays(LongestReviewDays)) ? PublishRefusals.ReviewDate : null;
    }

    private static void Record(UnitOfWork work, int number, TriagePackage candidate, StaffProfile approver, PublishRequest request)
    {
        foreach (var protocol in request.Approves.Distinct().Select(id => candidate.FindProtocol(id)!))
            work.Set<RecordedApproval>().Add(new RecordedApproval
            {
                Publication = number, ProtocolId = protocol.Id, ProtocolVersion = protocol.Version, ProtocolDigest = protocol.Digest, Approver = approver.SignedName,
                ApprovedOn = DateOnly.FromDateTime(work.Now.UtcDateTime), ReviewBy = request.ReviewBy!.Value,
            });
    }

    private IReadOnlyList<string> Drafts(TriagePackage candidate, PublishRequest request, DateTimeOffset now)
    {
        var (today, approvals) = (DateOnly.FromDateTime(now.UtcDateTime), shelf.Now.ApprovalsFor(candidate.Digest));
        return [.. candidate.Protocols.Where(p => !request.Approves.Contains(p.Id) && !candidate.UsableOutsideDevelopment(p.Id, today, approvals)).Select(p => p.Id)];
    }

    private static string Reason(PublishRequest request, string key) => request.Reasons.FirstOrDefault(r => r.Key == key)?.Reason?.Trim() ?? "";

    private static string Said(Matter matter) => matter.ProtocolId is null || matter.RuleId is null ? matter.What : $"{matter.ProtocolId}/{matter.RuleId}: {matter.What}, {Cases(matter)}";

    private static string Cases(Matter matter) => string.Join("; ", matter.Cases.Select(c => $"{c.From} → {c.To} when {c.When}{(c.Answer is null ? "" : $", answered {c.Answer}")}"));
}
