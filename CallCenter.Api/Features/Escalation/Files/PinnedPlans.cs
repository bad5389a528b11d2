using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>The plan an escalation pinned, and the people of today.</summary>
/// <param name="Readable">False: the pinned text is gone or not understood, and the plan is the fallback (a person at the desk).</param>
public sealed record PinnedPlan(EscalationPlan Plan, EscalationFile People, bool Readable)
{
    public LiveRota Rota { get; } = new(People);

    public string NameOf(string contactId) => People.Contact(contactId)?.Name ?? contactId;
}

/// <summary>Steps and waits come from the pinned version; who is on call and how they are reached from the newest, with what was changed at the console.</summary>
public sealed class PinnedPlans(EscalationFiles files, LiveRotas live)
{
    public async Task<PinnedPlan> OfAsync(CallCenterDbContext db, EscalationCase escalation, CancellationToken cancel)
    {
        var newest = files.Newest(escalation.PracticeId)?.File;
        if (newest?.Hash == escalation.FileHash) return new(EscalationPlan.ForProtocol(newest, escalation.ProtocolId), await live.OverAsync(db, newest, cancel), true);
        var text = await db.Set<PinnedFile>().AsNoTracking()
            .Where(f => f.PracticeId == escalation.PracticeId && f.Hash == escalation.FileHash).Select(f => f.Text).FirstOrDefaultAsync(cancel);
        var pinned = text is null ? null : files.Pinned(escalation.FileHash, text);
        var people = (newest ?? pinned) is { } known ? await live.OverAsync(db, known, cancel) : Nobody(escalation.PracticeId);
        return pinned is null
            ? new(EscalationPlan.Fallback(escalation.PracticeId, escalation.FileHash), people, escalation.ProtocolId == EscalationPlan.FallbackProtocol)
            : new(EscalationPlan.ForProtocol(pinned, escalation.ProtocolId), people, true);
    }

    /// <summary>Stores the text of a version once.</summary>
    public static async Task PinAsync(UnitOfWork work, EscalationFile file, string text, CancellationToken cancel)
    {
        if (await work.Set<PinnedFile>().FindAsync([file.Practice, file.Hash], cancel) is null)
            work.Set<PinnedFile>().Add(new PinnedFile { PracticeId = file.Practice, Hash = file.Hash, Text = text, FirstPinnedAt = work.Now });
    }

    internal static EscalationFile Nobody(string practiceId) =>
        new("none", practiceId, 0, DateTimeZone.Utc, new Ownership("", null, null, Period.Zero), [], [], [], []);
}
