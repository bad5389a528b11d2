using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>Calls that are over, to be found again: after a complaint, for the recording, for the reason a caller was lost.</summary>
internal sealed class PastCallList(IPractices practices, IPatients patients, IStaff staff, TimeProvider clock)
{
    private const int MostShown = 200;

    /// <param name="only">One call, however long ago; null: all of these days.</param>
    public async Task<PastCalls> OfAsync(CallCenterDbContext db, Person person, int days, Guid? only, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().AddDays(-days);
        var ended = db.Set<Call>().Where(c => c.EndedAt != null && (only == null ? c.StartedAt >= since : c.Id == only));
        if (!person.IsSupervisor) ended = ended.Where(c => c.NurseId == person.StaffId);
        var calls = await ended.OrderByDescending(c => c.StartedAt).ThenBy(c => c.Id).Take(MostShown + 1).ToListAsync(cancel);
        var shown = calls.Take(MostShown).ToList();
        var known = (await practices.AllAsync(db, cancel)).ToDictionary(p => p.Id);
        var names = await staff.NamesAsync(db, [.. shown.Select(c => c.NurseId).OfType<Guid>().Distinct()], cancel);
        var rung = await patients.NamesAsync(db, [.. shown.Where(c => c is { Outbound: true, CallerKind: CallerKind.Unknown }).Select(c => c.PatientId).OfType<Guid>().Distinct()], cancel);
        var ids = shown.ConvertAll(c => c.Id);
        var sounds = await db.Set<CallRecording>().Where(r => ids.Contains(r.CallId) && r.State != RecordingState.Absent)
            .GroupBy(r => r.CallId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return new(days, [.. shown.Select(c => Item(c, c.PatientId is { } patient ? rung.GetValueOrDefault(patient) : null, known.GetValueOrDefault(c.PracticeId), c.NurseId is { } nurse ? names.GetValueOrDefault(nurse) : null, sounds.GetValueOrDefault(c.Id)))], calls.Count > MostShown);
    }

    /// <param name="rung">For whom we rang, when nobody has said who answered.</param>
    private static PastCall Item(Call c, PatientName? rung, PracticeProfile? practice, string? nurse, int sounds) => new(
        c.Id, c.PracticeId, practice?.Name ?? c.PracticeId, practice?.TimeZone ?? "Etc/UTC", c.StartedAt, c.Urgency, CallViews.StateName(c.State), rung is null || c.CallerKind is not CallerKind.Unknown ? CallLabels.Of(c) : $"for {CallLabels.Short(rung.Name)}", nurse,
        c.QueuedAt is { } queued ? (c.ConnectedAt ?? c.EndedAt) - queued : null, c.EndedAt - c.ConnectedAt, c.EndReason, c.Outcome, c.Outbound, sounds);
}
