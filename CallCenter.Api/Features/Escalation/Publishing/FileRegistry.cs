using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>
/// What this installation knows of the world outside a practice's file: what fails for good, who stopped our texts, whose number it is too,
/// how its imported calendars stand, and the words that go out for it.
/// </summary>
internal sealed class FileRegistry(EscalationFiles files, LiveRotas live, IPractices practices, PageLinks links, TimeProvider clock)
{
    private const int DaysLookedBack = 30;

    /// <summary>One failure may be a slip of the network.</summary>
    private const int FailuresForGood = 2;

    /// <summary>What no part of this installation can tell, whatever is in the snapshot.</summary>
    public static IReadOnlyList<NotRun> Unknown { get; } = [new("C26", "carrier look-up of each number")];

    public async Task<RegistrySnapshot> SnapshotAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel)
    {
        var trouble = await TroubleAsync(db, file.Practice, cancel);
        var inForce = files.InForce(file.Practice)?.File;
        var name = (await practices.GetAsync(db, file.Practice, cancel))?.Name ?? file.Practice;
        return new()
        {
            // Both sides of the comparison with the turns that people have changed since.
            Published = inForce is null ? null : await live.OverAsync(db, inForce, cancel),
            Imports = await RotaImports.StateAsync(db, file, cancel),
            Messages = PageWords.Messages(name, links.UrlOf(links.New().Secret)),
            Destinations = file.Contacts.SelectMany(c => c.Destinations).DistinctBy(d => d.Id).ToDictionary(d => d.Id, d => new DestinationStanding(Carrier(d.Channel))
            {
                // What failed is the address: one that was corrected has not failed yet.
                FailingSince = trouble.TryGetValue(d.Id, out var known) && AddressOf(inForce, d.Id) == d.To ? known.Since.InZone(file.Zone).Date : null,
                AlsoAt = AlsoAt(db.Scope, file.Practice, d),
            }),
        };
    }

    /// <summary>Why nothing arrives at a destination of the version in force, by destination id.</summary>
    public async Task<IReadOnlyDictionary<string, (Instant Since, string Why)>> TroubleAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel)
    {
        var from = clock.GetUtcNow().AddDays(-DaysLookedBack);
        var sent = await db.Set<Page>().Where(p => p.PracticeId == practiceId && p.CreatedAt > from && p.State != PageState.Queued && p.State != PageState.Cancelled)
            .OrderBy(p => p.CreatedAt).Select(p => new { p.DestinationId, p.State, p.CreatedAt, p.Result }).ToListAsync(cancel);
        var trouble = new Dictionary<string, (Instant, string)>(StringComparer.Ordinal);
        foreach (var destination in sent.GroupBy(p => p.DestinationId))
            if (destination.Reverse().TakeWhile(p => p.State is PageState.Failed).ToList() is { Count: >= FailuresForGood } failed)
                trouble[destination.Key] = (Instant.FromDateTimeOffset(failed[^1].CreatedAt), $"the last {failed.Count} messages failed ({failed[0].Result})");
        foreach (var stopped in await db.Set<TextOptOut>().Where(o => o.PracticeId == practiceId).ToListAsync(cancel))
            foreach (var text in files.InForce(practiceId)?.File.Contact(stopped.ContactId)?.Destinations.Where(d => d.Channel is Channel.Sms) ?? [])
                trouble[text.Id] = (Instant.FromDateTimeOffset(stopped.StoppedAt), "texted STOP: no text goes there until START");
        return trouble;
    }

    private static string? AddressOf(EscalationFile? file, string destinationId) => file?.Contacts.SelectMany(c => c.Destinations).FirstOrDefault(d => d.Id == destinationId)?.To;

    /// <summary>A practice the reader does not work for is not named to her.</summary>
    private IReadOnlyList<string> AlsoAt(PracticeScope scope, string practiceId, Destination destination) => destination.Channel is not (Channel.Voice or Channel.Sms) ? [] :
        [.. files.All.Values.Where(f => f.File.Practice != practiceId && f.File.Contacts.Where(c => c.Role is not (ContactRole.Supervisor or ContactRole.Service)).SelectMany(c => c.Destinations).Any(d => d.To == destination.To))
            .Select(f => scope.Allows(f.File.Practice) ? $"'{f.File.Practice}'" : "another practice").Distinct().Order(StringComparer.Ordinal)];

    private static string Carrier(Channel channel) => channel switch
    {
        Channel.Voice or Channel.Sms or Channel.Pager => "the telephone network",
        Channel.Inbox or Channel.Workstation => "the console",
        Channel.Email => "the mail server",
        Channel.Fax or Channel.Ehr => "delivery to the practice",
    };
}
