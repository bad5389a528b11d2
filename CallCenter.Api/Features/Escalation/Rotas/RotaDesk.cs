using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>
/// What a person at a console may do with a practice's rota. A nurse notes what clinicians arrange among themselves; a supervisor decides.
/// Every change is looked at by the verifier first, stands in the history with its reason, and is audited.
/// </summary>
internal sealed class RotaDesk(LiveRotas live, RotaKeeper keeper)
{
    /// <summary>Somebody takes a turn, or the rest of it, from somebody else: in force at once, because a sick clinician cannot be asked to agree.</summary>
    public async Task<Outcome<RotaChange>> TakeAsync(UnitOfWork work, Person person, string practiceId, RotaChangeRequest asked, CancellationToken cancel)
    {
        if (!MayArrange(person)) return RotaRefusals.ArrangersOnly;
        if (asked.Remove is null || asked.Add is null) return RotaRefusals.NoPerson;
        return await ChangeAsync(work, person, practiceId, RotaChangeKind.Take, asked, cancel);
    }

    public async Task<Outcome<RotaChange>> OverrideAsync(UnitOfWork work, Person person, string practiceId, RotaChangeRequest asked, CancellationToken cancel)
    {
        if (!person.RunsRotas) return RotaRefusals.SupervisorOnly;
        if (asked.Remove is null && asked.Add is null) return RotaRefusals.NobodyNamed;
        return await ChangeAsync(work, person, practiceId, RotaChangeKind.Override, asked, cancel);
    }

    /// <summary>Puts back what was before. That may open a gap as well as any change may.</summary>
    public async Task<Outcome<RotaChange>> WithdrawAsync(UnitOfWork work, Person person, string practiceId, Guid dealId, RotaReason said, CancellationToken cancel)
    {
        if (said.Reason.Length == 0) return RotaRefusals.ReasonNeeded;
        if (await FileAsync(work, person, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        var deal = await DealAsync(work, practiceId, dealId, cancel);
        if (deal.Count == 0) return RotaRefusals.NoDeal;
        if (!person.RunsRotas && !(MayArrange(person) && deal[0].By == person.StaffId && deal[0].State is RotaChangeState.Offered)) return RotaRefusals.SupervisorOnly;
        if (deal[0].State is RotaChangeState.InForce)
        {
            var running = deal.Where(c => c.EndsAt > work.Now).ToList();
            if (running.Count == 0) return RotaRefusals.NotInForce;
            if (RotaJudge.Judge(file, RotaJudge.Without(file, deal), running, work.Now, said.Accept, person.RunsRotas).Refusal is { } refusal) return refusal;
        }
        else if (deal[0].State is not RotaChangeState.Offered) return RotaRefusals.NotInForce;

        await keeper.EndAsync(work, file, deal, RotaChangeState.Withdrawn, AuditActor.Staff(person.StaffId), person.StaffId, said.Reason, cancel);
        return deal[0];
    }

    public static bool MayArrange(Person person) => person.Role is Roles.Nurse || person.RunsRotas;

    /// <summary>Null where the practice is not the person's, whatever the bypass of a query.</summary>
    public async Task<EscalationFile?> FileAsync(UnitOfWork work, Person person, string practiceId, CancellationToken cancel) =>
        person.Scope.Allows(practiceId) ? await live.FileAsync(work.Db, practiceId, cancel) : null;

    public static Task<List<RotaChange>> DealAsync(UnitOfWork work, string practiceId, Guid dealId, CancellationToken cancel) =>
        work.Set<RotaChange>().Where(c => c.PracticeId == practiceId && c.DealId == dealId).OrderBy(c => c.StartsAt).ToListAsync(cancel);

    private async Task<Outcome<RotaChange>> ChangeAsync(UnitOfWork work, Person person, string practiceId, RotaChangeKind kind, RotaChangeRequest asked, CancellationToken cancel)
    {
        if (asked.Reason.Length == 0) return RotaRefusals.ReasonNeeded;
        if (await FileAsync(work, person, practiceId, cancel) is not { } file) return RotaRefusals.NoRota;
        if (file.Schedule(asked.ScheduleId) is null) return RotaRefusals.NoSchedule;
        if ((asked.Add is { } on && !RotaJudge.MayBeOnCall(file.Contact(on))) || (asked.Remove is { } off && file.Contact(off) is null)) return RotaRefusals.NoPerson;
        if (asked.Add == asked.Remove) return RotaRefusals.SamePerson;
        var times = RotaJudge.Times(file, asked.From, asked.To, work.Now);
        if (!times.Succeeded) return times.Refusal;
        var id = Guid.CreateVersion7(work.Now);
        var change = new RotaChange
        {
            Id = id, DealId = id, PracticeId = practiceId, ScheduleId = asked.ScheduleId, Kind = kind, From = times.Value.From, To = times.Value.To,
            StartsAt = times.Value.Start, EndsAt = times.Value.End, Remove = asked.Remove, Add = asked.Add, Reason = asked.Reason, By = person.StaffId, At = work.Now,
            State = RotaChangeState.InForce,
        };
        var judged = RotaJudge.Judge(file, RotaJudge.With(file, [change]), [change], work.Now, asked.Accept, person.RunsRotas);
        if (judged.Refusal is { } refusal) return refusal;
        change.Accepted = judged.Accepted;
        work.Set<RotaChange>().Add(change);
        await keeper.InForceAsync(work, file, [change], AuditActor.Staff(person.StaffId), cancel);
        return change;
    }
}
