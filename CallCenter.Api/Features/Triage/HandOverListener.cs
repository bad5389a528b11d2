using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>A call that goes to another nurse takes its triage along: it rests while she is asked, and is hers with everything in it.</summary>
public sealed class HandOverListener(TriageSessions sessions, IStaff staff) : IListenTo<CallHandOverAsked>, IListenTo<CallHandOverEnded>, IListenTo<CallHandedOver>
{
    public Task HandleAsync(UnitOfWork work, CallHandOverAsked fact, CancellationToken cancel) =>
        WriteAsync(work, fact.CallId, fact.From, (id, at, by) => new Paused(id, at, by, "being handed over"), cancel);

    public Task HandleAsync(UnitOfWork work, CallHandOverEnded fact, CancellationToken cancel) =>
        WriteAsync(work, fact.CallId, fact.From, (id, at, by) => new Resumed(id, at, by), cancel);

    public async Task HandleAsync(UnitOfWork work, CallHandedOver fact, CancellationToken cancel)
    {
        var to = await ActorAsync(work, fact.To, cancel);
        await WriteAsync(work, fact.CallId, fact.From, (id, at, by) => new HandedOver(id, at, by, to, fact.Text), cancel);
    }

    /// <summary>What the session's stage does not permit (signed already, resumed already) is not written.</summary>
    private async Task WriteAsync(UnitOfWork work, Guid callId, Guid nurse, Func<Guid, DateTimeOffset, Actor, TriageEvent> made, CancellationToken cancel)
    {
        if (await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.CallId == callId, cancel) is not { } session) return;
        var (package, log) = (await sessions.PackageAsync(work.Db, session, cancel), await TriageSessions.LogAsync(work.Db, session.Id, cancel));
        var e = made(Guid.CreateVersion7(work.Now), work.Now, await ActorAsync(work, nurse, cancel));
        if (TriageEngine.Decide(package, log, e) is Accepted) await sessions.AppendAsync(work, session, package, log, e, cancel);
    }

    private async Task<Actor> ActorAsync(UnitOfWork work, Guid nurse, CancellationToken cancel) =>
        new(nurse.ToString("D"), (await staff.NamesAsync(work.Db, [nurse], cancel)).GetValueOrDefault(nurse, "a nurse"));
}
