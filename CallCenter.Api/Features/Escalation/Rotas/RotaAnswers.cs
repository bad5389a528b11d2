using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>A hand-off notice was answered with the right PIN: the person knows of her turn, and the address is proved to reach her.</summary>
internal sealed class RotaAnswers(LiveRotas live, RotaNews news, IAudit audit)
{
    /// <summary>Late is better than never: until the turn is over.</summary>
    public static bool MayAnswer(RotaNotice notice, DateTimeOffset now) => notice.Kind switch
    {
        RotaNoticeKind.OnCall => notice.State is RotaNoticeState.Queued or RotaNoticeState.Sent or RotaNoticeState.Missed && now < notice.TurnEnd,
        RotaNoticeKind.SwapAsked => notice.Waits && now < notice.AnswerBy,
        RotaNoticeKind.OffCall => false,
    };

    public async Task ConfirmAsync(UnitOfWork work, RotaNotice notice, string evidence, CancellationToken cancel)
    {
        RotaPost.End(work, notice, RotaNoticeState.Acknowledged, evidence);
        var others = await RotaPost.Of(work, notice.PracticeId, notice.ScheduleId, notice.ContactId)
            .Where(n => n.Kind == RotaNoticeKind.OnCall && n.TurnStart == notice.TurnStart && n.Id != notice.Id).ToListAsync(cancel);
        foreach (var other in others.Where(o => o.Waits)) RotaPost.End(work, other, RotaNoticeState.Cancelled, "confirmed-elsewhere");
        await ProveAsync(work, notice, cancel);
        audit.Write(work, $"contact:{notice.ContactId}", notice.PracticeId, "hand-off-confirmed", "contact", notice.ContactId, $"schedule={notice.ScheduleId} destination={notice.DestinationId}");
        news.Changed(work, notice.PracticeId);
    }

    /// <summary>Whoever answers a question about a swap has shown the same.</summary>
    public async Task ProveAsync(UnitOfWork work, RotaNotice notice, CancellationToken cancel)
    {
        if (await live.FileAsync(work.Db, notice.PracticeId, cancel) is not { } file
            || file.Contact(notice.ContactId)?.Destinations.FirstOrDefault(d => d.Id == notice.DestinationId) is not { } destination) return;
        if (await work.Set<DestinationProof>().FindAsync([notice.PracticeId, notice.ContactId, notice.DestinationId], cancel) is not { } proof)
            work.Set<DestinationProof>().Add(proof = new DestinationProof
            {
                PracticeId = notice.PracticeId, ContactId = notice.ContactId, DestinationId = notice.DestinationId, AddressHash = "", How = "",
            });
        (proof.AddressHash, proof.ProvedAt, proof.How) = (RotaSecrets.HashOf(destination.To), work.Now, Word(notice.Channel));
    }

    private static string Word(Channel channel) => channel switch { Channel.Voice => "voice", Channel.Sms => "sms", _ => "email" };
}
