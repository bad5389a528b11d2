using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>Whether a call's nurse may nurse the patient where they are now, and speaks the caller's language. She was chosen before either was asked.</summary>
public sealed class NurseFit(IStaff staff, IAudit audit)
{
    public async Task<(string? Licence, string? Language)> OfAsync(CallCenterDbContext db, Call call, DateTimeOffset now, CancellationToken cancel)
    {
        if (!HasHer(call) || call.NurseId is not { } id || await staff.GetAsync(db, id, cancel) is not { } nurse) return (null, null);
        return (Licence(nurse, call, now), NurseNotices.Language(nurse, call.Language));
    }

    /// <summary>The place has become another: that she goes on without the licence for it is on the audit trail.</summary>
    public async Task JudgeAsync(UnitOfWork work, Call call, string? stateBefore, CancellationToken cancel)
    {
        if (call.PatientState is not { } state || state == stateBefore || call.NurseId is not { } id) return;
        if (await staff.GetAsync(work.Db, id, cancel) is { } nurse && Licence(nurse, call, work.Now) is not null)
            audit.Write(work, AuditActor.Engine, call.PracticeId, "nurse-without-licence", "call", call.Id.ToString("D"), $"nurse={id:N} state={state}");
    }

    /// <summary>There is somebody to nurse: on the line, being rung, or to be rung back for a message.</summary>
    public static bool HasHer(Call call) => call.State is CallState.Offered or CallState.Dialling or CallState.Connected or CallState.OnHold
        || call is { State: CallState.WrapUp, ConnectedAt: null };

    // Greenwich's date is never behind that of a practice here: a licence ends some hours early rather than late.
    private static string? Licence(StaffProfile nurse, Call call, DateTimeOffset now) =>
        NurseNotices.Licence(nurse, call.PatientState, call.PatientLocation is not null, DateOnly.FromDateTime(now.UtcDateTime));
}
