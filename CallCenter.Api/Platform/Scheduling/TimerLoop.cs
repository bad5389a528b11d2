using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Faults;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Scheduling;

/// <summary>Carries out due timers, each in a transaction of its own together with the removal of its row: once, or again after a crash.</summary>
public sealed class TimerLoop(
    Database database, CommandWriter writer, TimeProvider clock, WallClock wall, WakeUp wakeUp, KillPoints kill,
    IEnumerable<ITimerOwner> owners, ILogger<TimerLoop> log) : DueLoop(clock, wall, wakeUp, log)
{
    private const int LargestBatch = 100;

    private readonly Dictionary<string, ITimerOwner> _owners = owners.ToDictionary(o => o.Owner);

    public override async Task<int> RunDueAsync(CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        var now = Clock.GetUtcNow();
        var due = await db.Set<DurableTimer>().Where(t => t.DueAt <= now).OrderBy(t => t.Rank).ThenBy(t => t.DueAt).Take(LargestBatch).ToListAsync(cancel);
        await Task.WhenAll(due.Select(t => FireAsync(t, cancel)));
        return due.Count;
    }

    public override async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        return await db.Set<DurableTimer>().OrderBy(t => t.DueAt).Select(t => (DateTimeOffset?)t.DueAt).FirstOrDefaultAsync(cancel);
    }

    [SuppressMessage("Design", "CA1031", Justification = "One failing timer must not stop the others.")]
    private async Task FireAsync(DurableTimer timer, CancellationToken cancel)
    {
        try
        {
            await writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), (work, c) => CarryOutAsync(work, timer, c), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError("Timer {Owner}/{Kind} of {OwnerId} failed: {Failure}", timer.Owner, timer.Kind, timer.OwnerId, Codes.Of(failure));
            await PostponeAsync(timer, cancel);
        }
    }

    private async Task CarryOutAsync(UnitOfWork work, DurableTimer seen, CancellationToken cancel)
    {
        if (work.Find<DurableTimer>(seen.Id) is not { } timer || timer.Version != seen.Version || timer.DueAt != seen.DueAt) return;
        work.Remove(timer);
        // Saved first: the owner may set a timer of the same kind again in this very transaction.
        await work.SaveAsync(cancel);
        await _owners[timer.Owner].FireAsync(work, timer, cancel);
        await kill.HitAsync($"timer:{timer.Owner}.{timer.Kind}:before-commit");
        work.AfterCommit(() => kill.Hit($"timer:{timer.Owner}.{timer.Kind}:after-commit"));
    }

    private Task PostponeAsync(DurableTimer seen, CancellationToken cancel) =>
        writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), async (work, c) =>
        {
            var timer = await work.Set<DurableTimer>().FirstOrDefaultAsync(t => t.Id == seen.Id, c);
            if (timer is null) return;
            timer.Failures++;
            timer.DueAt = work.Now + Pause(timer.Failures);
        }, cancel);

    /// <summary>How far a failing timer is put off after its <paramref name="failures"/>th failure.</summary>
    public static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, failures)));
}
