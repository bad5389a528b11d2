using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Queue.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>The queue: who waits, who is asked, who has it. Every change routes again in the same transaction.</summary>
public sealed class NurseQueue(OfferDesk offers, WaitingPlaces places, HandOvers handOvers, Presence presence, QueueFeed feed, IAudit audit, Alarms alarms) : IQueue, ITimerOwner
{
    public const string TimerOwner = "queue";

    public string Owner => TimerOwner;

    public async Task EnqueueAsync(UnitOfWork work, QueuedCall call, CancellationToken cancel)
    {
        // Whoever was to take it over is not asked any more: the call waits like every other.
        await EndHandOverAsync(work, call.CallId, cancel);
        await work.SaveAsync(cancel);
        var row = work.Find<WaitingCall>(call.CallId);
        if (row is null)
            work.Add(row = new WaitingCall
            {
                CallId = call.CallId, PracticeId = call.PracticeId, Reason = call.Reason, Language = call.Language, CallerLabel = call.CallerLabel,
            });
        (row.Urgency, row.Reason, row.Language, row.CallerLabel, row.WaitingSince, row.PatientState, row.Skill) =
            (call.Urgency, call.Reason, call.Language, call.CallerLabel, call.WaitingSince, call.PatientState, call.Skill);
        (row.CallBack, row.Message, row.Ringing) = (call.CallBack, call.Message, false);
        if (call.CallBack && row.OfferId is { } offerId)
        {
            await offers.CallGoneAsync(work, offerId, cancel);
            row.OfferId = null;
        }

        feed.Changed(work, call.CallId);
        await offers.RouteAsync(work, cancel);
        if (row is { Urgency: UrgencyName.Emergent, OfferId: null }) await work.SetTimerAsync(TimerOwner, call.CallId, OfferDesk.DangerWaitsTimer, work.Now + OfferDesk.DangerWaits, 0, cancel);
    }

    public async Task RemoveAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (work.Find<WaitingCall>(callId) is not { } row) return;
        if (row.OfferId is { } offerId) await offers.CallGoneAsync(work, offerId, cancel);
        work.Remove(row);
        await alarms.EndNobodyAnswersAsync(work, row, cancel);
        feed.Changed(work, callId);
        await offers.RouteAsync(work, cancel);
    }

    public async Task<HeldOffer?> HeldAsync(UnitOfWork work, Guid offerId, CancellationToken cancel) =>
        await work.Set<Offer>().FindAsync([offerId], cancel) is { State: OfferState.Accepted } offer
            ? new HeldOffer(offer.Id, offer.CallId, offer.PracticeId, offer.NurseId)
            : null;

    public async Task ReleaseAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (await work.Set<WaitingCall>().FindAsync([callId], cancel) is not { OfferId: { } offerId } row) return;
        var offer = await work.Set<Offer>().FindAsync([offerId], cancel);
        if (offer is { State: OfferState.Accepted })
        {
            (offer.State, offer.EndedAt) = (OfferState.Lapsed, work.Now);
            offer.Version++;
            await presence.FireAsync(work, offer.NurseId, PresenceTrigger.Lapse, cancel);
            audit.Write(work, AuditActor.Engine, row.PracticeId, "offer-released", "call", callId.ToString("D"), "softphone did not join");
            offers.TellEnded(work, offer, "lapsed");
        }

        row.OfferId = null;
        feed.Changed(work, callId);
        await offers.RouteAsync(work, cancel);
    }

    public Task NurseLostAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel) =>
        EndHeldOffersAsync(work, nurseId, OfferState.Lapsed, PresenceTrigger.Lapse, cancel);

    public async Task<bool> DialsAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel)
    {
        if (!PresenceRules.Machine((await presence.OfAsync(work, nurseId, cancel)).State).CanFire(PresenceTrigger.Dial)) return false;
        await presence.FireAsync(work, nurseId, PresenceTrigger.Dial, cancel);
        return true;
    }

    public async Task<bool> StepsAsideAsync(UnitOfWork work, Guid staffId, CancellationToken cancel)
    {
        if (!PresenceRules.Machine((await presence.OfAsync(work, staffId, cancel)).State).CanFire(PresenceTrigger.GoAway)) return false;
        await presence.FireAsync(work, staffId, PresenceTrigger.GoAway, cancel);
        return true;
    }

    public Task TalkEndedAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel) =>
        EndHeldOffersAsync(work, nurseId, OfferState.Done, PresenceTrigger.TalkEnds, cancel);

    public async Task WrapUpFinishedAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel, bool byTimer = false)
    {
        await presence.FireAsync(work, nurseId, PresenceTrigger.WrapUpEnds, cancel);
        if (byTimer && await presence.OfAsync(work, nurseId, cancel) is { State: PresenceState.Available, HasConsole: false }) await presence.FireAsync(work, nurseId, PresenceTrigger.ConsoleGone, cancel);
        await offers.RouteAsync(work, cancel);
    }

    public async Task<Guid?> HandOverAsync(UnitOfWork work, QueuedCall call, Guid from, Guid? to, string text, CancellationToken cancel)
    {
        var asked = await handOvers.BeginAsync(work, call, from, to, text, cancel);
        if (asked is not null) audit.Write(work, from, call.PracticeId, "hand-over-asked", "call", call.CallId, $"to={asked:N}");
        return asked;
    }

    public Task<HandOver?> HandOverOfAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) => HandOvers.OfAsync(db, callId, cancel);

    public async Task HandedOverAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (await work.Set<WaitingCall>().FindAsync([callId], cancel) is not { HandOverFrom: { } from } row) return;
        audit.Write(work, from, row.PracticeId, "handed-over", "call", callId, $"offer={row.OfferId:N}");
        await handOvers.DoneAsync(work, callId, cancel);
        await EndHeldOffersAsync(work, from, OfferState.Done, PresenceTrigger.TalkEnds, cancel);
        await WrapUpFinishedAsync(work, from, cancel);
    }

    public Task EndHandOverAsync(UnitOfWork work, Guid callId, CancellationToken cancel) => handOvers.EndAsync(work, callId, cancel);

    public Task HandOverNotJoinedAsync(UnitOfWork work, Guid callId, CancellationToken cancel) => handOvers.NotJoinedAsync(work, callId, cancel);

    public Task<IReadOnlyList<Guid>> AvailableForAsync(UnitOfWork work, string practiceId, Guid besides, CancellationToken cancel) =>
        handOvers.AvailableAsync(work, practiceId, besides, cancel);

    public async Task CallBackAgainAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        if (work.Find<WaitingCall>(callId) is not { CallBack: true } row) return;
        row.Ringing = false;
        feed.Changed(work, callId);
        await offers.RouteAsync(work, cancel);
    }

    public void TellSupervisors(UnitOfWork work, Guid callId, string practiceId, UrgencyName urgency, string what) => alarms.Raise(work, callId, practiceId, urgency, what);

    public async Task<QueuePlace?> PlaceAsync(UnitOfWork work, Guid callId, CancellationToken cancel)
    {
        using var _ = work.Widen(ScopeBypass.Routing);
        var waiting = Routing.InOrderOfService(await offers.WaitingAsync(work, cancel), work.Now);
        return waiting.FirstOrDefault(c => c.CallId == callId) is { } mine ? await places.OfAsync(work, mine, waiting, cancel) : null;
    }

    public async Task FireAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
    {
        switch (timer.Kind)
        {
            case OfferDesk.DeadlineTimer:
                await offers.LapseAsync(work, timer.OwnerId, cancel);
                break;
            case OfferDesk.LookAgainTimer:
                await offers.RouteAsync(work, cancel);
                break;
            case OfferDesk.DangerWaitsTimer:
                if (work.Find<WaitingCall>(timer.OwnerId) is { Urgency: UrgencyName.Emergent })
                    await offers.TellNobodyAnswersAsync(work, timer.OwnerId, cancel, Alarms.DangerWaits);
                break;
            case Presence.GoneTimer:
                await offers.LapseOfAsync(work, timer.OwnerId, cancel);
                await presence.ConsoleGoneAsync(work, timer.OwnerId, cancel);
                await offers.RouteAsync(work, cancel);
                break;
        }
    }

    private async Task EndHeldOffersAsync(UnitOfWork work, Guid nurseId, OfferState state, PresenceTrigger trigger, CancellationToken cancel)
    {
        await work.Set<Offer>().Where(o => o.NurseId == nurseId && o.State == OfferState.Accepted).LoadAsync(cancel);
        foreach (var offer in work.Set<Offer>().Local.Where(o => o.NurseId == nurseId && o.State is OfferState.Accepted))
            (offer.State, offer.EndedAt, offer.Version) = (state, work.Now, offer.Version + 1);
        await presence.FireAsync(work, nurseId, trigger, cancel);
    }
}
