using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>What calls want to know of their triage.</summary>
public sealed class CallTriage(ProtocolShelf shelf) : ICallTriage, ICallDispositions
{
    public Task<Guid?> SessionOfAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        db.Set<TriageSession>().Where(s => s.CallId == callId).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel);

    public Task<bool> IsToldAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        db.Set<TriageSession>().AnyAsync(s => s.CallId == callId && (s.Stage == "told" || s.Stage == "signed"), cancel);

    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> callIds, CancellationToken cancel)
    {
        var rows = await db.Set<TriageSession>().Where(s => callIds.Contains(s.CallId) && s.DispositionCode != null && s.SignedNote != null)
            .Select(s => new { s.CallId, Code = s.DispositionCode! }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.CallId, r => shelf.InService.FindDisposition(r.Code)?.Title.Text ?? r.Code);
    }
}
