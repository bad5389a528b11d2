using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>After a lost answer: which of the network's calls and texts to a destination is the one that was handed over.</summary>
internal static class SentAlready
{
    /// <param name="candidates">What the network has.</param>
    /// <param name="exact">The candidates can only be this very page or notice.</param>
    public static async Task<string?> FindAsync(CallCenterDbContext db, IReadOnlyList<string> candidates, string practiceId, string destinationId, bool exact, CancellationToken cancel)
    {
        var pages = await db.Set<Page>().Where(p => p.ProviderSid != null && candidates.Contains(p.ProviderSid)).Select(p => p.ProviderSid!).ToListAsync(cancel);
        var notices = await db.Set<RotaNotice>().Where(n => n.ProviderSid != null && candidates.Contains(n.ProviderSid)).Select(n => n.ProviderSid!).ToListAsync(cancel);
        var unclaimed = candidates.Except(pages).Except(notices).ToList();
        // Fewer calls than hand-overs that are open: one of them was not made, and nobody can say which. A duplicate is better than none.
        return exact || unclaimed.Count >= await OpenAsync(db, practiceId, destinationId, cancel) ? unclaimed.LastOrDefault() : null;
    }

    private static async Task<int> OpenAsync(CallCenterDbContext db, string practiceId, string destinationId, CancellationToken cancel)
    {
        var queued = await db.Set<Page>().Where(p => p.PracticeId == practiceId && p.DestinationId == destinationId && p.State == PageState.Queued && p.ProviderSid == null)
            .Select(p => p.Key).ToListAsync(cancel);
        queued.AddRange(await db.Set<RotaNotice>().Where(n => n.PracticeId == practiceId && n.DestinationId == destinationId && n.State == RotaNoticeState.Queued && n.ProviderSid == null)
            .Select(n => n.Key).ToListAsync(cancel));
        return await db.Set<OutboxMessage>().CountAsync(m => queued.Contains(m.Key) && (m.State == OutboxState.Sending || m.LastCode == "unknown"), cancel);
    }
}
