using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Queue.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>
/// A call goes from one nurse to another by an offer like any other, except that it does not wait: its nurse keeps it until the next one
/// is in it, and has it back when nobody comes.
/// </summary>
public sealed class HandOvers(OfferDesk offers, Presence presence, IStaff staff) : IListenTo<OfferLapsed>
{
    public async Task<Guid?> BeginAsync(UnitOfWork work, QueuedCall call, Guid from, Guid? to, string text, CancellationToken cancel)
    {
        var row = new WaitingCall
        {
            CallId = call.CallId, PracticeId = call.PracticeId, Urgency = call.Urgency, Reason = call.Reason, Language = call.Language, CallerLabel = call.CallerLabel,
            WaitingSince = work.Now, PatientState = call.PatientState, Skill = call.Skill, HandOverFrom = from, HandOverTo = to, HandOverText = text,
        };
        work.Set<WaitingCall>().Add(row);
        if (await AskNextAsync(work, row, cancel) is { } asked) return asked;
        work.Set<WaitingCall>().Remove(row);
        return null;
    }

    /// <summary>An offer of it ended unanswered.</summary>
    public async Task HandleAsync(UnitOfWork work, OfferLapsed fact, CancellationToken cancel)
    {
        if (await RowAsync(work, fact.CallId, cancel) is { } row) await GoOnAsync(work, row, fact.NurseId, cancel);
    }

    /// <summary>The next is asked, unless one nurse was meant and no other.</summary>
    private async Task GoOnAsync(UnitOfWork work, WaitingCall row, Guid lastAsked, CancellationToken cancel)
    {
        if (row.HandOverTo is null && await AskNextAsync(work, row, cancel) is not null) return;
        work.Set<WaitingCall>().Remove(row);
        await work.PublishAsync(new HandOverFailed(row.CallId, row.HandOverFrom!.Value, lastAsked), cancel);
    }

    public async Task NotJoinedAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (await RowAsync(work, callId, cancel) is not { OfferId: { } offerId } row || await work.Set<Offer>().FindAsync([offerId], cancel) is not { State: OfferState.Accepted } offer) return;
        await ReleaseAsync(work, offer, OfferState.Lapsed, PresenceTrigger.Lapse, "lapsed", cancel);
        row.OfferId = null;
        await GoOnAsync(work, row, offer.NurseId, cancel);
    }

    public async Task EndAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (await RowAsync(work, callId, cancel) is not { } row) return;
        if (row.OfferId is { } offerId && await work.Set<Offer>().FindAsync([offerId], cancel) is { } offer)
        {
            if (offer.State is OfferState.Pending) await offers.CallGoneAsync(work, offerId, cancel);
            else if (offer.State is OfferState.Accepted) await ReleaseAsync(work, offer, OfferState.Withdrawn, PresenceTrigger.Withdraw, "withdrawn", cancel);
        }

        work.Set<WaitingCall>().Remove(row);
    }

    /// <summary>The row alone: the accepted offer is the next nurse's own from now on.</summary>
    public async Task DoneAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (await RowAsync(work, callId, cancel) is { } row) work.Set<WaitingCall>().Remove(row);
    }

    public static async Task<HandOver?> OfAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel)
    {
        if (await db.Set<WaitingCall>().FirstOrDefaultAsync(c => c.CallId == callId && c.HandOverFrom != null, cancel) is not { HandOverFrom: { } from } row) return null;
        var offer = row.OfferId is { } id ? await db.Set<Offer>().FirstOrDefaultAsync(o => o.Id == id, cancel) : null;
        return new HandOver(callId, from, row.HandOverText ?? "", offer?.Id, offer?.NurseId, offer?.Deadline, offer is { State: OfferState.Accepted });
    }

    public async Task<IReadOnlyList<Guid>> AvailableAsync(UnitOfWork work, string practiceId, Guid besides, CancellationToken cancel)
    {
        using var _ = work.Widen(ScopeBypass.Routing);
        return [.. (await ReadyAsync(work, practiceId, besides, cancel)).Select(n => n.StaffId)];
    }

    private async Task<Guid?> AskNextAsync(UnitOfWork work, WaitingCall row, CancellationToken cancel)
    {
        using var _ = work.Widen(ScopeBypass.Routing);
        await work.Db.SaveChangesAsync(cancel);
        var passed = await work.Set<Offer>().Where(o => o.CallId == row.CallId && o.MadeAt >= row.WaitingSince).Select(o => o.NurseId).ToListAsync(cancel);
        var ready = (await ReadyAsync(work, row.PracticeId, row.HandOverFrom!.Value, cancel)).Where(n => row.HandOverTo is null ? !passed.Contains(n.StaffId) : n.StaffId == row.HandOverTo);
        var call = OfferDesk.Facts(row) with { Offered = false, AskedByPerson = true };
        if (Routing.Decide([call], ready, work.Now) is not [{ Chosen: { } chosen } decision]) return null;
        await offers.MakeAsync(work, decision, row.HandOverFrom, cancel);
        return chosen.Nurse.StaffId;
    }

    private async Task<IReadOnlyList<NurseFacts>> ReadyAsync(UnitOfWork work, string practiceId, Guid besides, CancellationToken cancel)
    {
        var available = await offers.AvailableAsync(work, [], cancel);
        var ready = new List<NurseFacts>();
        foreach (var one in available.Where(n => n.StaffId != besides && n.Practices.Contains(practiceId)))
            if (await staff.GetAsync(work.Db, one.StaffId, cancel) is { Role: Platform.Security.Roles.Nurse or Platform.Security.Roles.Supervisor }) ready.Add(one);
        return ready;
    }

    private async Task ReleaseAsync(UnitOfWork work, Offer offer, OfferState state, PresenceTrigger trigger, string outcome, CancellationToken cancel)
    {
        (offer.State, offer.EndedAt, offer.Version) = (state, work.Now, offer.Version + 1);
        await presence.FireAsync(work, offer.NurseId, trigger, cancel);
        offers.TellEnded(work, offer, outcome);
    }

    private static Task<WaitingCall?> RowAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(work.Find<WaitingCall>(callId) is { HandOverFrom: not null } row ? row : null);
    }
}
