using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Persistence;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Loading;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>
/// Puts a practice's file into force, by name and with a reason. What was checked and what is stored are the same: digest and number are in
/// the command. Open escalations keep the steps they pinned.
/// </summary>
internal sealed class FileDesk(EscalationFiles files, FileJudge judge, FileWatch watch, IStaff staff, IAudit audit, TimeProvider clock)
{
    /// <summary>What needs no checks to be refused.</summary>
    public Refusal? Refuses(string practiceId, PublishFile request)
    {
        if ((request.Reason ?? "").Trim() is not { Length: > 0 and <= FileRefusals.LongestReason }) return FileRefusals.ReasonNeeded;
        if ((files.InForce(practiceId)?.Number ?? 0) != request.Replaces) return FileRefusals.Changed;
        if (EscalationFileLoader.Load("", request.Text).File is not { } file) return FileRefusals.Faulty;
        return file.Hash != request.Digest ? FileRefusals.Changed : file.Hash == files.InForce(practiceId)?.File.Hash ? FileRefusals.Same : null;
    }

    /// <summary>Outside the writer's turn: the checks take longer than any call may wait.</summary>
    public Task<JudgedFile> JudgeAsync(CallCenterDbContext db, string practiceId, string text, CancellationToken cancel) => judge.JudgeAsync(db, practiceId, text, thorough: true, cancel);

    public async Task<Outcome<FilePublished>> PublishAsync(UnitOfWork work, Person person, string practiceId, PublishFile request, JudgedFile judged, CancellationToken cancel)
    {
        if (judged.File is not { } file || judged.Errors.Any()) return FileRefusals.Faulty;
        var newest = await work.Set<FilePublication>().Where(p => p.PracticeId == practiceId).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancel);
        if ((newest?.Number ?? 0) != request.Replaces || files.InForce(practiceId)?.Number != newest?.Number) return FileRefusals.Changed;
        if (judged.Warnings.Where(w => !request.Accepts.Contains(JudgedFile.KeyOf(w))).ToList() is { Count: > 0 } open) return FileRefusals.NotAccepted(open.Count, JudgedFile.KeyOf(open[0]));
        if (await staff.GetAsync(work.Db, person.StaffId, cancel) is not { } publisher || !(publisher.ClinicalLead || publisher.Role == Roles.PracticeManager) || !publisher.IsNamed(request.Name)) return FileRefusals.WrongName;

        var (number, before) = (request.Replaces + 1, files.InForce(practiceId));
        await PinnedPlans.PinAsync(work, file, judged.Text, cancel);
        var record = new FileRecord([.. judged.Warnings.Select(w => $"{w.Code}, line {w.Line}: {w.What}")], FileDifferences.Lines(judged, before), judged.Played ?? 0);
        work.Set<FilePublication>().Add(new FilePublication
        {
            PracticeId = practiceId, Number = number, Hash = file.Hash, At = work.Now, Publisher = publisher.SignedName, StaffId = person.StaffId, Reason = request.Reason.Trim(), RecordJson = record.Write(),
        });
        if (await work.Set<FileDraft>().FindAsync([practiceId], cancel) is { } draft) work.Set<FileDraft>().Remove(draft);
        await FileWatch.RecordAsync(work, practiceId, judged, cancel);
        audit.Write(work, AuditActor.Staff(person.StaffId), practiceId, "escalation-file-published", "escalation-file", file.Hash, $"number={number} accepted={record.Accepted.Count} changes={record.Changes.Count} played={record.Played}");
        await work.Db.SaveChangesAsync(cancel);
        // From here on its people are told of their turns as this version wants it.
        foreach (var schedule in file.Schedules) await RotaClocks.LookNowAsync(work, file, schedule.Id, cancel);
        work.AfterCommit(watch.Announce);
        return new FilePublished(number, file.Hash);
    }

    /// <summary>Keeps a text for later; an empty one throws the kept one away.</summary>
    public async Task<Outcome<FileCandidate>> KeepAsync(UnitOfWork work, Person person, string practiceId, KeepCandidate asked, CancellationToken cancel)
    {
        var kept = await work.Set<FileDraft>().FindAsync([practiceId], cancel);
        if (kept?.Version != asked.Version) return FileRefusals.CandidateChanged;
        if (string.IsNullOrWhiteSpace(asked.Text))
        {
            if (kept is not null) work.Set<FileDraft>().Remove(kept);
            return new FileCandidate("", work.Now, person.Name, 0);
        }

        if (kept is null) work.Set<FileDraft>().Add(kept = new FileDraft { PracticeId = practiceId, Text = asked.Text, By = person.Name });
        (kept.Text, kept.By, kept.At, kept.Version) = (asked.Text, person.Name, work.Now, kept.Version + 1);
        audit.Write(work, AuditActor.Staff(person.StaffId), practiceId, "escalation-file-candidate-kept", "escalation-file", practiceId, $"version={kept.Version}");
        return new FileCandidate(kept.Text, kept.At, kept.By, kept.Version);
    }

    public async Task<FileChecked> CheckAsync(CallCenterDbContext db, string practiceId, CheckFile asked, CancellationToken cancel) =>
        FileDifferences.Of(await judge.JudgeAsync(db, practiceId, asked.Text, asked.Thorough, cancel), files.InForce(practiceId), clock.GetUtcNow());
}
