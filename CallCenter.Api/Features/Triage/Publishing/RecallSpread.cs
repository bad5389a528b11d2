using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Time;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>
/// Carries a recall into every session of the package, open calls first, a few in each transaction so that no caller waits for it. What
/// is still to do follows from the rows alone: a crash, a second host or a call signed meanwhile leaves nothing out.
/// </summary>
public sealed class RecallSpread(Database database, CommandWriter writer, IServiceProvider services, WallClock wall, ILogger<RecallSpread> log) : BackgroundService
{
    private const int Step = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly PracticeScope Scope = PracticeScope.Everything(ScopeBypass.Protocols);

    /// <summary>Signed after it was told: its answers were given on the recalled ladder all the same, so it too waits for a review.</summary>
    private static readonly Expression<Func<TriageSession, bool>> IsUntold =
        s => s.RecalledAt == null || (s.SignedAt != null && s.RecalledAt < s.SignedAt && s.ReviewedAt == null);

    private TaskCompletionSource _woken = New();

    public void Wake() => _woken.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_woken.Task.IsCompleted) _woken = New();
            var woken = _woken.Task;
            await SpreadAllAsync(stoppingToken);
            await Task.WhenAny(woken, Task.Delay(Pause, wall.Provider, stoppingToken));
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A recall that stops spreading silently leaves calls unwarned.")]
    private async Task SpreadAllAsync(CancellationToken cancel)
    {
        try
        {
            while (await SpreadAsync(cancel) > 0) { }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        catch (DbUpdateConcurrencyException)
        {
            // Another host, or the call's nurse, wrote first: the rows say what is left.
        }
        catch (Exception failure)
        {
            log.LogError("A recall could not be carried on: {Failure}", Codes.Of(failure));
        }
    }

    private async Task<int> SpreadAsync(CancellationToken cancel)
    {
        await using var db = database.Read(Scope);
        var recalled = await db.Set<PinnedPackage>().Where(p => p.RecalledAt != null).Select(p => p.Digest).ToListAsync(cancel);
        if (recalled.Count == 0) return 0;
        var untold = await db.Set<TriageSession>().Where(s => recalled.Contains(s.PackageDigest)).Where(IsUntold)
            .OrderBy(s => s.SignedAt != null).ThenByDescending(s => s.OpenedAt).Select(s => s.Id).Take(Step).ToListAsync(cancel);
        if (untold.Count > 0) await writer.RunAsync(Scope, (work, c) => TellAsync(work, untold, c), cancel);
        return untold.Count;
    }

    // Asked for late: the sessions need what recalls.
    private async Task TellAsync(UnitOfWork work, IReadOnlyList<Guid> untold, CancellationToken cancel)
    {
        var (sessions, calls) = (services.GetRequiredService<TriageSessions>(), services.GetRequiredService<ICalls>());
        foreach (var session in await work.Set<TriageSession>().Where(s => untold.Contains(s.Id)).Where(IsUntold).ToListAsync(cancel))
        {
            var pinned = await work.Set<PinnedPackage>().Where(p => p.Digest == session.PackageDigest).Select(p => new { p.RecalledBy, p.RecallReason }).FirstAsync(cancel);
            await RecallDesk.TellAsync(sessions, work, session, await sessions.PackageAsync(work.Db, session, cancel), await TriageSessions.LogAsync(work.Db, session.Id, cancel),
                new Actor(AuditActor.Engine, pinned.RecalledBy ?? RecallDesk.System.Name), pinned.RecallReason ?? "", cancel);
            // Shown to the nurse who has the call now.
            if (session.SignedAt is null)
                await calls.NoteAsync(work, session.CallId, "recall", "The protocols of this call were recalled. Go on with care; the reason is on the call screen.", AuditActor.Engine, cancel);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
