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
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>Makes offers and ends them. Two nurses can never hold one call: the waiting row carries at most one offer.</summary>
public sealed class OfferDesk(Presence presence, QueueFeed feed, IPractices practices, IStaff staff, IAudit audit, Alarms alarms, ConsolePush push, QueueOptions options)
{
    public const string DeadlineTimer = "offer-deadline";
    public const string LookAgainTimer = "look-again";
    public const string DangerWaitsTimer = "danger-waits";

    /// <summary>A caller in danger whom nobody has been asked to take for so long is a matter for the supervisors, however many nurses are at work.</summary>
    public static readonly TimeSpan DangerWaits = TimeSpan.FromSeconds(30);

    private static readonly Lookup<WaitingCall> Everybody = new();

    /// <summary>Offers waiting calls to available nurses, in the order of service.</summary>
    public async Task RouteAsync(UnitOfWork work, CancellationToken cancel)
    {
        // Routing compares the calls and nurses of all practices, whoever's command set it off.
        using var _ = work.Widen(ScopeBypass.Routing);
        var waiting = await WaitingAsync(work, cancel);
        if (waiting.All(c => c.Offered)) return;
        if (Presence.Available(work).Count > 0)
        {
            await work.SaveAsync(cancel);
            foreach (var decision in Routing.Decide(waiting, await AvailableAsync(work, waiting, cancel), work.Now))
            {
                if (decision is { Chosen: not null, Call.CallBack: true }) await RingBackAsync(work, decision, cancel);
                else if (decision.Chosen is not null) await MakeAsync(work, decision, null, cancel);
                else await WaitForTheRightOneAsync(work, decision, cancel);
            }
        }

        if (await OvertakeAsync(work, cancel)) await RouteAsync(work, cancel);
        else await TellWhoseNursesAreGoneAsync(work, cancel);
    }

    /// <summary>Nobody takes calls for their practice, whoever works for the others: waiting alone helps them nothing.</summary>
    private async Task TellWhoseNursesAreGoneAsync(UnitOfWork work, CancellationToken cancel)
    {
        var untold = work.Where(Everybody).Where(c => c is { OfferId: null, HandOverFrom: null, Ringing: false, NobodyAnswersAt: null }).ToList();
        if (untold.Count == 0) return;
        var onDuty = Presence.OnDuty(work).Select(p => p.StaffId).ToList();
        var served = onDuty.Count == 0 ? [] : (await staff.PracticesServedAsync(work.Db, onDuty, cancel)).SelectMany(p => p).ToHashSet();
        foreach (var call in untold.Where(c => !served.Contains(c.PracticeId))) await TellNobodyAnswersAsync(work, call.CallId, cancel);
    }

    /// <summary>
    /// A caller in danger whom no free nurse can take: a nurse who is only being asked for a lesser call counts as free for her. That call keeps
    /// its place and goes to the next nurse. What a nurse has accepted is never taken from her, nor is a colleague's hand-over.
    /// </summary>
    private async Task<bool> OvertakeAsync(UnitOfWork work, CancellationToken cancel)
    {
        var waiting = await WaitingAsync(work, cancel);
        var danger = waiting.Where(c => c is { Urgency: UrgencyName.Emergent, Offered: false, CallBack: false }).ToList();
        if (danger.Count == 0) return false;
        await work.SaveAsync(cancel);
        var lesser = waiting.Where(c => c.Offered && c.Urgency is not UrgencyName.Emergent).Select(c => c.CallId).ToList();
        var asked = (await work.Set<Offer>().Where(o => lesser.Contains(o.CallId) && o.State == OfferState.Pending).ToListAsync(cancel)).Where(o => o.Deadline > work.Now).ToDictionary(o => o.NurseId);
        if (asked.Count == 0) return false;
        var ids = asked.Keys.ToList();
        var nurses = await FactsAsync(work, waiting, await work.Set<NursePresence>().Where(p => ids.Contains(p.StaffId)).ToListAsync(cancel), cancel);
        var overtaking = Routing.Decide(danger, nurses, work.Now).Where(d => d.Chosen is not null).ToList();
        foreach (var decision in overtaking)
        {
            // Who wants to be away afterwards is so after this one.
            var nurse = await presence.OfAsync(work, decision.Chosen!.Nurse.StaffId, cancel);
            (var awayNext, nurse.AwayNext) = (nurse.AwayNext, false);
            await WithdrawAsync(work, asked[nurse.StaffId], cancel);
            nurse.AwayNext = awayNext;
            await MakeAsync(work, decision, null, cancel);
        }

        return overtaking.Count > 0;
    }

    private async Task WithdrawAsync(UnitOfWork work, Offer offer, CancellationToken cancel)
    {
        await CallGoneAsync(work, offer.Id, cancel);
        (await RowAsync(work, offer.CallId, cancel)).OfferId = null;
        audit.Write(work, AuditActor.Engine, offer.PracticeId, "offer-withdrawn", "call", offer.CallId.ToString("D"), $"nurse={offer.NurseId:N}");
        await work.PublishAsync(new OfferLapsed(offer.Id, offer.CallId, offer.NurseId, "a caller in danger goes first"), cancel);
        feed.Changed(work, offer.CallId);
    }

    /// <summary>Her turn: she is rung first, and offered once a person has answered. The nurse is not kept waiting for her telephone.</summary>
    private async Task RingBackAsync(UnitOfWork work, RoutingDecision decision, CancellationToken cancel)
    {
        (await RowAsync(work, decision.Call.CallId, cancel)).Ringing = true;
        Record(work, decision, null);
        feed.Changed(work, decision.Call.CallId);
        await work.PublishAsync(new CallBackDue(decision.Call.CallId), cancel);
    }

    /// <summary>Nobody free may be asked yet: what the rule waits for is stored, and it is looked at again then.</summary>
    private static async Task WaitForTheRightOneAsync(UnitOfWork work, RoutingDecision decision, CancellationToken cancel)
    {
        // A decision that says the same as the last one is no new decision.
        var last = await work.Set<RoutingRecord>().Where(r => r.CallId == decision.Call.CallId).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
        if (last is not { NurseId: null } || last.WhyNot != Clip(decision.WhyNot, 4000)) Record(work, decision, null);
        if (decision.LookAgainAt is { } at) await work.SetTimerAsync(NurseQueue.TimerOwner, decision.Call.CallId, LookAgainTimer, at, 0, cancel);
    }

    /// <summary>Tells the supervisors, once while it lasts.</summary>
    public async Task TellNobodyAnswersAsync(UnitOfWork work, Guid callId, CancellationToken cancel, string what = Alarms.NobodyAnswers)
    {
        if (work.Find<WaitingCall>(callId) is not { OfferId: null, HandOverFrom: null, NobodyAnswersAt: null } row) return;
        row.NobodyAnswersAt = work.Now;
        audit.Write(work, AuditActor.Engine, row.PracticeId, "nobody-answers", "call", callId.ToString("D"), "supervisors told");
        await work.PublishAsync(new NobodyAnswers(callId), cancel);
        await alarms.RaiseNobodyAnswersAsync(work, row, what, cancel);
        feed.Changed(work, callId);
    }

    public async Task<Outcome<OfferTaken>> AcceptAsync(UnitOfWork work, Guid offerId, Guid nurseId, CancellationToken cancel)
    {
        if (await FindAsync(work, offerId, nurseId, cancel) is not { } offer) return QueueRefusals.OfferUnknown;
        // Her second press, or a second tab, changes nothing.
        if (offer.State is OfferState.Accepted) return new OfferTaken(offer.Id, offer.CallId, nurseId);
        if (offer.State is not OfferState.Pending || offer.Deadline < work.Now || (await presence.OfAsync(work, nurseId, cancel)).State is not PresenceState.Offered) return QueueRefusals.OfferOver;
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

    /// <summary>Whatever she is asked for: nobody is at her desk.</summary>
    public async Task LapseOfAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel)
    {
        await work.SaveAsync(cancel);
        foreach (var offer in await work.Set<Offer>().Where(o => o.NurseId == nurseId && o.State == OfferState.Pending).ToListAsync(cancel))
            await LapseAsync(work, offer.Id, cancel);
    }

    /// <summary>The call is not offered any more: the caller hung up, or one in danger goes first.</summary>
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
            .Select(Facts)]);
    }

    /// <param name="handedOverBy">Null for a call that waits.</param>
    public async Task MakeAsync(UnitOfWork work, RoutingDecision decision, Guid? handedOverBy, CancellationToken cancel)
    {
        var row = await RowAsync(work, decision.Call.CallId, cancel);
        var record = Record(work, decision, handedOverBy);
        var offer = new Offer
        {
            Id = Guid.CreateVersion7(work.Now), CallId = row.CallId, PracticeId = row.PracticeId, NurseId = decision.Chosen!.Nurse.StaffId,
            MadeAt = work.Now, Deadline = work.Now + options.OfferDeadline, Reasons = record.Reasons, Notice = decision.Notice,
        };
        work.Set<Offer>().Add(offer);
        (row.OfferId, row.NobodyAnswersAt) = (offer.Id, null);
        if (decision.Notice is not null) audit.Write(work, AuditActor.Engine, row.PracticeId, "offered-without-licence", "call", row.CallId.ToString("D"), $"nurse={offer.NurseId:N} state={row.PatientState}");
        await work.SetTimerAsync(NurseQueue.TimerOwner, offer.Id, DeadlineTimer, offer.Deadline, 0, cancel);
        await presence.FireAsync(work, offer.NurseId, PresenceTrigger.Offer, cancel);
        await work.PublishAsync(new OfferMade(offer.Id, offer.CallId, offer.NurseId, offer.Deadline), cancel);
        var view = new OfferView(offer.Id, await ItemAsync(work, row, offer, cancel), offer.Deadline, await NurseDesk.HandOverAsync(work.Db, staff, row, null, cancel), offer.Notice)
            { LanguageNotice = await NurseDesk.LanguageAsync(work.Db, staff, offer, row, cancel) };
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
        if (work.Find<WaitingCall>(offer.CallId) is { OfferId: null }) await TellNobodyAnswersAsync(work, offer.CallId, cancel);
    }

    public async Task<IReadOnlyList<NurseFacts>> AvailableAsync(UnitOfWork work, IReadOnlyList<WaitingFacts> waiting, CancellationToken cancel)
    {
        var available = await work.Set<NursePresence>().Where(p => p.State == PresenceState.Available).ToListAsync(cancel);
        return await FactsAsync(work, waiting, [.. available.Where(p => p.State is PresenceState.Available)], cancel);
    }

    private async Task<IReadOnlyList<NurseFacts>> FactsAsync(UnitOfWork work, IReadOnlyList<WaitingFacts> waiting, List<NursePresence> of, CancellationToken cancel)
    {
        if (of.Count == 0) return [];
        var callIds = waiting.Select(w => w.CallId).ToList();
        var passed = (await work.Set<Offer>()
            .Where(o => callIds.Contains(o.CallId) && (o.State == OfferState.Declined || o.State == OfferState.Lapsed))
            .Select(o => new { o.NurseId, o.CallId, o.EndedAt }).ToListAsync(cancel)).ToLookup(o => o.NurseId);
        // Greenwich's date is never behind that of a practice here: a licence ends some hours early rather than late.
        var today = DateOnly.FromDateTime(work.Now.UtcDateTime);
        var nurses = new List<NurseFacts>();
        foreach (var p in of)
            if (await staff.GetAsync(work.Db, p.StaffId, cancel) is { Active: true, Role: Roles.Nurse or Roles.Supervisor } nurse)
                nurses.Add(new NurseFacts(p.StaffId, nurse.Practices.ToHashSet(), nurse.Languages.ToHashSet(), p.IdleSince,
                    passed[p.StaffId].GroupBy(x => x.CallId).ToDictionary(x => x.Key, x => x.Max(o => o.EndedAt) ?? work.Now))
                { States = nurse.StatesOn(today), Skills = nurse.Skills.ToHashSet() });
        return nurses;
    }

    public static WaitingFacts Facts(WaitingCall row) =>
        new(row.CallId, row.PracticeId, row.Urgency, row.WaitingSince, row.Language, row.OfferId is not null || row.Ringing)
        { PatientState = row.PatientState, Skill = row.Skill, CallBack = row.CallBack };

    private static RoutingRecord Record(UnitOfWork work, RoutingDecision decision, Guid? handedOverBy)
    {
        var record = new RoutingRecord
        {
            Id = Guid.CreateVersion7(work.Now), At = work.Now, CallId = decision.Call.CallId, PracticeId = decision.Call.PracticeId, NurseId = decision.Call.CallBack ? null : decision.Chosen?.Nurse.StaffId,
            Reasons = Clip(handedOverBy is { } nurse ? $"{WaitingPlaces.HandedOver} {nurse:N}; {decision.Reasons}" : decision.Reasons, 400), WhyNot = Clip(decision.WhyNot, 4000),
        };
        work.Set<RoutingRecord>().Add(record);
        return record;
    }

    private static string Clip(string text, int longest) => text.Length <= longest ? text : text[..longest];

    private async Task<QueueItem> ItemAsync(UnitOfWork work, WaitingCall row, Offer offer, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(work.Db, row.PracticeId, cancel);
        return new QueueItem(row.CallId, row.PracticeId, practice?.Name ?? row.PracticeId, practice?.TimeZone ?? "Etc/UTC", row.Urgency, row.CallerLabel,
            row.Language, row.Reason, "offered", row.WaitingSince, offer.NurseId.ToString("D")) { Message = row.Message };
    }

    private static async Task<WaitingCall> RowAsync(UnitOfWork work, Guid callId, CancellationToken cancel) =>
        work.Set<WaitingCall>().Local.FirstOrDefault(c => c.CallId == callId)
        ?? await work.Set<WaitingCall>().FirstAsync(c => c.CallId == callId, cancel);

    private static async Task<Offer?> FindAsync(UnitOfWork work, Guid offerId, Guid nurseId, CancellationToken cancel) =>
        await work.Set<Offer>().FirstOrDefaultAsync(o => o.Id == offerId && o.NurseId == nurseId, cancel);

    private static void End(Offer offer, OfferState state, DateTimeOffset now) =>
        (offer.State, offer.EndedAt, offer.Version) = (state, now, offer.Version + 1);
}
