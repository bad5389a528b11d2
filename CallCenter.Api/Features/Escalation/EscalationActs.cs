using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation;

/// <summary>What a person at a console may do with an escalation: its nurse, or a supervisor of the practice. Each act stands in the record and in the audit.</summary>
internal sealed class EscalationActs(EscalationDesk desk, EscalationViews views, NoteBook notes, IAudit audit)
{
    /// <summary>A telephone rings this long; a second call to it meanwhile would only find it busy.</summary>
    private static readonly TimeSpan Ringing = TimeSpan.FromSeconds(45);

    /// <summary>The supervisor's desk takes it: a person has it, and the alarm stops.</summary>
    public async Task<Outcome<EscalationView>> AcknowledgeAsync(UnitOfWork work, Person person, Guid id, string reason, CancellationToken cancel)
    {
        if (!person.IsSupervisor) return EscalationRefusals.SupervisorOnly;
        if (reason.Length == 0) return EscalationRefusals.ReasonNeeded;
        return await ActAsync(work, person, id, "acknowledge", async escalation =>
        {
            var refusal = await FireAsync(work, person, escalation, new EscalationTrigger.Ack(Id(person), AckHow.Click, escalation.Visit), cancel);
            if (refusal is null) Note(work, escalation, person, $"Reason given at the desk: {reason}");
            return refusal;
        }, cancel);
    }

    public async Task<Outcome<EscalationView>> CancelAsync(UnitOfWork work, Person person, Guid id, string reason, CancellationToken cancel) =>
        reason.Length == 0 ? EscalationRefusals.ReasonNeeded
            : await ActAsync(work, person, id, "cancel", e => FireAsync(work, person, e, new EscalationTrigger.Cancel(Id(person), reason), cancel), cancel);

    public async Task<Outcome<EscalationView>> CloseAsync(UnitOfWork work, Person person, Guid id, string reason, CancellationToken cancel) =>
        reason.Length == 0 ? EscalationRefusals.ReasonNeeded
            : await ActAsync(work, person, id, "close", e => FireAsync(work, person, e, new EscalationTrigger.Close(reason, Id(person)), cancel), cancel);

    /// <summary>Another step at once, or the supervisor: the nurse knows something the file does not.</summary>
    public async Task<Outcome<EscalationView>> JumpAsync(UnitOfWork work, Person person, Guid id, EscalationJump jump, CancellationToken cancel) =>
        jump.Reason.Length == 0 ? EscalationRefusals.ReasonNeeded
            : await ActAsync(work, person, id, "jump", e => FireAsync(work, person, e, new EscalationTrigger.Jump(jump.StepId, Id(person), jump.Reason), cancel), cancel);

    /// <summary>The next attempt at once, unless a telephone of this one is still ringing.</summary>
    public Task<Outcome<EscalationView>> RingNowAsync(UnitOfWork work, Person person, Guid id, CancellationToken cancel) =>
        ActAsync(work, person, id, "ring-now", async escalation => await RingsAsync(work, escalation, cancel)
            ? EscalationRefusals.StillRinging
            : await FireAsync(work, person, escalation, new EscalationTrigger.RingNow(Id(person)), cancel), cancel);

    /// <summary>
    /// Somebody was reached outside the pages and has it; or, without a name, whoever says so does the asking by hand. That stops
    /// the paging and nothing else: the clinical clock goes on, and if nobody is named in time people are paged again.
    /// </summary>
    public async Task<Outcome<EscalationView>> TakeOverAsync(UnitOfWork work, Person person, Guid id, EscalationTakeOver taken, CancellationToken cancel)
    {
        if (taken.Reason.Length == 0) return EscalationRefusals.ReasonNeeded;
        return await ActAsync(work, person, id, "take-over", async escalation =>
        {
            var plan = await desk.PlanAsync(work, escalation, cancel);
            if (taken.ContactId is { } contact && !EscalationViews.CanTake(plan.People.Contact(contact))) return EscalationRefusals.CannotTake;
            EscalationTrigger trigger = taken.ContactId is { } by
                ? new EscalationTrigger.HandOver(by, Id(person))
                : new EscalationTrigger.HandOver(Id(person), Id(person), AckHow.Asking);
            var refusal = await FireAsync(work, person, escalation, trigger, cancel);
            if (refusal is null) Note(work, escalation, person, $"Said at the desk: {taken.Reason}");
            return refusal;
        }, cancel);
    }

    public async Task<Outcome<EscalationView>> NoteAsync(UnitOfWork work, Person person, Guid id, string text, CancellationToken cancel)
    {
        if (text.Length == 0) return EscalationRefusals.TextNeeded;
        return await ActAsync(work, person, id, "note", escalation =>
        {
            if (escalation.NoteQueuedAt is not null) return Task.FromResult<Refusal?>(EscalationRefusals.NoteIsOut);
            Note(work, escalation, person, $"Note: {text}");
            return Task.FromResult<Refusal?>(null);
        }, cancel);
    }

    private async Task<Outcome<EscalationView>> ActAsync(
        UnitOfWork work, Person person, Guid id, string act, Func<EscalationCase, Task<Refusal?>> body, CancellationToken cancel)
    {
        if (await EscalationDesk.FindAsync(work, id, cancel) is not { } escalation) return EscalationRefusals.Unknown;
        if (!person.IsSupervisor && escalation.NurseId != person.StaffId) return EscalationRefusals.NotYours;
        if (await body(escalation) is { } refusal) return refusal;
        audit.Write(work, person.StaffId, escalation.PracticeId, $"escalation-{act}", "escalation", escalation.Id, $"state={escalation.Phase}");
        await work.Db.SaveChangesAsync(cancel);
        return await views.ViewAsync(work.Db, escalation, cancel);
    }

    private async Task<Refusal?> FireAsync(UnitOfWork work, Person person, EscalationCase escalation, EscalationTrigger trigger, CancellationToken cancel) =>
        (await desk.ApplyAsync(work, escalation, trigger, new Deed(person.Name), cancel)).Code switch
        {
            ReplyCode.Done or ReplyCode.TakenNow or ReplyCode.TakenLate => null,
            ReplyCode.AlreadyTaken => EscalationRefusals.AlreadyTaken,
            ReplyCode.AlreadyOver => EscalationRefusals.AlreadyOver,
            ReplyCode.UnknownStep => EscalationRefusals.UnknownStep,
            ReplyCode.Late or ReplyCode.NotPermitted => EscalationRefusals.NotNow,
        };

    private static Task<bool> RingsAsync(UnitOfWork work, EscalationCase escalation, CancellationToken cancel) => work.Set<Page>().AnyAsync(
        p => p.EscalationId == escalation.Id && p.Visit == escalation.Visit && p.Attempt == escalation.Attempt && p.Channel == Channel.Voice
            && (p.State == PageState.Answered || (p.State == PageState.Sent && p.SentAt > work.Now - Ringing)), cancel);

    private void Note(UnitOfWork work, EscalationCase escalation, Person person, string what) => notes.Write(work, escalation, what, new Deed(person.Name));

    private static string Id(Person person) => person.StaffId.ToString("D");
}

internal static class EscalationRefusals
{
    public static readonly Refusal Unknown = Refusal.NotFound("escalation-unknown", "There is no such escalation in your practices.");
    public static readonly Refusal ReasonNeeded = Refusal.Invalid("reason-needed", "Say why: the reason stands in the escalation note.");
    public static readonly Refusal TextNeeded = Refusal.Invalid("text-needed", "Write what should stand in the escalation note.");
    public static readonly Refusal SupervisorOnly = Refusal.Forbidden("supervisor-only", "Only a supervisor takes an escalation at the desk. A clinician answers the page itself.");
    public static readonly Refusal NotYours = Refusal.Forbidden("escalation-not-yours", "Another nurse has this escalation. Ask her or a supervisor.");
    public static readonly Refusal AlreadyTaken = Refusal.Conflict("escalation-taken", "Somebody has it already. Look who, in the escalation note.");
    public static readonly Refusal AlreadyOver = Refusal.Conflict("escalation-over", "It is already over.");
    public static readonly Refusal NotNow = Refusal.Conflict("escalation-not-now", "That is not possible in its present state. It can be closed once a person has taken it, and called off at any time before.");
    public static readonly Refusal UnknownStep = Refusal.Invalid("escalation-step-unknown", "The practice's protocol has no such step.");
    public static readonly Refusal CannotTake = Refusal.Invalid("escalation-contact-cannot-take", "Only a clinician or a supervisor of the practice's file can take responsibility.");
    public static readonly Refusal StillRinging = Refusal.Conflict("escalation-still-ringing", "The telephone is ringing right now. Wait until it has rung out.");
    public static readonly Refusal NoteIsOut = Refusal.Conflict("escalation-note-delivered", "The escalation note is already on its way to the practice's record. Write an addendum to the call's note instead.");
}
