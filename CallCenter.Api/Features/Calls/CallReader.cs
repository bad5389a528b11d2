using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>Calls, for the other slices.</summary>
public sealed class CallReader(CallBook book, IServiceProvider services) : ICalls, IPatientCalls
{
    public async Task<CallSummary?> GetAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        await db.Set<Call>().FirstOrDefaultAsync(c => c.Id == callId, cancel) is { } c
            ? new CallSummary(c.Id, c.PracticeId, c.Line, CallViews.StateName(c.State), c.IsEnded, c.Urgency, c.Language, c.PatientId, c.CallerKind.ToString().ToLowerInvariant(),
                c.CallerName, c.Relation, c.CallerNumber, c.VerifiedBy, c.PatientLocation, c.NurseId, c.StartedAt, c.QueuedAt, c.ConnectedAt, c.EndedAt) { CallerLabel = CallLabels.Of(c), PatientSaid = c.PatientSaid, PatientState = c.PatientState, EndReason = c.EndReason, Help911At = c.Help911At }
            : null;

    public async Task<int> EarlierWithin72HoursAsync(CallCenterDbContext db, Guid patientId, Guid callId, CancellationToken cancel)
    {
        if (await db.Set<Call>().Where(c => c.Id == callId).Select(c => (DateTimeOffset?)c.StartedAt).FirstOrDefaultAsync(cancel) is not { } start) return 0;
        var since = start.AddHours(-72);
        return await db.Set<Call>().CountAsync(c => c.PatientId == patientId && c.Id != callId && c.StartedAt >= since && c.StartedAt < start && c.ConnectedAt != null, cancel);
    }

    public async Task<IReadOnlyList<CallGuest>> GuestsAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        [.. (await db.Set<Party>().Where(p => p.CallId == callId && p.JoinedAt != null && p.Role != PartyRole.Caller && p.Role != PartyRole.Supervisor).OrderBy(p => p.JoinedAt).ToListAsync(cancel))
            .Select(p => new CallGuest(p.Role.ToString().ToLowerInvariant(), p.Name, p.JoinedAt!.Value, p.EndedAt, p.Plan is PartyPlan.Transfer))];

    public async Task<IReadOnlyList<(DateTimeOffset At, string What)>> RungAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        [.. (await db.Set<Party>().Where(p => p.CallId == callId && p.Role == PartyRole.Caller && p.CallSid != null).OrderBy(p => p.Place).ToListAsync(cancel))
            .Select(p => (p.AskedAt, $"{p.Name}: {(p.JoinedAt is null ? p.Result ?? "ringing" : "answered")}"))];

    public async Task<IReadOnlyList<string>> RecordingsAsync(CallCenterDbContext db, Guid callId, NodaTime.DateTimeZone zone, CancellationToken cancel)
    {
        var lines = new List<string>();
        foreach (var recording in await db.Set<CallRecording>().Where(r => r.CallId == callId && r.RecordingSid != null).OrderBy(r => r.AskedAt).ToListAsync(cancel))
            lines.Add(Recordings.Line(recording, await db.Set<RecordingSegment>().Where(s => s.RecordingId == recording.Id).OrderBy(s => s.Start).ToListAsync(cancel), zone));
        return lines;
    }

    public async Task NoteAsync(UnitOfWork work, Guid callId, string kind, string what, string actor, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, callId, cancel) is { } call) book.Note(work, call, kind, what, actor);
    }

    public async Task RaiseAsync(UnitOfWork work, Guid callId, UrgencyName urgency, string reason, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, callId, cancel) is { } call) await book.RaiseAsync(work, call, urgency, reason, cancel);
    }

    public async Task<VoiceStep?> SeatForClinicianAsync(UnitOfWork work, Guid callId, Guid seat, VoiceLink afterwards, CancellationToken cancel) =>
        await CallBook.FindAsync(work, callId, cancel) is { NurseJoined: true, State: CallState.Connected or CallState.OnHold } call ? CallScripts.ClinicianJoins(call, seat, afterwards) : null;

    public Task<VoiceScript?> ClinicianWaitsAsync(UnitOfWork work, Guid about, string callSid, string number, string name, CancellationToken cancel) =>
        book.ClinicianWaitsAsync(work, about, callSid, number, name, cancel);

    public Task LegEndedAsync(UnitOfWork work, string callSid, string status, CancellationToken cancel) => book.LegEndedAsync(work, callSid, status, cancel);

    public async Task<IReadOnlyList<EarlierCall>> EarlierAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel)
    {
        var calls = await db.Set<Call>().Where(c => c.PatientId == patientId && c.EndedAt != null).OrderByDescending(c => c.StartedAt).Take(10).ToListAsync(cancel);
        var dispositions = services.GetService<ICallDispositions>() is { } triage
            ? await triage.OfAsync(db, [.. calls.Select(c => c.Id)], cancel)
            : new Dictionary<Guid, string>();
        return [.. calls.Select(c => new EarlierCall(c.Id, c.StartedAt, c.Outcome ?? c.EndReason ?? CallViews.StateName(c.State), dispositions.GetValueOrDefault(c.Id)))];
    }
}
