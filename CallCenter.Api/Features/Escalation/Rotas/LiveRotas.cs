using System.Text.Json;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>The practice's file as it stands at this moment: what was published, with what people changed since at the console.</summary>
public sealed class LiveRotas(EscalationFiles files, TimeProvider clock)
{
    /// <summary>How long a change that is over still shows in the calendar.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(35);

    public async Task<EscalationFile?> FileAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel) =>
        files.Newest(practiceId) is { } newest ? await OverAsync(db, newest.File, cancel) : null;

    public async Task<EscalationFile> OverAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel) =>
        (await ChangesAsync(db, file, clock.GetUtcNow() - Remembered, cancel)).Over(file);

    /// <summary>What stands beside this file, without changes that were over before <paramref name="since"/>.</summary>
    public static async Task<LiveChanges> ChangesAsync(CallCenterDbContext db, EscalationFile file, DateTimeOffset since, CancellationToken cancel)
    {
        var changes = await db.Set<RotaChange>().AsNoTracking()
            .Where(c => c.PracticeId == file.Practice && c.State == RotaChangeState.InForce && c.EndsAt > since).ToListAsync(cancel);
        var proofs = await db.Set<DestinationProof>().AsNoTracking().Where(p => p.PracticeId == file.Practice).ToListAsync(cancel);
        var imports = file.Schedules.Any(s => s.Layers.Any(l => l.Import is not null))
            ? await db.Set<RotaImport>().AsNoTracking().Where(i => i.PracticeId == file.Practice).ToListAsync(cancel) : [];
        if (changes.Count + proofs.Count + imports.Count == 0) return LiveChanges.None;
        // In the order in which they came into force: the later decision wins where two meet.
        return new([.. changes.OrderBy(c => c.AgreedAt ?? c.At).ThenBy(c => c.Id).Select(Written)],
            [.. imports.Select(i => new ImportedTurns(i.ScheduleId, i.LayerId, Turns(i)))],
            [.. proofs.Where(p => StillThere(file, p)).Select(p => new ProvedDestination(p.ContactId, p.DestinationId, Instant.FromDateTimeOffset(p.ProvedAt).InZone(file.Zone).Date))]);
    }

    /// <summary>A change as the file would write it.</summary>
    public static ScheduleChange Written(RotaChange change) => new(change.ScheduleId, new ScheduleOverride(
        SourceOf(change.Id), RotaMoment.Read(change.From) ?? default, RotaMoment.Read(change.To) ?? default, change.Remove, change.Add, change.Reason, change.By.ToString("N"), change.AgreedBy));

    /// <summary>How a change is named among the sources of a turn.</summary>
    public static string SourceOf(Guid changeId) => $"change-{changeId:N}";

    /// <summary>The turns of the last good copy.</summary>
    public static IReadOnlyList<ImportedShift> Turns(RotaImport import) =>
        [.. JsonSerializer.Deserialize<StoredTurn[]>(import.Turns, JsonSerializerOptions.Web)!
            .Select(t => new ImportedShift(RotaMoment.Read(t.From) ?? default, RotaMoment.Read(t.To) ?? default, t.Person))];

    public static string Stored(IEnumerable<ImportedShift> turns) =>
        JsonSerializer.Serialize(turns.Select(t => new StoredTurn(RotaMoment.Write(t.From), RotaMoment.Write(t.To), t.Person)), JsonSerializerOptions.Web);

    private static bool StillThere(EscalationFile file, DestinationProof proof) =>
        file.Contact(proof.ContactId)?.Destinations.FirstOrDefault(d => d.Id == proof.DestinationId) is { } destination && RotaSecrets.HashOf(destination.To) == proof.AddressHash;

    private sealed record StoredTurn(string From, string To, string Person);
}
