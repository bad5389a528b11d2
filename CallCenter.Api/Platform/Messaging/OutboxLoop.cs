using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Faults;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Messaging;

/// <summary>Claims due messages under a lease, sends them in parallel without holding the database, and records each outcome.</summary>
public sealed class OutboxLoop(
    Database database, CommandWriter writer, TimeProvider clock, WallClock wall, WakeUp wakeUp, KillPoints kill, Meters meters,
    IEnumerable<IOutboxHandler> handlers, ILogger<OutboxLoop> log) : DueLoop(clock, wall, wakeUp, log)
{
    /// <summary>How many rows are looked at; behind so many of one addressee nothing of another would be seen.</summary>
    private const int Look = 100;

    private static readonly OutboxAddressee[] Addressees = Enum.GetValues<OutboxAddressee>();
    private static readonly TimeSpan WithoutHandler = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(h => h.Kind);
    private readonly ConcurrentDictionary<Guid, Task> _sending = new();
    private readonly int[] _underWay = new int[Addressees.Length];

    public bool Idle => _sending.IsEmpty;

    public override async Task<int> RunDueAsync(CancellationToken cancel)
    {
        if (!await AnyDueAsync(cancel)) return 0;
        var claimed = await writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), ClaimAsync, cancel);
        foreach (var (message, mayHaveBeenSent) in claimed)
        {
            Interlocked.Increment(ref _underWay[(int)_handlers[message.Kind].Addressee]);
            _sending[message.Id] = SendAsync(message, mayHaveBeenSent, cancel);
        }

        return claimed.Count;
    }

    public override async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        return await NotWaitingForAPlace(db.Set<OutboxMessage>()).Where(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending)
            .Select(m => (DateTimeOffset?)(m.State == OutboxState.Queued ? m.DueAt : m.LeaseUntil)).OrderBy(t => t).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Waits until nothing is being sent.</summary>
    public async Task SettleAsync()
    {
        while (_sending.Values.FirstOrDefault() is { } sending) await sending;
    }

    private async Task<bool> AnyDueAsync(CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        var now = Clock.GetUtcNow();
        return await NotWaitingForAPlace(db.Set<OutboxMessage>()).AnyAsync(m =>
            (m.State == OutboxState.Queued && m.DueAt <= now) || (m.State == OutboxState.Sending && m.LeaseUntil <= now), cancel);
    }

    private async Task<List<(OutboxMessage, bool)>> ClaimAsync(UnitOfWork work, CancellationToken cancel)
    {
        var due = await DueAsync(work, cancel);
        var lanes = due.Where(m => m.Lane is not null).Select(m => m.Lane).Distinct().ToList();
        var blocked = await work.Set<OutboxMessage>()
            .Where(m => m.Lane != null && lanes.Contains(m.Lane) && (m.State == OutboxState.Queued || m.State == OutboxState.Sending))
            .Select(m => new { m.Lane, m.Id, m.CreatedAt }).ToListAsync(cancel);
        var heads = blocked.GroupBy(m => m.Lane).ToDictionary(g => g.Key!, g => g.OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).First().Id);
        var claimed = new List<(OutboxMessage, bool)>();
        var places = Addressees.Select(a => Places(a) - Volatile.Read(ref _underWay[(int)a])).ToArray();
        foreach (var message in due.Where(m => m.Lane is null || heads[m.Lane] == m.Id))
        {
            if (!_handlers.TryGetValue(message.Kind, out var handler))
            {
                PutOff(work, message);
                continue;
            }

            if (places[(int)handler.Addressee]-- <= 0) continue;
            claimed.Add((message, message.State is OutboxState.Sending || message.LastCode is "unknown"));
            message.State = OutboxState.Sending;
            message.Attempts++;
            message.LeaseUntil = work.Now + handler.Lease;
        }

        return claimed;
    }

    private async Task<List<OutboxMessage>> DueAsync(UnitOfWork work, CancellationToken cancel)
    {
        var all = work.Set<OutboxMessage>().Where(m => (m.State == OutboxState.Queued && m.DueAt <= work.Now) || (m.State == OutboxState.Sending && m.LeaseUntil <= work.Now))
            .OrderBy(m => m.Rank).ThenBy(m => m.CreatedAt).ThenBy(m => m.Id);
        var due = await all.Take(Look).ToListAsync(cancel);
        if (due.Count < Look) return due;
        // A backlog: whatever stands behind it is looked for by addressee, the live calls first.
        foreach (var addressee in Addressees)
        {
            var kinds = _handlers.Values.Where(h => h.Addressee == addressee).Select(h => h.Kind).ToList();
            due.AddRange(await all.Where(m => kinds.Contains(m.Kind)).Take(Places(addressee)).ToListAsync(cancel));
        }

        return [.. due.Distinct()];
    }

    /// <summary>Without those whose addressee has no place free: they are looked at when one of theirs is done.</summary>
    private IQueryable<OutboxMessage> NotWaitingForAPlace(IQueryable<OutboxMessage> all)
    {
        var full = _handlers.Values.Where(h => Volatile.Read(ref _underWay[(int)h.Addressee]) >= Places(h.Addressee)).Select(h => h.Kind).ToList();
        return full.Count == 0 ? all : all.Where(m => !full.Contains(m.Kind));
    }

    private static int Places(OutboxAddressee addressee) => addressee switch
    {
        OutboxAddressee.LiveCall or OutboxAddressee.Person => 32,
        OutboxAddressee.Mail => 8,
        OutboxAddressee.Record => 20,
    };

    // Of a newer version, after a step back: kept for it, and nothing else waits.
    private void PutOff(UnitOfWork work, OutboxMessage message)
    {
        message.DueAt = work.Now + WithoutHandler;
        message.State = OutboxState.Queued;
        message.LeaseUntil = null;
        log.LogError("Outbox {Kind} {Id}: this version does not know how to send it", message.Kind, message.Id);
    }

    [SuppressMessage("Design", "CA1031", Justification = "One failing message must not stop the others.")]
    private async Task SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        await Task.Yield();
        try
        {
            kill.Hit($"outbox:{message.Kind}:before-send");
            OutboxOutcome outcome;
            try
            {
                outcome = await _handlers[message.Kind].SendAsync(message, mayHaveBeenSent, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.LogWarning("Outbox {Kind} {Id} failed: {Failure}", message.Kind, message.Id, Codes.Of(failure));
                outcome = OutboxOutcome.Unknown(Codes.Of(failure));
            }

            kill.Hit($"outbox:{message.Kind}:after-send");
            await writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), (work, c) => RecordAsync(work, message.Id, mayHaveBeenSent, outcome, c), cancel);
            meters.Outbox(message.Kind, outcome.Verdict.ToString());
        }
        catch (Exception failure)
        {
            // Not recorded: the lease runs out and the next attempt is told that this one may have arrived.
            if (!cancel.IsCancellationRequested)
                log.LogError("Outbox {Kind} {Id} could not be recorded: {Failure}", message.Kind, message.Id, Codes.Of(failure));
        }
        finally
        {
            _sending.TryRemove(message.Id, out _);
            var addressee = _handlers[message.Kind].Addressee;
            // One of those that waited for a place may go.
            if (Interlocked.Decrement(ref _underWay[(int)addressee]) == Places(addressee) - 1) LookAgain();
        }
    }

    private static async Task RecordAsync(UnitOfWork work, Guid id, bool mayHaveBeenSent, OutboxOutcome outcome, CancellationToken cancel)
    {
        var message = await work.Set<OutboxMessage>().FirstAsync(m => m.Id == id, cancel);
        if (message.State is OutboxState.Sent or OutboxState.Dead) return;
        message.LeaseUntil = null;
        // What may have been sent stays so until somebody knows: a look-up that failed is no proof of the contrary.
        var unknown = outcome.Verdict is OutboxVerdict.Unknown || (outcome.Verdict is OutboxVerdict.Retry && mayHaveBeenSent);
        message.LastCode = unknown ? "unknown" : outcome.Code;
        switch (outcome.Verdict)
        {
            case OutboxVerdict.Sent:
                (message.State, message.SentAt) = (OutboxState.Sent, work.Now);
                break;
            case OutboxVerdict.Dead:
                message.State = OutboxState.Dead;
                break;
            case OutboxVerdict.Retry or OutboxVerdict.Unknown:
                message.State = OutboxState.Queued;
                message.DueAt = work.Now + (outcome.After ?? TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, message.Attempts))));
                break;
        }

        if (outcome.Apply is { } apply) await apply(work, cancel);
    }
}
