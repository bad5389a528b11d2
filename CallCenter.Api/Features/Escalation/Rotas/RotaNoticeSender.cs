using System.Text.Json;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>Outbox payload: everything else is read when it leaves, the address too.</summary>
internal sealed record NoticeToSend(Guid NoticeId);

/// <summary>Hands one notice to the network or the mail server. What may have been sent is asked for first, as for a page.</summary>
internal sealed class RotaNoticeSender(ITelephony telephony, IMail mail, Database database, LiveRotas live, IPractices practices, RotaSecrets secrets, OptOuts optOuts)
    : IOutboxHandler
{
    public const string KindName = "rota.notice";
    private const int RingSeconds = 40;

    /// <summary>By then the network lists what it has.</summary>
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromSeconds(20);

    public string Kind => KindName;

    public OutboxAddressee Addressee => OutboxAddressee.Person;

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = JsonSerializer.Deserialize<NoticeToSend>(message.Payload, JsonSerializerOptions.Web)!.NoticeId;
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.Set<RotaNotice>().FirstOrDefaultAsync(n => n.Id == id, cancel) is not { State: RotaNoticeState.Queued } notice) return OutboxOutcome.Sent();
        if (await AddressedAsync(db, notice, cancel) is not { } addressed) return Dead(id, "no-address");
        if (notice.Channel is Channel.Sms && await OptOuts.HasStoppedAsync(db, notice.PracticeId, notice.ContactId, cancel)) return Dead(id, "texts-stopped");
        try
        {
            var sid = mayHaveBeenSent ? await FoundAsync(db, addressed, cancel) : null;
            sid ??= await HandOverAsync(addressed, cancel);
            return OutboxOutcome.Sent((work, c) => SentAsync(work, id, sid, c));
        }
        catch (TelephonyException refused)
        {
            if (!refused.Certain) return OutboxOutcome.Unknown(refused.Code, BeforeAskingAgain);
            return refused.ForGood ? Dead(id, refused.Code) : OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(Math.Min(60, 2 * message.Attempts))));
        }
        catch (MailException refused)
        {
            return !refused.Certain ? OutboxOutcome.Unknown(refused.Code) : refused.ForGood ? Dead(id, refused.Code) : OutboxOutcome.Retry(refused.Code);
        }
    }

    private Task<string> HandOverAsync(Addressed to, CancellationToken cancel) => to.Notice.Channel switch
    {
        Channel.Voice => telephony.DialAsync(to.From, to.To, VoiceLink.Of(RotaRoutes.Answer, to.Notice.Id), VoiceLink.Of(RotaRoutes.Status, to.Notice.Id), RingSeconds, detectMachine: true, cancel),
        Channel.Sms => telephony.TextAsync(to.From, to.To, to.Text, VoiceLink.Of(RotaRoutes.SmsStatus, to.Notice.Id), cancel),
        _ => MailAsync(to, cancel),
    };

    private async Task<string> MailAsync(Addressed to, CancellationToken cancel)
    {
        var id = to.Notice.Id.ToString("N");
        await mail.SendAsync(to.To, RotaWords.Subject(to.Notice, to.Practice), to.Text, id, cancel);
        return id;
    }

    private async Task<string?> FoundAsync(CallCenterDbContext db, Addressed to, CancellationToken cancel)
    {
        if (to.Notice.Channel is not (Channel.Sms or Channel.Voice)) return null;
        var text = to.Notice.Channel is Channel.Sms;
        // The network lists calls by number only: a page may have rung there too.
        IReadOnlyList<string> found = text ? await telephony.TextedAsync(to.To, to.Text, to.Notice.CreatedAt, cancel)
            : [.. (await telephony.DialledAsync(to.To, to.Notice.CreatedAt, cancel)).Select(l => l.CallSid)];
        return await SentAlready.FindAsync(db, found, to.Notice.PracticeId, to.Notice.DestinationId, exact: text, cancel);
    }

    private async Task<Addressed?> AddressedAsync(CallCenterDbContext db, RotaNotice notice, CancellationToken cancel)
    {
        if (await practices.GetAsync(db, notice.PracticeId, cancel) is not { Lines: [var from, ..] } practice || await live.FileAsync(db, notice.PracticeId, cancel) is not { } file
            || file.Contact(notice.ContactId)?.Destinations.FirstOrDefault(d => d.Id == notice.DestinationId) is not { } destination) return null;
        var url = notice.LinkSecret is { } secret ? secrets.LinkUrl(secret) : null;
        return new(notice, practice.Name, from, destination.To, RotaWords.Text(notice, practice.Name, file.Zone, url));
    }

    private OutboxOutcome Dead(Guid id, string code) => OutboxOutcome.Dead(code, (work, c) => FailedAsync(work, id, code, c));

    private static async Task SentAsync(UnitOfWork work, Guid id, string sid, CancellationToken cancel)
    {
        if (await work.Set<RotaNotice>().FirstOrDefaultAsync(n => n.Id == id, cancel) is not { } notice) return;
        notice.ProviderSid ??= sid;
        notice.SentAt ??= work.Now;
        notice.LinkSecret = null;
        if (notice.State is RotaNoticeState.Queued) notice.State = RotaNoticeState.Sent;
        notice.Version++;
    }

    /// <summary>The next address is tried at once.</summary>
    public async Task FailedAsync(UnitOfWork work, Guid id, string code, CancellationToken cancel)
    {
        if (await work.Set<RotaNotice>().FirstOrDefaultAsync(n => n.Id == id, cancel) is not { Waits: true } notice) return;
        if (code.EndsWith(OptOuts.StoppedCode, StringComparison.Ordinal)) await optOuts.StoppedAsync(work, notice.PracticeId, notice.ContactId, code, cancel);
        RotaPost.End(work, notice, RotaNoticeState.Failed, code);
        await work.Db.SaveChangesAsync(cancel);
        if (await live.FileAsync(work.Db, notice.PracticeId, cancel) is { } file) await RotaClocks.LookNowAsync(work, file, notice.ScheduleId, cancel);
    }

    private sealed record Addressed(RotaNotice Notice, string Practice, string From, string To, string Text);
}
