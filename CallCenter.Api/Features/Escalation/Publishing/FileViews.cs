using System.Text.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Persistence;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>The page Practice files: what is in force, who is reached how, what the night found, what was published.</summary>
internal sealed class FileViews(EscalationFiles files, EscalationFolder folder, FileRegistry registry, IPractices practices, IClinicianPins pins, TimeProvider clock)
{
    private const int OldAfterDays = 180;
    private const int MostPublications = 50;

    public async Task<IReadOnlyList<PracticeFileRow>> RowsAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var checks = await db.Set<FileCheck>().ToDictionaryAsync(c => c.PracticeId, cancel);
        var drafts = await db.Set<FileDraft>().Select(d => d.PracticeId).ToListAsync(cancel);
        return [.. (await practices.AllAsync(db, cancel)).Select(p => (Practice: p, Now: files.InForce(p.Id), Check: checks.GetValueOrDefault(p.Id))).Select(r => new PracticeFileRow(
            r.Practice.Id, r.Practice.Name, r.Now?.Number, r.Now?.Since, r.Now?.Publisher, r.Check?.Errors, r.Check?.Warnings, drafts.Contains(r.Practice.Id)))];
    }

    public async Task<PracticeFileView?> ViewAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel)
    {
        if (await practices.GetAsync(db, practiceId, cancel) is not { } practice) return null;
        var now = files.InForce(practiceId);
        var draft = await db.Set<FileDraft>().FirstOrDefaultAsync(d => d.PracticeId == practiceId, cancel);
        var check = await db.Set<FileCheck>().FirstOrDefaultAsync(c => c.PracticeId == practiceId, cancel);
        return new(practice.Id, practice.Name, practice.TimeZone, now is null ? null : new(now.Number, now.File.Hash, now.Since, now.Publisher, now.Reason, now.Text),
            draft is null ? null : new(draft.Text, draft.At, draft.By, draft.Version), now is null ? folder.TextOf(practiceId) : folder.OtherThan(now),
            check is null ? null : new(check.At, check.Played, JsonSerializer.Deserialize<FileFinding[]>(check.FindingsJson, JsonSerializerOptions.Web) ?? []),
            now is null ? [] : await ContactsAsync(db, now.File, cancel), await PublicationsAsync(db, practiceId, cancel));
    }

    /// <summary>The text of a version, for ever as it was published.</summary>
    public static Task<string?> TextAsync(CallCenterDbContext db, string practiceId, int number, CancellationToken cancel) => db.Set<FilePublication>()
        .Where(p => p.PracticeId == practiceId && p.Number == number)
        .Join(db.Set<PinnedFile>(), p => new { p.PracticeId, p.Hash }, f => new { f.PracticeId, f.Hash }, (_, f) => f.Text).FirstOrDefaultAsync(cancel);

    private async Task<IReadOnlyList<FileContact>> ContactsAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel)
    {
        var (trouble, withPin) = (await registry.TroubleAsync(db, file.Practice, cancel), await pins.KnownAsync(db, file.Practice, cancel));
        var today = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(file.Zone).Date;
        return [.. file.Contacts.Select(c => new FileContact(c.Id, c.Name, Role(c.Role), Privacy(c), c.PinRequired, withPin.Contains(c.Id), [.. c.Destinations.Select(d => new FileDestination(
            d.Id, NoteWords.Channel(d.Channel), d.To, d.AlwaysVerified ? "always" : d.VerifiedOn?.ToString("uuuu'-'MM'-'dd", System.Globalization.CultureInfo.InvariantCulture),
            d.VerifiedOn is { } on && Period.DaysBetween(on, today) > OldAfterDays, trouble.TryGetValue(d.Id, out var known) ? known.Why : null))]))];
    }

    private static async Task<IReadOnlyList<FilePublicationView>> PublicationsAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel)
    {
        var open = await db.Set<EscalationCase>().Where(e => e.PracticeId == practiceId && e.Phase != EscalationPhase.Closed && e.Phase != EscalationPhase.Cancelled)
            .GroupBy(e => e.FileHash).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var rows = await db.Set<FilePublication>().Where(p => p.PracticeId == practiceId).OrderByDescending(p => p.Number).Take(MostPublications).ToListAsync(cancel);
        return [.. rows.Select((r, i) => (Row: r, Record: FileRecord.Read(r.RecordJson), Newest: i == 0)).Select(r => new FilePublicationView(
            r.Row.Number, r.Row.Hash, r.Row.At, r.Row.Publisher, r.Row.Reason, r.Newest ? "in-force" : "replaced", open.GetValueOrDefault(r.Row.Hash), r.Record.Accepted, r.Record.Changes))];
    }

    private static string Role(ContactRole role) => role switch
    {
        ContactRole.Physician => "physician", ContactRole.Np => "nurse practitioner", ContactRole.Pa => "physician assistant", ContactRole.Office => "office",
        ContactRole.Caregiver => "caregiver", ContactRole.Supervisor => "nurse supervisor", ContactRole.Service => "service",
    };

    private static string Privacy(Contact contact) => contact.Phi switch
    {
        PhiLevel.None => "nothing about a patient",
        PhiLevel.CallbackNumberOnly => "only the number to call",
        PhiLevel.AfterPin => "what is needed, after the PIN",
        PhiLevel.Full when contact.PinRequired => "everything, after the PIN on the telephone",
        PhiLevel.Full => "everything",
    };
}
