using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>
/// Two turns change hands, and only with the consent of the second person: she agrees behind a link with her PIN, or a supervisor
/// heard her say so. What was clean when it was offered is looked at again when it is agreed to.
/// </summary>
internal sealed class RotaSwaps(RotaDesk desk, RotaKeeper keeper, RotaPost post, LiveRotas live)
{
    public async Task<Outcome<RotaChange>> OfferAsync(UnitOfWork work, Person person, string practiceId, RotaSwapRequest asked, CancellationToken cancel)
    {
        if (!RotaDesk.MayArrange(person)) return RotaRefusals.ArrangersOnly;
        if (asked.Told && !person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (asked.Reason.Length == 0) return RotaRefusals.ReasonNeeded;
        if (await desk.FileAsync(work, person, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        if (file.Schedule(asked.ScheduleId) is null) return RotaRefusals.NoSchedule;
        if (!RotaJudge.MayBeOnCall(file.Contact(asked.First.ContactId)) || !RotaJudge.MayBeOnCall(file.Contact(asked.Second.ContactId))) return RotaRefusals.NoPerson;
        if (asked.First.ContactId == asked.Second.ContactId) return RotaRefusals.SamePerson;
        var (first, second) = (RotaJudge.Times(file, asked.First.From, asked.First.To, work.Now), RotaJudge.Times(file, asked.Second.From, asked.Second.To, work.Now));
        if (!first.Succeeded || !second.Succeeded) return RotaRefusals.WrongTimes;
        var deal = Guid.CreateVersion7(work.Now);
        List<RotaChange> changes =
        [
            Half(work, person, practiceId, deal, asked, first.Value, asked.First.ContactId, asked.Second.ContactId),
            Half(work, person, practiceId, deal, asked, second.Value, asked.Second.ContactId, asked.First.ContactId),
        ];
        var judged = RotaJudge.Judge(file, RotaJudge.With(file, changes), changes, work.Now, asked.Accept, person.RunsRotas);
        if (judged.Refusal is { } refusal) return refusal;
        foreach (var change in changes) change.Accepted = judged.Accepted;
        work.Set<RotaChange>().AddRange(changes);
        var actor = AuditActor.Staff(person.StaffId);
        if (asked.Told)
        {
            InForce(work, changes, "told", person.StaffId);
            await keeper.InForceAsync(work, file, changes, actor, cancel);
        }
        else
        {
            if (!await post.AskSwapAsync(work, file, changes, cancel)) return RotaRefusals.CannotAsk;
            await keeper.OfferedAsync(work, file, changes, actor, cancel);
        }

        return changes[0];
    }

    /// <summary>The supervisor has heard the second person's yes.</summary>
    public async Task<Outcome<RotaChange>> AgreeAsync(UnitOfWork work, Person person, string practiceId, Guid dealId, RotaReason said, CancellationToken cancel)
    {
        if (!person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (said.Reason.Length == 0) return RotaRefusals.ReasonNeeded;
        if (await desk.FileAsync(work, person, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        var deal = await RotaDesk.DealAsync(work, practiceId, dealId, cancel);
        if (await TryAsync(work, file, deal, said.Accept, "told", person.StaffId, said.Reason, AuditActor.Staff(person.StaffId), cancel) is { } refusal) return refusal;
        return deal[0];
    }

    public async Task<Outcome<RotaChange>> DeclineAsync(UnitOfWork work, Person person, string practiceId, Guid dealId, RotaReason said, CancellationToken cancel)
    {
        if (!RotaDesk.MayArrange(person)) return RotaRefusals.ArrangersOnly;
        if (said.Reason.Length == 0) return RotaRefusals.ReasonNeeded;
        if (await desk.FileAsync(work, person, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        var deal = await RotaDesk.DealAsync(work, practiceId, dealId, cancel);
        if (!Waits(work, deal)) return deal.Count == 0 ? RotaRefusals.NoDeal : RotaRefusals.NotOffered;
        await keeper.EndAsync(work, file, deal, RotaChangeState.Declined, AuditActor.Staff(person.StaffId), person.StaffId, said.Reason, cancel);
        return deal[0];
    }

    /// <summary>The second person herself, behind her link. Null: done.</summary>
    public async Task<Refusal?> AnswerAsync(UnitOfWork work, RotaNotice notice, bool yes, CancellationToken cancel)
    {
        if (notice.DealId is not { } dealId || await live.FileAsync(work.Db, notice.PracticeId, cancel) is not { } file) return RotaRefusals.NoDeal;
        var deal = await RotaDesk.DealAsync(work, notice.PracticeId, dealId, cancel);
        var actor = $"contact:{notice.ContactId}";
        if (yes) return await TryAsync(work, file, deal, accept: false, "link", null, null, actor, cancel);
        if (!Waits(work, deal)) return RotaRefusals.NotOffered;
        await keeper.EndAsync(work, file, deal, RotaChangeState.Declined, actor, null, null, cancel);
        return null;
    }

    private async Task<Refusal?> TryAsync(
        UnitOfWork work, EscalationFile file, List<RotaChange> deal, bool accept, string how, Guid? by, string? reason, string actor, CancellationToken cancel)
    {
        if (!Waits(work, deal)) return deal.Count == 0 ? RotaRefusals.NoDeal : RotaRefusals.NotOffered;
        var known = deal[0].Accepted?.Split(' ') ?? [];
        var judged = RotaJudge.Judge(file, RotaJudge.With(file, deal), deal, work.Now, accept || known.Length > 0, decides: accept || known.Contains("C01"));
        if (judged.Refusal is { } refusal) return refusal;
        // What was said yes to then covers nothing that has come up since.
        if (!accept && judged.Accepted?.Split(' ').Except(known).Any() is true) return RotaRefusals.OtherwiseNow;
        foreach (var change in deal) (change.Accepted, change.EndReason) = (judged.Accepted, reason);
        InForce(work, deal, how, by);
        await keeper.InForceAsync(work, file, deal, actor, cancel);
        return null;
    }

    private static bool Waits(UnitOfWork work, List<RotaChange> deal) => deal.Count > 0 && deal.All(c => c.State is RotaChangeState.Offered && c.StartsAt > work.Now);

    private static void InForce(UnitOfWork work, List<RotaChange> deal, string how, Guid? by)
    {
        foreach (var change in deal)
            (change.State, change.AgreedHow, change.AgreedAt, change.EndedBy, change.Version) = (RotaChangeState.InForce, how, work.Now, by, change.Version + 1);
    }

    private static RotaChange Half(UnitOfWork work, Person person, string practiceId, Guid deal, RotaSwapRequest asked, RotaTimes times, string off, string on) => new()
    {
        Id = Guid.CreateVersion7(work.Now), DealId = deal, PracticeId = practiceId, ScheduleId = asked.ScheduleId, Kind = RotaChangeKind.Swap, From = times.From, To = times.To,
        StartsAt = times.Start, EndsAt = times.End, Remove = off, Add = on, Reason = asked.Reason, By = person.StaffId, At = work.Now,
        State = RotaChangeState.Offered, AgreedBy = asked.Second.ContactId,
    };
}
