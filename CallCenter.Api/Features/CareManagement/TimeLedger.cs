using CallCenter.Api.Features.CareManagement.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.CareManagement;

/// <summary>Writes what telephony proposes: once per call and person, whatever is told how often and in which order.</summary>
internal sealed class TimeLedger(IPatients patients, TimeNews news) : ICareManagement
{
    public async Task ProposeAsync(UnitOfWork work, CallTime call, CancellationToken cancel)
    {
        var known = work.Set<TimeEntry>();
        if (known.Local.Any(e => e.CallId == call.CallId && e.StaffId == call.StaffId)
            || await known.AnyAsync(e => e.CallId == call.CallId && e.StaffId == call.StaffId, cancel)) return;
        var note = await NoteAsync(work, call, cancel);
        var enrolment = call.PatientId is { } patient ? await patients.EnrolmentAsync(work.Db, patient, null, cancel) : null;
        foreach (var piece in CallTimeRules.Propose(call, note is not null, await TakenAsync(work, call, cancel)))
            known.Add(Entry(work, call, piece, enrolment?.Program ?? CcmRules.Program, note));
        await news.TellAsync(work, call.PracticeId, call.CallId, cancel);
    }

    /// <summary>A note that is told of only after its call was wrapped up, but was signed in time, proves the after-call work all the same.</summary>
    public async Task NoteAsync(UnitOfWork work, SignedNote note, CancellationToken cancel)
    {
        if (await work.Set<SignedNote>().AnyAsync(n => n.Id == note.Id, cancel)) return;
        work.Set<SignedNote>().Add(note);
        var withheld = await work.Set<TimeEntry>()
            .Where(e => e.CallId == note.CallId && e.StaffId == note.StaffId && e.Reason == TimeReason.NoNoteSigned).ToListAsync(cancel);
        foreach (var entry in withheld.Where(e => e.WrapUpEnd >= note.SignedAt && e.Start <= note.SignedAt))
        {
            entry.NoteId = note.Id;
            if (entry.PatientId is null) entry.Become(TimeState.Proposed, TimeReason.NoPatient, CallTimeRules.NoPatient);
            else entry.Become(TimeState.Proposed, TimeReason.AwaitingLink, CallTimeRules.AwaitingLink);
        }

        if (withheld.Count > 0) await news.TellAsync(work, note.PracticeId, note.CallId, cancel);
    }

    private static async Task<SignedNote?> NoteAsync(UnitOfWork work, CallTime call, CancellationToken cancel) => call.AfterCall is not { } after ? null :
        (await work.Set<SignedNote>().Where(n => n.CallId == call.CallId && n.StaffId == call.StaffId).ToListAsync(cancel))
        .Concat(work.Set<SignedNote>().Local.Where(n => n.CallId == call.CallId && n.StaffId == call.StaffId))
        .FirstOrDefault(n => after.Start <= n.SignedAt && n.SignedAt <= after.End);

    /// <summary>Seconds of this person that belong to another patient already.</summary>
    private static async Task<IReadOnlyList<Stretch>> TakenAsync(UnitOfWork work, CallTime call, CancellationToken cancel)
    {
        var all = call.AfterCall is { } after ? call.Talk.Append(after) : call.Talk;
        if (!all.Any()) return [];
        var (from, to) = (all.Min(t => t.Start), all.Max(t => t.End));
        var others = await work.Set<TimeEntry>()
            .Where(e => e.StaffId == call.StaffId && e.CallId != call.CallId && e.PatientId != call.PatientId && e.State != TimeState.Excluded && e.Start < to && e.End > from)
            .Select(e => new { e.Start, e.End }).ToListAsync(cancel);
        return [.. others.Select(o => new Stretch(o.Start, o.End))];
    }

    private static TimeEntry Entry(UnitOfWork work, CallTime call, ProposedTime piece, string program, SignedNote? note) => new()
    {
        Id = Guid.CreateVersion7(work.Now),
        PracticeId = call.PracticeId,
        PatientId = call.PatientId,
        CallId = call.CallId,
        StaffId = call.StaffId,
        Staff = call.Staff,
        StaffRole = call.StaffRole,
        Program = program,
        Activity = piece.Activity,
        Start = piece.Stretch.Start,
        End = piece.Stretch.End,
        WrapUpEnd = call.AfterCall?.End,
        State = piece.State,
        Reason = piece.Reason,
        Why = piece.Why,
        Legs = string.Join(' ', call.Evidence),
        NoteId = piece.Activity is Activity.AfterCallWork ? note?.Id : null,
    };
}
