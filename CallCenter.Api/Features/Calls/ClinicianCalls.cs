using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Calls.Voice;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// A paged clinician asks for the nurse, who has left the caller's call: her own leg waits in line as a call about the same patient, behind
/// callers in danger only. Whichever nurse is free takes it, and the line, the offer and the end are every call's.
/// </summary>
public sealed partial class CallBook
{
    /// <summary>What proves a clinician; no caller is proved by it.</summary>
    public const string ByPin = "pin";

    /// <param name="about">The call she was paged for.</param>
    /// <returns>What her leg does next; null when that call is not known.</returns>
    public async Task<VoiceScript?> ClinicianWaitsAsync(UnitOfWork work, Guid about, string callSid, string number, string name, CancellationToken cancel)
    {
        if (await FindByLegAsync(work, callSid, cancel) is { } known) return await ScriptAsync(work, known.Call, cancel);
        if (await FindAsync(work, about, cancel) is not { } first) return null;
        var call = new Call
        {
            Id = Guid.CreateVersion7(work.Now), PracticeId = first.PracticeId, Line = first.Line, CallerNumber = Clip(number), StartedAt = work.Now, State = CallState.Queued,
            Language = Phrases.English, Urgency = UrgencyName.Urgent, Reason = "the on-call clinician asks for the nurse", CallerKind = CallerKind.Caregiver, CallerName = name,
            Relation = "on-call clinician", MayBeSpokenTo = true, VerifiedBy = ByPin, PatientId = first.PatientId, PatientState = first.PatientState, Visit = 1,
        };
        work.Add(call);
        work.Add(new Leg { CallSid = callSid, CallId = call.Id, PracticeId = call.PracticeId, Role = LegRole.Caller, StartedAt = work.Now });
        Note(work, call, "queued", "The on-call clinician asks for the nurse of an earlier call, who has left the line.", "caller");
        audit.Write(work, AuditActor.Engine, call.PracticeId, "call-opened", "call", call.Id.ToString("D"), $"clinician about={about:D}");
        await work.SetTimerAsync(TimerOwner, call.Id, ReconcileTimer, work.Now + ReconcileEvery, 0, cancel);
        await EnqueueAsync(work, call, cancel);
        return await ScriptAsync(work, call, cancel);
    }

    /// <summary>The end of a leg that another slice rang and that became a call's.</summary>
    public Task LegEndedAsync(UnitOfWork work, string callSid, string status, CancellationToken cancel) => LegStatusRoute.EndedAsync(work, this, callSid, status, cancel);
}
