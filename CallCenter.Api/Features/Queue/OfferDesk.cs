using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Queue.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Realtime;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>Makes offers and ends them. Two nurses can never hold one call: the waiting row carries at most one offer.</summary>
public sealed class OfferDesk(Presence presence, QueueFeed feed, IPractices practices, IStaff staff, IAudit audit, ConsolePush push)
{
    public const string DeadlineTimer = "offer-deadline";
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RecentCalls = TimeSpan.FromHours(1);
    private static readonly Lookup<WaitingCall> Everybody = new();
    private static readonly Lookup<NursePresence> PresenceIn = new(nameof(NursePresence.State));

    /// <summary>Offers waiting calls to available nurses, in the order of service.</summary>
    public async Task RouteAsync(UnitOfWork work, CancellationToken cancel)
    {
        // Routing compares the calls and nurses of all practices, whoever's command set it off.
        using var _ = work.Widen(ScopeBypass.Routing);
        var waiting = await WaitingAsync(work, cancel);
        if (waiting.All(c => c.Offered) || work.Where(PresenceIn, PresenceState.Available).Count == 0) return;
        await work.SaveAsync(cancel);
        var nurses = await AvailableAsync(work, waiting, cancel);
        foreach (var assignment in Routing.Assign(waiting, nurses, work.Now)) await MakeAsync(work, assignment, cancel);
    }

    public async Task<Outcome<OfferTaken>> AcceptAsync(UnitOfWork work, Guid offerId, Guid nurseId, CancellationToken cancel)
    {
        if (await FindAsync(work, offerId, nurseId, cancel) is not { } offer) return QueueRefusals.OfferUnknown;
        // Her second press, or a second tab, changes nothing.
        if (offer.State is OfferState.Accepted) return new OfferTaken(offer.Id, offer.CallId, nurseId);
        if (offer.State is not OfferState.Pending || offer.Deadline < work.Now) return QueueRefusals.OfferOver;
        End(offer, OfferState.Accepted, work.Now);
        await work.CancelTimerAsync(NurseQueue.TimerOwner, offer.Id, DeadlineTimer, cancel);
        await presence.FireAsync(work, nurseId, PresenceTrigger.Accept, cancel);
        audit.Write(work, nurseId, offer.PracticeId, "offer-accepted", "call", offer.CallId, $"offer={offer.Id:N}");
        var accepted = new OfferTaken(offer.Id, offer.CallId, nurseId);
        await work.PublishAsync(accepted, cancel);
        TellEnded(work, offer, "accepted");
        feed.Changed(work, offer.CallId);
        return accepted;
    }

    public async Task<Outcome<OfferEnded>> DeclineAsync(UnitOfWork work, Guid offerId, Guid nurseId, CancellationToken cancel)
    {
        if (await FindAsync(work, offerId, nurseId, cancel) is not { } offer) return QueueRefusals.OfferUnknown;
        if (offer.State is not OfferState.Pending) return QueueRefusals.OfferOver;
        await EndUnansweredAsync(work, offer, OfferState.Declined, PresenceTrigger.Decline, cancel);
        return new OfferEnded(offer.Id, offer.CallId, "declined");
    }

    public async Task LapseAsync(UnitOfWork work, Guid offerId, CancellationToken cancel)
    {
        if (await work.Set<Offer>().FindAsync([offerId], cancel) is { State: OfferState.Pending } offer)
            await EndUnansweredAsync(work, offer, OfferState.Lapsed, PresenceTrigger.Lapse, cancel);
    }

    /// <summary>The caller hung up while she was being offered.</summary>
    public async Task CallGoneAsync(UnitOfWork work, Guid offerId, CancellationToken cancel)
    {
        if (await work.Set<Offer>().FindAsync([offerId], cancel) is not { State: OfferState.Pending } offer) return;
        End(offer, OfferState.Withdrawn, work.Now);
        await work.CancelTimerAsync(NurseQueue.TimerOwner, offer.Id, DeadlineTimer, cancel);
        await presence.FireAsync(work, offer.NurseId, PresenceTrigger.Withdraw, cancel);
        TellEnded(work, offer, "withdrawn");
    }

    public void TellEnded(UnitOfWork work, Offer offer, string outcome)
    {
        var ended = new OfferEnded(offer.Id, offer.CallId, outcome);
        work.AfterCommit(() => push.ToPerson(offer.NurseId, HubMethods.OfferEnded, ended));
    }

    public Task<IReadOnlyList<WaitingFacts>> WaitingAsync(UnitOfWork work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var _ = work.Widen(ScopeBypass.Routing);
        return Task.FromResult<IReadOnlyList<WaitingFacts>>([.. work.Where(Everybody).Where(c => c.HandOverFrom is null)
            .Select(r => new WaitingFacts(r.CallId, r.PracticeId, r.Urgency, r.WaitingSince, r.Language, r.OfferId is not null))]);
    }

    /// <summary>The place's share of the last hour's mean time between services; null when nothing was served or nobody is on duty.</summary>
    public async Task<TimeSpan?> ExpectedWaitAsync(UnitOfWork work, int position, CancellationToken cancel)
    {
        using var _ = work.Widen(ScopeBypass.Routing);
        var since = work.Now - RecentCalls;
        var served = await work.Set<Offer>()
            .CountAsync(o => o.EndedAt >= since && (o.State == OfferState.Accepted || o.State == OfferState.Done), cancel);
        var onDuty = await work.Set<NursePresence>().AnyAsync(
            p => p.State != PresenceState.Offline && p.State != PresenceState.Away && p.State != PresenceState.NotResponding, cancel);
        return served == 0 || !onDuty ? null : RecentCalls / served * position;
    }

    public async Task MakeAsync(UnitOfWork work, Assignment assignment, CancellationToken cancel)
    {
        var row = await RowAsync(work, assignment.CallId, cancel);
        var offer = new Offer
        {
            Id = Guid.CreateVersion7(work.Now), CallId = row.CallId, PracticeId = row.PracticeId, NurseId = assignment.NurseId,
            MadeAt = work.Now, Deadline = work.Now + Deadline, Reasons = assignment.Reasons,
        };
        work.Set<Offer>().Add(offer);
        row.OfferId = offer.Id;
        await work.SetTimerAsync(NurseQueue.TimerOwner, offer.Id, DeadlineTimer, offer.Deadline, 0, cancel);
        await presence.FireAsync(work, offer.NurseId, PresenceTrigger.Offer, cancel);
        await work.PublishAsync(new OfferMade(offer.Id, offer.CallId, offer.NurseId, offer.Deadline), cancel);
        var view = new OfferView(offer.Id, await ItemAsync(work, row, offer, cancel), offer.Deadline, await NurseDesk.HandOverAsync(work.Db, staff, row, null, cancel));
        work.AfterCommit(() => push.ToPerson(offer.NurseId, HubMethods.OfferMade, view));
        feed.Changed(work, row.CallId);
    }

    private async Task EndUnansweredAsync(UnitOfWork work, Offer offer, OfferState state, PresenceTrigger trigger, CancellationToken cancel)
    {
        End(offer, state, work.Now);
        await work.CancelTimerAsync(NurseQueue.TimerOwner, offer.Id, DeadlineTimer, cancel);
        (await RowAsync(work, offer.CallId, cancel)).OfferId = null;
        await presence.FireAsync(work, offer.NurseId, trigger, cancel);
        var outcome = state.ToString().ToLowerInvariant();
        audit.Write(work, AuditActor.Engine, offer.PracticeId, $"offer-{outcome}", "call", offer.CallId.ToString("D"), $"nurse={offer.NurseId:N}");
        await work.PublishAsync(new OfferLapsed(offer.Id, offer.CallId, offer.NurseId, outcome), cancel);
        TellEnded(work, offer, outcome);
        feed.Changed(work, offer.CallId);
        await RouteAsync(work, cancel);
    }

    public async Task<IReadOnlyList<NurseFacts>> AvailableAsync(UnitOfWork work, IReadOnlyList<WaitingFacts> waiting, CancellationToken cancel)
    {
        var available = await work.Set<NursePresence>().Where(p => p.State == PresenceState.Available).ToListAsync(cancel);
        available = [.. available.Where(p => p.State is PresenceState.Available)];
        if (available.Count == 0) return [];
        var callIds = waiting.Select(w => w.CallId).ToList();
        var passed = await work.Set<Offer>()
            .Where(o => callIds.Contains(o.CallId) && (o.State == OfferState.Declined || o.State == OfferState.Lapsed))
            .Select(o => new { o.NurseId, o.CallId }).ToListAsync(cancel);
        var nurses = new List<NurseFacts>();
        foreach (var p in available)
            if (await staff.GetAsync(work.Db, p.StaffId, cancel) is { Active: true } nurse)
                nurses.Add(new NurseFacts(p.StaffId, nurse.Practices.ToHashSet(), nurse.Languages.ToHashSet(), p.IdleSince,
                    passed.Where(x => x.NurseId == p.StaffId).Select(x => x.CallId).ToHashSet()));
        return nurses;
    }

    private async Task<QueueItem> ItemAsync(UnitOfWork work, WaitingCall row, Offer offer, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(work.Db, row.PracticeId, cancel);
        return new QueueItem(row.CallId, row.PracticeId, practice?.Name ?? row.PracticeId, practice?.TimeZone ?? "Etc/UTC", row.Urgency, row.CallerLabel,
            row.Language, row.Reason, "offered", row.WaitingSince, offer.NurseId.ToString("D"));
    }

    private static async Task<WaitingCall> RowAsync(UnitOfWork work, Guid callId, CancellationToken cancel) =>
        work.Set<WaitingCall>().Local.FirstOrDefault(c => c.CallId == callId)
        ?? await work.Set<WaitingCall>().FirstAsync(c => c.CallId == callId, cancel);

    private static async Task<Offer?> FindAsync(UnitOfWork work, Guid offerId, Guid nurseId, CancellationToken cancel) =>
        await work.Set<Offer>().FirstOrDefaultAsync(o => o.Id == offerId && o.NurseId == nurseId, cancel);

    private static void End(Offer offer, OfferState state, DateTimeOffset now) =>
        (offer.State, offer.EndedAt, offer.Version) = (state, now, offer.Version + 1);
}
