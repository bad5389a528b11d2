using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Calls.Endpoints;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>What a supervisor asks for: to listen, to coach the nurse, to join, to take over, to stop. All of it is audited.</summary>
public sealed class ListeningDesk(CallBook book, IQueue queue, IAudit audit, CallsOptions options)
{
    public async Task<Outcome<Party>> BeginAsync(UnitOfWork work, Call call, Person supervisor, CancellationToken cancel)
    {
        if (call.State is not (CallState.Connected or CallState.OnHold)) return CallRefusals.NotConnected;
        if (call.NurseId == supervisor.StaffId) return ListeningRefusals.OwnCall;
        if (!await queue.StepsAsideAsync(work, supervisor.StaffId, cancel)) return ListeningRefusals.NotFree;
        // One telephone, one call: an earlier listening of hers is over, and so is one that a closed browser left behind.
        foreach (var earlier in await work.Set<Party>().Where(p => p.Role == PartyRole.Supervisor && p.AskedBy == supervisor.StaffId && p.State != PartyState.Over).ToListAsync(cancel))
            if (await CallBook.FindAsync(work, earlier.CallId, cancel) is { } its) await book.EndListenerAsync(work, its, earlier, "she listens anew", hangUp: true, cancel);
        var listener = Parties.Add(work, call, PartyRole.Supervisor, PartyPlan.Listen, supervisor.Name, "", supervisor.StaffId);
        listener.State = PartyState.Ringing;
        audit.Write(work, supervisor.StaffId, call.PracticeId, "listening-started", "call", call.Id, $"listener={listener.Id:N} nurse={call.NurseId:N}");
        await work.SetTimerAsync(CallBook.TimerOwner, listener.Id, Parties.Timer, work.Now + options.RejoinLimit, 0, cancel);
        return listener;
    }

    public async Task<Outcome<Party>> ChangeAsync(UnitOfWork work, Call call, Party listener, string mode, CancellationToken cancel)
    {
        if (Plan(mode) is not { } plan) return ListeningRefusals.ModeUnknown;
        if (!listener.IsListening) return ListeningRefusals.NotThere;
        if (plan is PartyPlan.Coach && !call.NurseJoined) return ListeningRefusals.NobodyToCoach;
        if (listener.Plan == plan) return listener;
        audit.Write(work, listener.AskedBy, call.PracticeId, "listening-mode", "call", call.Id, $"listener={listener.Id:N} mode={plan}");
        await book.LetHearAsync(work, call, listener, plan, cancel);
        return listener;
    }

    public async Task<Outcome<Party>> TakeOverAsync(UnitOfWork work, Call call, Party listener, CancellationToken cancel)
    {
        if (!listener.IsListening) return ListeningRefusals.NotThere;
        return await book.SupervisorTakesOverAsync(work, call, listener, AuditActor.Staff(listener.AskedBy), cancel) ? listener : ListeningRefusals.NotFree;
    }

    public async Task<Outcome<Party>> StopAsync(UnitOfWork work, Call call, Party listener, CancellationToken cancel)
    {
        var cared = listener.CaresForCaller;
        await book.EndListenerAsync(work, call, listener, "she stopped", hangUp: true, cancel);
        if (cared) await book.LeftAloneAsync(work, call, cancel);
        return listener;
    }

    private static PartyPlan? Plan(string mode) => mode switch { "listen" => PartyPlan.Listen, "coach" => PartyPlan.Coach, "join" => PartyPlan.Join, _ => null };
}

internal static class ListeningRefusals
{
    public static readonly Refusal SupervisorsOnly = Refusal.Forbidden("supervisors-only", "Only a supervisor listens to a call. To have somebody beside you, press T and bring them in.");
    public static readonly Refusal OwnCall = Refusal.Conflict("listening-own-call", "This call is your own. You are in it.");
    public static readonly Refusal NotFree = Refusal.Conflict("listening-not-free", "You are offered a call, or in one, or off duty. Finish that first, or set yourself away, then try again.");
    public static readonly Refusal NotThere = Refusal.Conflict("listening-not-there", "Your line is not in this call now. Wait until it is, or begin again on the board.");
    public static readonly Refusal NobodyToCoach = Refusal.Conflict("listening-nobody-to-coach", "The nurse's line is not in the call now. Wait until it is back, or take the call over.");
    public static readonly Refusal ModeUnknown = Refusal.Invalid("listening-mode-unknown", "Choose listen, coach or join.");
}
