using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// A nurse gives 911 help. We never dial 911: from here it would find this desk, not the patient. The caller does, or somebody with her, or the
/// supervisor from another telephone, who is told at once.
/// </summary>
public sealed class Help911(CallBook book, IQueue queue, IAudit audit)
{
    private const string StandBy =
        "911 help in a call. Stand by: listen in from the board, and have 911 of the patient's place rung from another telephone if the caller cannot.";

    /// <summary>Once in a call: the key pressed again, by her or by a supervisor, changes nothing.</summary>
    public async Task<Outcome<Call>> GiveAsync(UnitOfWork work, Call call, Guid staff, CancellationToken cancel)
    {
        if (call.Help911At is not null) return call;
        if (call.IsEnded) return Over;
        call.Help911At = work.Now;
        call.Version++;
        book.Note(work, call, "help-911", "The nurse gives 911 help.", AuditActor.Staff(staff));
        audit.Write(work, staff, call.PracticeId, "help-911", "call", call.Id);
        await book.RaiseAsync(work, call, UrgencyName.Emergent, "911 help", cancel);
        queue.TellSupervisors(work, call.Id, call.PracticeId, call.Urgency, StandBy);
        return call;
    }

    private static readonly Refusal Over = Refusal.Conflict("help-911-call-over", "This call is over. Ring the patient from her card; 911 help begins in that call.");
}
