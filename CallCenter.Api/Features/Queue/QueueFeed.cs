using System.Diagnostics.CodeAnalysis;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>
/// Deltas of the queue to the consoles: at once, but at most thirty in a second; what comes meanwhile goes together. A limit at the very
/// pace of the changes would make one late push late for ever. Every push goes to every scope under the same sequence number, so a console
/// that misses one sees the gap, wherever the change was.
/// </summary>
public sealed class QueueFeed(
    Database database, IPractices practices, IStaff staff, TimeProvider clock, WallClock wall, ConsolePush push, ConsoleScopes scopes,
    HostSignals others, ILogger<QueueFeed> log) : BackgroundService
{
    private const string Signal = "queue";
    private const int MostASecond = 30;
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(15);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private HashSet<Guid> _changed = [];
    private long _sequence;

    public void Changed(UnitOfWork work, Guid callId) => work.AfterCommit(() =>
    {
        Take(callId);
        others.Send(Signal, callId.ToString("N"));
    });

    /// <summary>Read after the sequence number, so that a change in between is sent again rather than missed.</summary>
    public async Task<QueueSnapshot> SnapshotAsync(PracticeScope scope, CancellationToken cancel)
    {
        var sequence = Interlocked.Read(ref _sequence);
        return new QueueSnapshot(sequence, await ItemsAsync(scope, cancel));
    }

    [SuppressMessage("Design", "CA1031", Justification = "A failed push heals by the next snapshot; the feed must go on.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        others.Listen(Signal, id => Take(Guid.ParseExact(id, "N")));
        var pushed = new Queue<long>(MostASecond);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(stoppingToken);
                if (pushed.Count > 0) await RestAsync(pushed.Last(), Together, stoppingToken);
                if (pushed.Count == MostASecond) await RestAsync(pushed.Dequeue(), TimeSpan.FromSeconds(1), stoppingToken);
                HashSet<Guid> changed;
                lock (_gate) (changed, _changed) = (_changed, []);
                if (changed.Count == 0) continue;
                pushed.Enqueue(wall.Provider.GetTimestamp());
                await PushAsync(changed, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError("Queue push failed: {Failure}", Codes.Of(failure));
            }
        }
    }

    private Task RestAsync(long since, TimeSpan length, CancellationToken cancel) =>
        length - wall.Provider.GetElapsedTime(since) is var rest && rest > TimeSpan.Zero ? Task.Delay(rest, wall.Provider, cancel) : Task.CompletedTask;

    private void Take(Guid callId)
    {
        lock (_gate)
        {
            _changed.Add(callId);
            if (_wake.CurrentCount == 0) _wake.Release();
        }
    }

    private async Task PushAsync(HashSet<Guid> changed, CancellationToken cancel)
    {
        var sequence = Interlocked.Increment(ref _sequence);
        foreach (var (group, scope) in scopes.WithQueue)
        {
            var items = await ItemsAsync(scope, cancel);
            var present = items.Select(i => i.CallId).ToHashSet();
            push.ToGroup(group, HubMethods.QueueChanged, new QueueDelta(
                sequence, [.. items.Where(i => changed.Contains(i.CallId))], [.. changed.Where(c => !present.Contains(c))], [.. items.Select(i => i.CallId)]));
        }
    }

    private async Task<IReadOnlyList<QueueItem>> ItemsAsync(PracticeScope scope, CancellationToken cancel)
    {
        await using var db = database.Read(scope);
        var rows = await db.Set<WaitingCall>().Where(c => c.HandOverFrom == null).ToDictionaryAsync(c => c.CallId, cancel);
        if (rows.Count == 0) return [];
        var offerIds = rows.Values.Select(r => r.OfferId).OfType<Guid>().ToList();
        var offers = await db.Set<Offer>().Where(o => offerIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        var names = await staff.NamesAsync(db, [.. offers.Values.Select(o => o.NurseId)], cancel);
        var byId = new Dictionary<string, PracticeProfile>();
        foreach (var practice in rows.Values.Select(r => r.PracticeId).Distinct())
            if (await practices.KnownAsync(scope, practice, cancel) is { } profile) byId[practice] = profile;
        var order = Routing.InOrderOfService(rows.Values.Select(OfferDesk.Facts), clock.GetUtcNow());
        return [.. order.Select(o => Item(rows[o.CallId], byId, offers, names))];
    }

    private static QueueItem Item(
        WaitingCall row, Dictionary<string, PracticeProfile> practices, Dictionary<Guid, Offer> offers, IReadOnlyDictionary<Guid, string> names)
    {
        var offer = row.OfferId is { } id ? offers.GetValueOrDefault(id) : null;
        var practice = practices.GetValueOrDefault(row.PracticeId);
        return new QueueItem(row.CallId, row.PracticeId, practice?.Name ?? row.PracticeId, practice?.TimeZone ?? "Etc/UTC", row.Urgency, row.CallerLabel,
            row.Language, row.Reason, offer is not null ? "offered" : row.Ringing ? "ringing-back" : row.CallBack ? "call-back" : row.Message ? "message" : "waiting", row.WaitingSince, offer is null ? null : names.GetValueOrDefault(offer.NurseId), row.NobodyAnswersAt is not null) { Message = row.Message };
    }
}
