using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>What lies on a nurse's desk: her presence and an offer she has not answered.</summary>
public sealed class NurseDesk(IStaff staff, IPractices practices, TimeProvider clock) : INurseDesk
{
    public async Task<(PresenceView Presence, OfferView? Offer)> OfAsync(CallCenterDbContext db, Guid staffId, CancellationToken cancel)
    {
        var row = await db.Set<NursePresence>().FirstOrDefaultAsync(p => p.StaffId == staffId, cancel)
            ?? new NursePresence { StaffId = staffId, State = PresenceState.Offline, Since = clock.GetUtcNow(), IdleSince = clock.GetUtcNow() };
        return (Presence.View(row, await staff.GetAsync(db, staffId, cancel)), await OfferAsync(db, staffId, cancel));
    }

    public async Task<IReadOnlyList<PresenceView>> OnDutyAsync(CallCenterDbContext db, CancellationToken cancel) =>
        await db.Set<NursePresence>().Where(p => p.State != PresenceState.Offline).Select(p => new PresenceView(p.StaffId, "", p.State, p.Since, p.AwayNext)).ToListAsync(cancel);

    public async Task<Guid?> HeldOfferAsync(CallCenterDbContext db, Guid staffId, Guid callId, CancellationToken cancel) =>
        await db.Set<Offer>().Where(o => o.NurseId == staffId && o.CallId == callId && o.State == OfferState.Accepted)
            .Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancel);

    private async Task<OfferView?> OfferAsync(CallCenterDbContext db, Guid staffId, CancellationToken cancel)
    {
        var offer = await db.Set<Offer>().FirstOrDefaultAsync(o => o.NurseId == staffId && o.State == OfferState.Pending, cancel);
        if (offer is null || await db.Set<WaitingCall>().FirstOrDefaultAsync(c => c.CallId == offer.CallId, cancel) is not { } row) return null;
        var practice = await practices.GetAsync(db, row.PracticeId, cancel);
        return new OfferView(offer.Id, new QueueItem(row.CallId, row.PracticeId, practice?.Name ?? row.PracticeId, practice?.TimeZone ?? "Etc/UTC", row.Urgency,
            row.CallerLabel, row.Language, row.Reason, "offered", row.WaitingSince, staffId.ToString("D")) { Message = row.Message }, offer.Deadline, await HandOverAsync(db, staff, row, null, cancel), offer.Notice)
            { LanguageNotice = await LanguageAsync(db, staff, offer, row, cancel) };
    }

    public static async Task<string?> LanguageAsync(CallCenterDbContext db, IStaff staff, Offer offer, WaitingCall row, CancellationToken cancel) =>
        await staff.GetAsync(db, offer.NurseId, cancel) is { } nurse ? NurseNotices.Language(nurse, row.Language) : null;

    /// <summary>Who hands the call over, and what she says of it; null for a call that waits.</summary>
    public static async Task<HandOverView?> HandOverAsync(CallCenterDbContext db, IStaff staff, WaitingCall row, Offer? offer, CancellationToken cancel)
    {
        if (row.HandOverFrom is not { } from) return null;
        var names = await staff.NamesAsync(db, [from, .. offer is null ? Array.Empty<Guid>() : [offer.NurseId]], cancel);
        return new HandOverView(names.GetValueOrDefault(from, "another nurse"), offer is null ? null : names.GetValueOrDefault(offer.NurseId), offer?.Deadline, offer is { State: OfferState.Accepted }, row.HandOverText ?? "");
    }
}
