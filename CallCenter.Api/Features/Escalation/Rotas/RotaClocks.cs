using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>
/// Tells people of their turns, for schedules whose file wants it. The clock keeps no plan: whenever it looks it compares who is on call
/// with whom it has told, so a late look, a second look, or a rota that changed meanwhile all end in the same place.
/// </summary>
internal sealed class RotaClocks(LiveRotas live, RotaPost post, RotaNews news, IAudit audit) : ITimerOwner
{
    public const string TimerOwner = "rota", Kind = "look";

    /// <summary>The file may change without the clock hearing of it.</summary>
    private static readonly Duration LooksAtLeastEvery = Duration.FromHours(1);

    /// <summary>Later than this nobody needs to hear that a turn is over.</summary>
    private static readonly TimeSpan WorthTelling = TimeSpan.FromHours(2);

    public string Owner => TimerOwner;

    /// <summary>Sets the clock of a schedule to look at once, where its file wants hand-off notices.</summary>
    public static async Task LookNowAsync(UnitOfWork work, EscalationFile file, string scheduleId, CancellationToken cancel)
    {
        if (file.Schedule(scheduleId)?.HandOff is null) return;
        if (await work.Set<RotaClock>().FirstOrDefaultAsync(c => c.PracticeId == file.Practice && c.ScheduleId == scheduleId, cancel) is not { } clock)
        {
            work.Set<RotaClock>().Add(clock = new RotaClock { Id = Guid.CreateVersion7(work.Now), PracticeId = file.Practice, ScheduleId = scheduleId, Since = work.Now });
            await work.Db.SaveChangesAsync(cancel);
        }

        await SetAsync(work, clock, work.Now, cancel);
    }

    public async Task FireAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
    {
        if (await work.Set<RotaClock>().FirstOrDefaultAsync(c => c.Id == timer.OwnerId, cancel) is not { } clock || timer.Version != clock.Version) return;
        var now = Instant.FromDateTimeOffset(work.Now);
        if (await live.FileAsync(work.Db, clock.PracticeId, cancel) is not { } file || file.Schedule(clock.ScheduleId) is not { HandOff: { } rule } schedule)
        {
            await SetAsync(work, clock, work.Now + LooksAtLeastEvery.ToTimeSpan(), cancel);
            return;
        }

        var turns = PersonTurns.Around(file, schedule, now, rule.Before + Duration.FromDays(8));
        var told = await work.Set<RotaNotice>().Where(n => n.PracticeId == clock.PracticeId && n.ScheduleId == clock.ScheduleId && n.Kind == RotaNoticeKind.OnCall
            && n.State != RotaNoticeState.Cancelled && n.TurnEnd > work.Now - WorthTelling).ToListAsync(cancel);
        foreach (var notice in told) await FollowAsync(work, file, schedule, notice, turns, told, cancel);
        foreach (var turn in turns.Where(t => t.Start <= now + rule.Before && t.Start.ToDateTimeOffset() >= clock.Since && !told.Exists(n => IsOf(n, t))))
            await TellAsync(work, file, schedule, turn, 1, cancel);
        await work.Db.SaveChangesAsync(cancel);
        await SetAsync(work, clock, await NextAsync(work, clock, turns, now, rule, cancel), cancel);
    }

    private async Task FollowAsync(
        UnitOfWork work, EscalationFile file, OnCallSchedule schedule, RotaNotice notice, IReadOnlyList<PersonTurn> turns, List<RotaNotice> told, CancellationToken cancel)
    {
        if (turns.FirstOrDefault(t => IsOf(notice, t)) is { } turn)
        {
            notice.TurnEnd = turn.End.ToDateTimeOffset();
            if (notice.Waits && notice.AnswerBy <= work.Now)
            {
                RotaPost.End(work, notice, RotaNoticeState.Missed, "no-answer");
                news.Changed(work, notice.PracticeId);
            }

            var last = told.Where(n => IsOf(n, turn)).MaxBy(n => n.Attempt) == notice;
            if (notice.State is RotaNoticeState.Missed or RotaNoticeState.Failed && last && !told.Exists(n => IsOf(n, turn) && n.State is RotaNoticeState.Acknowledged))
                await TellAsync(work, file, schedule, turn, notice.Attempt + 1, cancel);
            return;
        }

        // Her turn is over, or somebody else has it now.
        var at = work.Now > notice.TurnStart ? work.Now : notice.TurnStart;
        var isOn = turns.Any(t => t.ContactId == notice.ContactId && t.Start.ToDateTimeOffset() <= at && t.End.ToDateTimeOffset() > at);
        if (notice.Waits) RotaPost.End(work, notice, RotaNoticeState.Cancelled, "turn-changed");
        if (!isOn) await post.TellOffCallAsync(work, file, notice, cancel);
    }

    private async Task TellAsync(UnitOfWork work, EscalationFile file, OnCallSchedule schedule, PersonTurn turn, int attempt, CancellationToken cancel)
    {
        news.Changed(work, file.Practice);
        if (await post.TellOnCallAsync(work, file, schedule, turn, attempt, cancel)) return;
        // Every address was tried. The page says so loudly; the trail says when it became known, once.
        if (!await UnansweredKnownAsync(work, file, schedule, turn, cancel))
            audit.Write(work, AuditActor.Engine, file.Practice, "hand-off-unanswered", "contact", turn.ContactId, $"schedule={schedule.Id} attempts={attempt - 1}");
    }

    /// <summary>The last attempt is marked when the failure was written down.</summary>
    private static async Task<bool> UnansweredKnownAsync(UnitOfWork work, EscalationFile file, OnCallSchedule schedule, PersonTurn turn, CancellationToken cancel)
    {
        var start = turn.Start.ToDateTimeOffset();
        var last = (await RotaPost.Of(work, file.Practice, schedule.Id, turn.ContactId).Where(n => n.Kind == RotaNoticeKind.OnCall && n.TurnStart == start).ToListAsync(cancel)).MaxBy(n => n.Attempt);
        if (last is null || last.Result == Unanswered) return last is not null;
        (last.Result, last.Version) = (Unanswered, last.Version + 1);
        return false;
    }

    private const string Unanswered = "unanswered";

    private static bool IsOf(RotaNotice notice, PersonTurn turn) => notice.ContactId == turn.ContactId && notice.TurnStart == turn.Start.ToDateTimeOffset();

    private static async Task<DateTimeOffset> NextAsync(UnitOfWork work, RotaClock clock, IReadOnlyList<PersonTurn> turns, Instant now, HandOffRule rule, CancellationToken cancel)
    {
        var answers = await work.Set<RotaNotice>().Where(n => n.PracticeId == clock.PracticeId && n.ScheduleId == clock.ScheduleId && n.AnswerBy != null
            && (n.State == RotaNoticeState.Queued || n.State == RotaNoticeState.Sent) && n.Kind == RotaNoticeKind.OnCall).Select(n => n.AnswerBy!.Value).ToListAsync(cancel);
        return turns.SelectMany(t => new[] { t.Start - rule.Before, t.End }).Where(i => i > now).Append(now + LooksAtLeastEvery)
            .Select(i => i.ToDateTimeOffset()).Concat(answers.Where(a => a > work.Now)).Min();
    }

    private static Task SetAsync(UnitOfWork work, RotaClock clock, DateTimeOffset due, CancellationToken cancel)
    {
        clock.Version++;
        return work.SetTimerAsync(TimerOwner, clock.Id, Kind, due, clock.Version, cancel);
    }
}
