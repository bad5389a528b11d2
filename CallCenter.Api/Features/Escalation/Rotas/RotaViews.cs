using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>A practice's rota as its people read it.</summary>
internal sealed class RotaViews(LiveRotas live, IPractices practices, IStaff staff, TimeProvider clock)
{
    private const int MostWeeks = 8;

    /// <param name="first">The first day shown, on the practice's calendar; null: the Monday of this week.</param>
    public async Task<Outcome<RotaView>> OfAsync(CallCenterDbContext db, Person person, string practiceId, LocalDate? first, int weeks, CancellationToken cancel)
    {
        if (!person.Scope.Allows(practiceId) || await practices.GetAsync(db, practiceId, cancel) is not { } practice
            || await live.FileAsync(db, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var calendar = RotaCalendar.Of(file, now, first, Math.Clamp(weeks, 1, MostWeeks));
        return new RotaView(practiceId, practice.Name, file.Zone.Id, Wire(calendar.First), Wire(calendar.Last), person.RunsRotas, RotaDesk.MayArrange(person),
            calendar.Schedules, await PeopleAsync(db, file, cancel), calendar.Days, await HistoryAsync(db, file, now, cancel), await WaitingAsync(db, file, cancel),
            await RotaImports.ViewsAsync(db, file, now, cancel), person.RunsRotas ? await FeedsAsync(db, file, cancel) : []);
    }

    public static DateOnly Wire(LocalDate date) => new(date.Year, date.Month, date.Day);

    private static async Task<IReadOnlyList<RotaPersonView>> PeopleAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel)
    {
        var stopped = (await db.Set<Escalation.Domain.TextOptOut>().Where(o => o.PracticeId == file.Practice).Select(o => o.ContactId).ToListAsync(cancel)).ToHashSet();
        return [.. file.Contacts.Where(RotaJudge.MayBeOnCall).Select(c => new RotaPersonView(c.Id, c.Name, [.. c.Destinations.Select(Reached)], Trouble(c, stopped.Contains(c.Id))))];
    }

    private static string Reached(Destination destination) =>
        $"{Escalation.Domain.NoteWords.Channel(destination.Channel)}{(destination.AlwaysVerified ? "" : destination.VerifiedOn is { } on ? $", proved {on:d MMM uuuu}" : ", never proved")}";

    private static string? Trouble(Contact contact, bool textsStopped)
    {
        if (!contact.Destinations.Any(d => d.AlwaysVerified || d.VerifiedOn is not null)) return "No address is proved to reach this person.";
        return textsStopped ? "Has stopped our texts: only calls reach this person." : null;
    }

    private async Task<IReadOnlyList<RotaChangeView>> HistoryAsync(CallCenterDbContext db, EscalationFile file, Instant now, CancellationToken cancel)
    {
        var at = now.ToDateTimeOffset();
        var since = at.AddDays(-90);
        var changes = await db.Set<RotaChange>().Where(c => c.PracticeId == file.Practice && (c.EndsAt > since || c.At > since)).OrderByDescending(c => c.At).ThenBy(c => c.StartsAt).Take(200).ToListAsync(cancel);
        var names = await staff.NamesAsync(db, [.. changes.SelectMany(c => new[] { c.By, c.EndedBy ?? c.By }).Distinct()], cancel);
        // A swap lapses as a whole, when the first of its turns begins.
        var begins = changes.GroupBy(c => c.DealId).ToDictionary(g => g.Key, g => g.Min(c => c.StartsAt));
        return [.. changes.Select(c => View(file, c, begins[c.DealId] <= at, at, id => names.GetValueOrDefault(id) ?? "the nurse line"))];
    }

    private static RotaChangeView View(EscalationFile file, RotaChange change, bool begun, DateTimeOffset now, Func<Guid, string> staffName)
    {
        string Name(string? contact) => contact is null ? "nobody" : file.Contact(contact)?.Name ?? contact;
        var what = (change.Remove, change.Add) switch
        {
            ({ } off, { } on) => $"{Name(on)} instead of {Name(off)}",
            (null, { } on) => $"{Name(on)} as well",
            ({ } off, null) => $"without {Name(off)}",
            _ => "",
        };
        var state = change.State is RotaChangeState.Offered && begun ? "lapsed" : change.State is RotaChangeState.InForce ? "in-force" : change.State.ToString().ToLowerInvariant();
        var consent = change.AgreedAt is not { } agreed ? null
            : $"{Name(change.AgreedBy)} agreed {(change.AgreedHow == "link" ? "with her PIN" : $"by word to {staffName(change.EndedBy ?? change.By)}")}, {RotaWords.At(agreed, file.Zone)}";
        var ended = change.EndedAt is { } over ? $"{(change.EndedBy is { } by ? staffName(by) : Name(change.AgreedBy))}, {RotaWords.At(over, file.Zone)}{(change.EndReason is { } why ? $": {why}" : "")}" : null;
        // The person is no longer in the file: the layers say who is on call.
        var idle = change.Add is { } added && file.Contact(added) is null;
        return new(change.Id, change.DealId, change.ScheduleId, change.Kind.ToString().ToLowerInvariant(), state, $"{RotaWords.At(change.StartsAt, file.Zone)} to {RotaWords.At(change.EndsAt, file.Zone)}",
            what, change.Reason, staffName(change.By), change.At, consent, change.Accepted, ended, change.EndsAt <= now, idle);
    }

    private async Task<IReadOnlyList<RotaNoticeView>> WaitingAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var notices = await db.Set<RotaNotice>().Where(n => n.PracticeId == file.Practice && n.TurnEnd > now && n.Kind != RotaNoticeKind.OffCall && n.State != RotaNoticeState.Cancelled).ToListAsync(cancel);
        // Of several attempts for one turn the newest speaks; an answer to any of them is the answer.
        return [.. notices.GroupBy(n => (n.Kind, n.ScheduleId, n.ContactId, n.TurnStart, n.DealId))
            .Where(g => g.All(n => n.State is not (RotaNoticeState.Acknowledged or RotaNoticeState.Declined)) && !(g.Key.Kind is RotaNoticeKind.SwapAsked && g.All(n => n.AnswerBy <= now)))
            .Select(g => g.MaxBy(n => n.Attempt)!).OrderBy(n => n.TurnStart)
            .Select(n => new RotaNoticeView(n.Id, n.ScheduleId, file.Contact(n.ContactId)?.Name ?? n.ContactId, n.Kind is RotaNoticeKind.OnCall ? "on-call" : "swap-asked",
                n.State.ToString().ToLowerInvariant(), $"{RotaWords.At(n.TurnStart, file.Zone)} to {RotaWords.At(n.TurnEnd, file.Zone)}", n.CreatedAt))];
    }

    private async Task<IReadOnlyList<RotaFeedView>> FeedsAsync(CallCenterDbContext db, EscalationFile file, CancellationToken cancel)
    {
        var feeds = await db.Set<RotaFeed>().Where(f => f.PracticeId == file.Practice && f.RevokedAt == null).OrderBy(f => f.At).ToListAsync(cancel);
        var names = await staff.NamesAsync(db, [.. feeds.Select(f => f.By).Distinct()], cancel);
        return [.. feeds.Select(f => RotaFeeds.View(f, file, names.GetValueOrDefault(f.By) ?? "the nurse line"))];
    }
}
