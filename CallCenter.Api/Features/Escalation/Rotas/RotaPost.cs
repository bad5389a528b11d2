using System.Text.Json;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>Writes notices with their outbox messages, in the transaction of whatever they are about. Nothing leaves before the commit.</summary>
internal sealed class RotaPost(RotaSecrets secrets, IMail mail)
{
    /// <summary>
    /// Tells somebody of her turn and asks for an answer, at the address that was proved longest ago: so in time every one is tested.
    /// </summary>
    /// <returns>False when no address is left that was not tried for this turn.</returns>
    public async Task<bool> TellOnCallAsync(UnitOfWork work, EscalationFile file, OnCallSchedule schedule, PersonTurn turn, int attempt, CancellationToken cancel)
    {
        if (file.Contact(turn.ContactId) is not { } contact || schedule.HandOff is not { } rule) return true;
        var (start, end) = (turn.Start.ToDateTimeOffset(), turn.End.ToDateTimeOffset());
        var tried = await Of(work, file.Practice, schedule.Id, contact.Id).Where(n => n.Kind == RotaNoticeKind.OnCall && n.TurnStart == start).Select(n => n.DestinationId).ToListAsync(cancel);
        var usable = await UsableAsync(work, file.Practice, contact, [Channel.Sms, Channel.Voice, Channel.Email], cancel);
        if (usable.Where(d => !tried.Contains(d.Id)).OrderBy(d => d.VerifiedOn ?? NodaTime.LocalDate.MinIsoValue).FirstOrDefault() is not { } destination) return false;
        await SendAsync(work, New(work, file, RotaNoticeKind.OnCall, schedule.Id, contact, destination, start, end, attempt, work.Now + rule.AnswerWithin.ToTimeSpan(), null), cancel);
        return true;
    }

    /// <summary>By text or e-mail and without a question: nobody is woken to hear that she may sleep.</summary>
    public async Task TellOffCallAsync(UnitOfWork work, EscalationFile file, RotaNotice told, CancellationToken cancel)
    {
        if (file.Contact(told.ContactId) is not { } contact
            || (await UsableAsync(work, file.Practice, contact, [Channel.Sms, Channel.Email], cancel)).FirstOrDefault() is not { } destination) return;
        await SendAsync(work, New(work, file, RotaNoticeKind.OffCall, told.ScheduleId, contact, destination, told.TurnStart, told.TurnEnd, 1, null, null), cancel);
    }

    /// <summary>Asks the second person of a swap. False: there is no way to ask her.</summary>
    public async Task<bool> AskSwapAsync(UnitOfWork work, EscalationFile file, IReadOnlyList<RotaChange> deal, CancellationToken cancel)
    {
        if (deal.FirstOrDefault(c => c.Add == c.AgreedBy) is not { } gets || file.Contact(gets.AgreedBy ?? "") is not { } contact
            || (await UsableAsync(work, file.Practice, contact, [Channel.Sms, Channel.Email], cancel)).FirstOrDefault() is not { } destination) return false;
        await SendAsync(work, New(work, file, RotaNoticeKind.SwapAsked, gets.ScheduleId, contact, destination, gets.StartsAt, gets.EndsAt, 1, deal.Min(c => c.StartsAt), gets.DealId), cancel);
        return true;
    }

    /// <summary>Questions about this swap that nobody need answer any more.</summary>
    public static async Task CallOffAsync(UnitOfWork work, Guid dealId, CancellationToken cancel)
    {
        foreach (var notice in await work.Set<RotaNotice>().Where(n => n.DealId == dealId).ToListAsync(cancel))
            if (notice.Waits) End(work, notice, RotaNoticeState.Cancelled, null);
    }

    public static void End(UnitOfWork work, RotaNotice notice, RotaNoticeState state, string? result) =>
        (notice.State, notice.Result, notice.EndedAt, notice.LinkSecret, notice.Version) = (state, result ?? notice.Result, work.Now, null, notice.Version + 1);

    public static IQueryable<RotaNotice> Of(UnitOfWork work, string practiceId, string scheduleId, string contactId) =>
        work.Set<RotaNotice>().Where(n => n.PracticeId == practiceId && n.ScheduleId == scheduleId && n.ContactId == contactId);

    private async Task<IEnumerable<Destination>> UsableAsync(UnitOfWork work, string practiceId, Contact contact, Channel[] via, CancellationToken cancel)
    {
        var stopped = await OptOuts.HasStoppedAsync(work.Db, practiceId, contact.Id, cancel);
        return contact.Destinations.Where(d => via.Contains(d.Channel) && !(d.Channel is Channel.Sms && stopped) && !(d.Channel is Channel.Email && !mail.Available));
    }

    private RotaNotice New(UnitOfWork work, EscalationFile file, RotaNoticeKind kind, string scheduleId, Contact contact, Destination destination,
        DateTimeOffset start, DateTimeOffset end, int attempt, DateTimeOffset? answerBy, Guid? deal)
    {
        var asks = answerBy is not null && destination.Channel is not Channel.Voice;
        var link = asks ? secrets.NewLink() : ((string Hash, string Secret)?)null;
        var id = Guid.CreateVersion7(work.Now);
        return new()
        {
            Id = id, PracticeId = file.Practice, Kind = kind, ScheduleId = scheduleId, ContactId = contact.Id, DestinationId = destination.Id, Channel = destination.Channel,
            // One for each turn, person and attempt, whoever sees it first; a swap is asked once.
            Key = $"rota/{RotaSecrets.HashOf($"{file.Practice}/{scheduleId}/{contact.Id}/{deal}")[..32]}/{start.UtcTicks}/{kind}/{attempt}",
            TurnStart = start, TurnEnd = end, DealId = deal, Attempt = attempt, CreatedAt = work.Now, AnswerBy = answerBy, LinkHash = link?.Hash, LinkSecret = link?.Secret,
        };
    }

    private static async Task SendAsync(UnitOfWork work, RotaNotice notice, CancellationToken cancel)
    {
        if (work.Set<RotaNotice>().Local.Any(n => n.Key == notice.Key) || await work.Set<RotaNotice>().AnyAsync(n => n.Key == notice.Key, cancel)) return;
        work.Set<RotaNotice>().Add(notice);
        await work.EnqueueAsync(OutboxMessage.New(RotaNoticeSender.KindName, notice.Key, JsonSerializer.Serialize(new NoticeToSend(notice.Id), JsonSerializerOptions.Web), work.Now, rank: OutboxMessage.AfterEveryPage), cancel);
    }
}
