using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>What becomes of a party: picked up, in the call, gone. Late and repeated news changes nothing.</summary>
public sealed class PartyDesk(CallBook book)
{
    /// <summary>Somebody or something picked up. False: a machine, or too late; the leg is to be hung up.</summary>
    public async Task<bool> AnsweredAsync(UnitOfWork work, Call call, Party party, string callSid, string? answeredBy, CancellationToken cancel)
    {
        party.CallSid ??= callSid;
        if (party.CallSid != callSid || party.State is PartyState.Over) return false;
        party.AnsweredBy = answeredBy ?? party.AnsweredBy;
        if (party.IsMachine)
        {
            await OverAsync(work, call, party, "machine", cancel);
            return false;
        }

        if (party.State is not (PartyState.Ringing or PartyState.Waiting)) return true;
        (party.State, party.Version) = (PartyState.Answered, party.Version + 1);
        await work.CancelTimerAsync(CallBook.TimerOwner, party.Id, Parties.Timer, cancel);
        if (party.Role is PartyRole.Caller && work.Find<Leg>(callSid) is null)
            work.Add(new Leg { CallSid = callSid, CallId = call.Id, PracticeId = call.PracticeId, Role = LegRole.Caller, StartedAt = work.Now });
        book.Note(work, call, "party-answered", $"{party.Name} picked up.", "telephone");
        return true;
    }

    public async Task JoinedAsync(UnitOfWork work, Call call, Party party, CancellationToken cancel)
    {
        if (party.Role is PartyRole.Supervisor) await book.ListenerJoinedAsync(work, call, party, cancel);
        if (party.Role is PartyRole.Supervisor || party.State is not (PartyState.Ringing or PartyState.Answered)) return;
        (party.State, party.JoinedAt, party.Version) = (PartyState.InCall, party.JoinedAt ?? work.Now, party.Version + 1);
        book.Note(work, call, "party-joined", party.Plan is PartyPlan.Consult ? $"{party.Name} speaks with the nurse; the caller hears music." : $"{party.Name} is in the call.", "telephone");
        if (party.Plan is PartyPlan.Transfer && call.State is CallState.Connected or CallState.OnHold) await book.TransferAsync(work, call, "telephone", cancel);
    }

    /// <summary>Out of the conference; the leg may live on (the caller was moved out and the conference ended with her).</summary>
    public async Task OutAsync(UnitOfWork work, Call call, Party party, bool hungUp, CancellationToken cancel)
    {
        if (party.Role is PartyRole.Supervisor)
        {
            await book.ListenerOutAsync(work, call, party, hungUp, cancel);
            return;
        }

        if (party.State is PartyState.InCall) (party.State, party.Version) = (PartyState.Answered, party.Version + 1);
        if (hungUp) await OverAsync(work, call, party, "completed", cancel);
        else await book.LeftAloneAsync(work, call, cancel);
    }

    public async Task OverAsync(UnitOfWork work, Call call, Party party, string result, CancellationToken cancel)
    {
        if (party.State is PartyState.Over) return;
        if (party.Role is PartyRole.Supervisor)
        {
            await book.ListenerOutAsync(work, call, party, true, cancel);
            return;
        }

        (party.State, party.Result, party.EndedAt, party.Version) = (PartyState.Over, result, work.Now, party.Version + 1);
        await work.CancelTimerAsync(CallBook.TimerOwner, party.Id, Parties.Timer, cancel);
        book.Note(work, call, "party-over", $"{party.Name}: {Words(party, result)}.", "telephone");
        if (party.Role is PartyRole.Caller) await book.RingCallerAsync(work, call, cancel);
        else await book.LeftAloneAsync(work, call, cancel);
    }

    private static string Words(Party party, string result) => result switch
    {
        "machine" => "a machine answered; nothing was left on it",
        "no-answer" or "canceled" => "no answer",
        "busy" => "busy",
        "dismissed" => "let go by the nurse",
        "completed" => party.JoinedAt is null ? "hung up before joining" : "has left the call",
        _ => "could not be reached",
    };
}
