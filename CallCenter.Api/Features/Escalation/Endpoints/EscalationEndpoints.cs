using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Escalation.Lifecycle;

namespace CallCenter.Api.Features.Escalation.Endpoints;

internal static class EscalationEndpoints
{
    private const int LongestReason = 300;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/escalations", ListAsync);
        api.MapPost("/escalations/{id:guid}/acknowledge", (HttpContext http, Guid id, EscalationCommand command, HttpCommands commands, EscalationActs acts) =>
            commands.RunAsync<EscalationView>(http, "acknowledge-escalation", (work, person, cancel) => acts.AcknowledgeAsync(work, person, id, Clean(command), cancel)));
        api.MapPost("/escalations/{id:guid}/cancel", (HttpContext http, Guid id, EscalationCommand command, HttpCommands commands, EscalationActs acts) =>
            commands.RunAsync<EscalationView>(http, "cancel-escalation", (work, person, cancel) => acts.CancelAsync(work, person, id, Clean(command), cancel)));
        api.MapPost("/escalations/{id:guid}/close", (HttpContext http, Guid id, EscalationCommand command, HttpCommands commands, EscalationActs acts) =>
            commands.RunAsync<EscalationView>(http, "close-escalation", (work, person, cancel) => acts.CloseAsync(work, person, id, Clean(command), cancel)));
    }

    private static async Task<IResult> ListAsync(HttpContext http, Guid? callId, Database database, EscalationViews views, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(callId is { } call ? await views.OfCallAsync(db, call, cancel) : await views.OpenAsync(db, cancel));
    }

    private static string Clean(EscalationCommand command) =>
        (command.Reason ?? "").Trim() is var reason && reason.Length <= LongestReason ? reason : reason[..LongestReason];
}

/// <summary>What a person at a console may do with an escalation, each with a reason that stands in the record.</summary>
internal sealed class EscalationActs(EscalationDesk desk, EscalationViews views, NoteBook notes, IAudit audit)
{
    /// <summary>The supervisor's desk takes it: a person has it, and the alarm stops.</summary>
    public async Task<Outcome<EscalationView>> AcknowledgeAsync(UnitOfWork work, Person person, Guid id, string reason, CancellationToken cancel)
    {
        if (!person.IsSupervisor) return EscalationRefusals.SupervisorOnly;
        return await ActAsync(work, person, id, reason, "acknowledge", e => new EscalationTrigger.Ack(person.StaffId.ToString("D"), AckHow.Click, e.Visit), cancel);
    }

    public Task<Outcome<EscalationView>> CancelAsync(UnitOfWork work, Person person, Guid id, string reason, CancellationToken cancel) =>
        ActAsync(work, person, id, reason, "cancel", _ => new EscalationTrigger.Cancel(person.StaffId.ToString("D"), reason), cancel);

    public Task<Outcome<EscalationView>> CloseAsync(UnitOfWork work, Person person, Guid id, string reason, CancellationToken cancel) =>
        ActAsync(work, person, id, reason, "close", _ => new EscalationTrigger.Close(reason, person.StaffId.ToString("D")), cancel);

    private async Task<Outcome<EscalationView>> ActAsync(
        UnitOfWork work, Person person, Guid id, string reason, string act, Func<EscalationCase, EscalationTrigger> trigger, CancellationToken cancel)
    {
        if (reason.Length == 0) return EscalationRefusals.ReasonNeeded;
        if (await EscalationDesk.FindAsync(work, id, cancel) is not { } escalation) return EscalationRefusals.Unknown;
        if (!person.IsSupervisor && escalation.NurseId != person.StaffId) return EscalationRefusals.NotYours;
        var reply = await desk.ApplyAsync(work, escalation, trigger(escalation), new Deed(person.Name), cancel);
        if (Refused(reply) is { } refusal) return refusal;
        if (act == "acknowledge") notes.Write(work, escalation, $"Reason given at the desk: {reason}", new Deed(person.Name));
        audit.Write(work, person.StaffId, escalation.PracticeId, $"escalation-{act}", "escalation", escalation.Id, $"state={escalation.Phase}");
        await work.Db.SaveChangesAsync(cancel);
        return await views.ViewAsync(work.Db, escalation, cancel);
    }

    private static Refusal? Refused(EscalationReply reply) => reply.Code switch
    {
        ReplyCode.Done or ReplyCode.TakenNow or ReplyCode.TakenLate => null,
        ReplyCode.AlreadyTaken => EscalationRefusals.AlreadyTaken,
        ReplyCode.AlreadyOver => EscalationRefusals.AlreadyOver,
        ReplyCode.Late or ReplyCode.NotPermitted or ReplyCode.UnknownStep => EscalationRefusals.NotNow,
    };
}

internal static class EscalationRefusals
{
    public static readonly Refusal Unknown = Refusal.NotFound("escalation-unknown", "There is no such escalation in your practices.");
    public static readonly Refusal ReasonNeeded = Refusal.Invalid("reason-needed", "Say why: the reason stands in the escalation note.");
    public static readonly Refusal SupervisorOnly = Refusal.Forbidden("supervisor-only", "Only a supervisor takes an escalation at the desk. A clinician answers the page itself.");
    public static readonly Refusal NotYours = Refusal.Forbidden("escalation-not-yours", "Another nurse has this escalation. Ask her or a supervisor.");
    public static readonly Refusal AlreadyTaken = Refusal.Conflict("escalation-taken", "Somebody has it already. Look who, in the escalation note.");
    public static readonly Refusal AlreadyOver = Refusal.Conflict("escalation-over", "It is already over.");
    public static readonly Refusal NotNow = Refusal.Conflict("escalation-not-now", "That is not possible in its present state. It can be closed once a person has taken it, and called off at any time before.");
}
