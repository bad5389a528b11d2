using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>
/// Calendars kept elsewhere that fill a layer. A copy that cannot be read, names a stranger or has times without a zone changes nothing:
/// the last good one stays in force, and the page says what is wrong and where.
/// </summary>
internal sealed class RotaImports(LiveRotas live, RotaSecrets secrets, RotaFetching fetching, RotaNews news, IAudit audit)
{
    public async Task<Outcome<RotaImport>> UploadAsync(UnitOfWork work, Person person, string practiceId, string scheduleId, string layerId, RotaUpload upload, CancellationToken cancel)
    {
        if (!person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (await FileAsync(work, person, practiceId, scheduleId, layerId, cancel) is not { } file) return RotaRefusals.NoImport;
        if (upload.Accept && upload.Reason.Trim().Length == 0) return RotaRefusals.ReasonNeeded;
        var reading = RotaIcs.Read(upload.Text, file, Instant.FromDateTimeOffset(work.Now));
        if (reading.Problems.Count > 0) return RotaRefusals.Unreadable(reading.Problems);
        if (Judge(file, scheduleId, layerId, reading, work.Now, upload.Accept, decides: true) is { } refusal) return refusal;
        var import = await RowAsync(work, practiceId, scheduleId, layerId, cancel);
        Take(work, import, reading, person.StaffId);
        audit.Write(work, person.StaffId, practiceId, "rota-imported", "rota-import", import.Id, $"schedule={scheduleId} layer={layerId} turns={reading.Turns.Count} accepted={upload.Accept}");
        await FollowAsync(work, file, scheduleId, cancel);
        return import;
    }

    public async Task<Outcome<RotaImport>> SourceAsync(UnitOfWork work, Person person, string practiceId, string scheduleId, string layerId, RotaSource source, CancellationToken cancel)
    {
        if (!person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (await FileAsync(work, person, practiceId, scheduleId, layerId, cancel) is not { } file) return RotaRefusals.NoImport;
        var url = source.Url?.Trim() ?? "";
        if (url.Length > 0 && !fetching.Allows(url)) return RotaRefusals.SourceRefused;
        var import = await RowAsync(work, practiceId, scheduleId, layerId, cancel);
        (import.SourceSecret, import.Version) = (url.Length == 0 ? null : secrets.KeepSource(url), import.Version + 1);
        audit.Write(work, person.StaffId, practiceId, url.Length == 0 ? "rota-source-removed" : "rota-source-set", "rota-import", import.Id, $"schedule={scheduleId} layer={layerId}");
        news.Changed(work, file.Practice);
        await work.Db.SaveChangesAsync(cancel);
        await RotaFetching.SetAsync(work, import, work.Now, cancel);
        return import;
    }

    /// <summary>What a fetch brought; without a console there is nobody to say yes, so a gap is refused.</summary>
    /// <param name="text">Null: nothing came, and <paramref name="trouble"/> says why.</param>
    public async Task FetchedAsync(UnitOfWork work, Guid importId, string? text, string? trouble, CancellationToken cancel)
    {
        if (await work.Set<RotaImport>().FirstOrDefaultAsync(i => i.Id == importId, cancel) is not { SourceSecret: not null } import
            || await live.FileAsync(work.Db, import.PracticeId, cancel) is not { } file) return;
        var reading = text is null ? new IcsReading([], [trouble ?? "The calendar could not be fetched."], false, 0, false) : RotaIcs.Read(text, file, Instant.FromDateTimeOffset(work.Now));
        var problem = reading.Problems.Count > 0 ? string.Join(' ', reading.Problems.Take(3)) : Judge(file, import.ScheduleId, import.LayerId, reading, work.Now, accept: true, decides: false)?.Detail;
        var before = (import.Turns, import.Trouble);
        (import.TriedAt, import.Version) = (work.Now, import.Version + 1);
        if (problem is null) Take(work, import, reading, null);
        else (import.Trouble, import.Readable, import.UnknownNames, import.Floating) = (problem.Length > 600 ? problem[..600] : problem, reading.Readable, reading.UnknownNames, reading.Floating);
        if ((import.Turns, import.Trouble) != before)
        {
            audit.Write(work, AuditActor.Engine, import.PracticeId, problem is null ? "rota-imported" : "rota-import-refused", "rota-import", import.Id.ToString("D"), $"schedule={import.ScheduleId} layer={import.LayerId} turns={reading.Turns.Count}");
            await FollowAsync(work, file, import.ScheduleId, cancel);
        }
    }

    /// <summary>Every imported layer of the file with what C21 says of it.</summary>
    public static async Task<IReadOnlyList<RotaImportView>> ViewsAsync(CallCenterDbContext db, EscalationFile file, Instant now, CancellationToken cancel)
    {
        var layers = file.Schedules.SelectMany(s => s.Layers.Where(l => l.Import is not null).Select(l => (Schedule: s.Id, Layer: l))).ToList();
        if (layers.Count == 0) return [];
        var rows = await db.Set<RotaImport>().Where(i => i.PracticeId == file.Practice).ToListAsync(cancel);
        return [.. layers.Select(x => View(file, x.Schedule, x.Layer, rows.Find(r => r.ScheduleId == x.Schedule && r.LayerId == x.Layer.Id), now))];
    }

    /// <summary>How each imported calendar of the file stands; one that nothing was read from yet is no calendar.</summary>
    public static async Task<IReadOnlyList<ImportedRota>> StateAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel)
    {
        var rows = await db.Set<RotaImport>().AsNoTracking().Where(i => i.PracticeId == file.Practice).ToListAsync(cancel);
        return [.. from schedule in file.Schedules from layer in schedule.Layers where layer.Import is not null
            let row = rows.Find(r => r.ScheduleId == schedule.Id && r.LayerId == layer.Id)
            from state in State(layer, row) select state];
    }

    private static IReadOnlyList<ImportedRota> State(Layer layer, RotaImport? row) => row?.ReadAt is not { } read ? [] :
        [new(row.ScheduleId, Instant.FromDateTimeOffset(read), layer.Import!.MaxAge, row.Readable, [.. Enumerable.Repeat("?", row.UnknownNames)], row.Floating)];

    private static RotaImportView View(EscalationFile file, string schedule, Layer layer, RotaImport? row, Instant now)
    {
        if (row is null) return new(schedule, layer.Id, 0, null, false, ["Nothing was imported yet. Upload the calendar's .ics file, or name its address."]);
        var found = EscalationVerifier.Verify(file, new RegistrySnapshot { Imports = State(layer, row) }, now).Findings.Where(f => f.Code == "C21").Select(f => $"{f.Code}: {f.What} {f.WhatToDo}");
        return new(schedule, layer.Id, layer.Shifts.Count, row.ReadAt, row.SourceSecret is not null, [.. found.Concat(row.Trouble is { } trouble ? [$"Last attempt: {trouble}"] : [])]);
    }

    private static Refusal? Judge(EscalationFile file, string scheduleId, string layerId, IcsReading reading, DateTimeOffset now, bool accept, bool decides)
    {
        var after = new LiveChanges([], [new ImportedTurns(scheduleId, layerId, reading.Turns)], []).Over(file);
        var at = Instant.FromDateTimeOffset(now);
        var review = RotaReview.Of(file, after, at, at, at);
        if (review.Gaps.Count > 0 && !(accept && decides)) return RotaRefusals.Gap(review, after, decides);
        return review.Errors.Count > 0 && !accept ? RotaRefusals.Found(review.Errors, mayAccept: true) : null;
    }

    private static void Take(UnitOfWork work, RotaImport import, IcsReading reading, Guid? by)
    {
        (import.Turns, import.ReadAt, import.ReadBy, import.TriedAt, import.Version) = (LiveRotas.Stored(reading.Turns), work.Now, by, work.Now, import.Version + 1);
        (import.Trouble, import.Readable, import.UnknownNames, import.Floating) = (null, true, 0, false);
    }

    private async Task FollowAsync(UnitOfWork work, EscalationFile file, string scheduleId, CancellationToken cancel)
    {
        news.Changed(work, file.Practice);
        await work.Db.SaveChangesAsync(cancel);
        await RotaClocks.LookNowAsync(work, file, scheduleId, cancel);
    }

    private async Task<EscalationFile?> FileAsync(UnitOfWork work, Person person, string practiceId, string scheduleId, string layerId, CancellationToken cancel) =>
        person.Scope.Allows(practiceId) && await live.FileAsync(work.Db, practiceId, cancel) is { } file
            && file.Schedule(scheduleId)?.Layers.Any(l => l.Id == layerId && l.Import is not null) is true ? file : null;

    private static async Task<RotaImport> RowAsync(UnitOfWork work, string practiceId, string scheduleId, string layerId, CancellationToken cancel)
    {
        if (await work.Set<RotaImport>().FirstOrDefaultAsync(i => i.PracticeId == practiceId && i.ScheduleId == scheduleId && i.LayerId == layerId, cancel) is { } known) return known;
        var import = new RotaImport { Id = Guid.CreateVersion7(work.Now), PracticeId = practiceId, ScheduleId = scheduleId, LayerId = layerId };
        work.Set<RotaImport>().Add(import);
        return import;
    }
}
