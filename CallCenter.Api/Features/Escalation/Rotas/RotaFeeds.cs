using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using Ical.Net.CalendarComponents;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using CalDateTime = Ical.Net.DataTypes.CalDateTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>
/// Turns as a calendar that people's own programs read, behind a secret address. It names on-call people and times and nothing else.
/// Times are written in UTC: there the repeated hour of autumn has one meaning, and every calendar program shows them in its own zone.
/// </summary>
internal sealed class RotaFeeds(LiveRotas live, IPractices practices, RotaSecrets secrets, IAudit audit, RotaNews news, TimeProvider clock)
{
    private static readonly Duration Back = Duration.FromDays(14), Ahead = Duration.FromDays(120);

    public async Task<Outcome<RotaFeedMade>> MakeAsync(UnitOfWork work, Person person, string practiceId, RotaFeedRequest asked, CancellationToken cancel)
    {
        if (!person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (!person.Scope.Allows(practiceId) || await live.FileAsync(work.Db, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        if ((asked.ScheduleId is null) == (asked.ContactId is null)) return RotaRefusals.FeedOfOne;
        if (asked.ScheduleId is { } schedule && file.Schedule(schedule) is null) return RotaRefusals.NoSchedule;
        if (asked.ContactId is { } contact && file.Contact(contact) is null) return RotaRefusals.NoPerson;
        var (hash, url) = secrets.NewFeed();
        var feed = new RotaFeed { Id = Guid.CreateVersion7(work.Now), PracticeId = practiceId, ScheduleId = asked.ScheduleId, ContactId = asked.ContactId, TokenHash = hash, By = person.StaffId, At = work.Now };
        work.Set<RotaFeed>().Add(feed);
        Write(work, person, feed, "rota-feed-made");
        return new RotaFeedMade(View(feed, file, person.Name), url);
    }

    public async Task<Outcome<RotaFeedView>> RevokeAsync(UnitOfWork work, Person person, string practiceId, Guid id, CancellationToken cancel)
    {
        if (!person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (!person.Scope.Allows(practiceId) || await live.FileAsync(work.Db, practiceId, cancel) is not { } file
            || await work.Set<RotaFeed>().FirstOrDefaultAsync(f => f.Id == id && f.PracticeId == practiceId && f.RevokedAt == null, cancel) is not { } feed) return RotaRefusals.NoFeed;
        (feed.RevokedAt, feed.Version) = (work.Now, feed.Version + 1);
        Write(work, person, feed, "rota-feed-revoked");
        return View(feed, file, person.Name);
    }

    /// <summary>The calendar behind a secret, or null: unknown and revoked read alike.</summary>
    /// <param name="db">Sees every practice: the feed's row says which one is meant.</param>
    public async Task<RotaFeedText?> ReadAsync(CallCenterDbContext db, string token, CancellationToken cancel)
    {
        var hash = RotaSecrets.HashOf(token);
        if (await db.Set<RotaFeed>().FirstOrDefaultAsync(f => f.TokenHash == hash && f.RevokedAt == null, cancel) is not { } feed
            || await live.FileAsync(db, feed.PracticeId, cancel) is not { } file) return null;
        var practice = await practices.GetAsync(db, feed.PracticeId, cancel);
        return new(feed.Id, Write(file, practice?.Name ?? feed.PracticeId, feed, Instant.FromDateTimeOffset(clock.GetUtcNow())));
    }

    public static RotaFeedView View(RotaFeed feed, EscalationFile file, string by) =>
        new(feed.Id, feed.ScheduleId ?? file.Contact(feed.ContactId ?? "")?.Name ?? feed.ContactId ?? "", by, feed.At, feed.LastReadAt);

    private void Write(UnitOfWork work, Person person, RotaFeed feed, string verb)
    {
        audit.Write(work, person.StaffId, feed.PracticeId, verb, "rota-feed", feed.Id, $"schedule={feed.ScheduleId} contact={feed.ContactId}");
        news.Changed(work, feed.PracticeId);
    }

    private static string Write(EscalationFile file, string practice, RotaFeed feed, Instant now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//CallCenter//On call//EN" };
        calendar.AddProperty("X-WR-CALNAME", $"On call, {practice}");
        calendar.AddProperty("X-WR-TIMEZONE", file.Zone.Id);
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        foreach (var schedule in file.Schedules.Where(s => feed.ScheduleId is null || s.Id == feed.ScheduleId))
            foreach (var turn in PersonTurns.Of(OnCallTimeline.Build(file, schedule, new(now - Back, now + Ahead))).Where(t => feed.ContactId is null || t.ContactId == feed.ContactId))
                calendar.Events.Add(new CalendarEvent
                {
                    // The same turn keeps its name when its end moves, so a calendar program moves it too.
                    Uid = $"{RotaSecrets.HashOf($"{file.Practice}/{schedule.Id}/{turn.ContactId}/{turn.Start.ToUnixTimeTicks()}")[..32]}@callcenter",
                    DtStamp = At(now), Start = At(turn.Start), End = At(turn.End), Summary = $"On call: {file.Contact(turn.ContactId)?.Name ?? turn.ContactId} ({schedule.Id}, {practice})",
                });
        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    private static CalDateTime At(Instant at) => new(at.ToDateTimeUtc(), "UTC");
}

/// <summary>What a calendar program gets.</summary>
internal sealed record RotaFeedText(Guid FeedId, string Text);
