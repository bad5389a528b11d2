using System.Collections.Frozen;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Features.Practices.Persistence;

/// <summary>
/// The practices as they are configured, in memory for the telephone. Whoever changes one says so (<see cref="Changed"/>): this host forgets at
/// once, the others when they hear it; should they not, nothing is older than <see cref="IPractices.OldestKnown"/>.
/// </summary>
internal sealed class KnownPractices
{
    private const string Signal = "practices";

    private readonly Database _database;
    private readonly WallClock _wall;
    private readonly HostSignals _others;
    private volatile Snapshot? _known;

    public KnownPractices(Database database, WallClock wall, HostSignals others)
    {
        (_database, _wall, _others) = (database, wall, others);
        others.Listen(Signal, _ => _known = null);
    }

    /// <summary>To be called in the transaction that changes a practice.</summary>
    public void Changed(UnitOfWork work) => work.AfterCommit(() =>
    {
        _known = null;
        _others.Send(Signal, "");
    });

    public ValueTask<Snapshot> AllAsync(Func<CallCenterDbContext, CancellationToken, Task<IReadOnlyList<PracticeProfile>>> read, CancellationToken cancel) =>
        _known is { } known && _wall.Provider.GetElapsedTime(known.ReadAt) < IPractices.OldestKnown ? new(known) : new(ReadAsync(read, cancel));

    // On a connection of its own: only what is committed is known.
    private async Task<Snapshot> ReadAsync(Func<CallCenterDbContext, CancellationToken, Task<IReadOnlyList<PracticeProfile>>> read, CancellationToken cancel)
    {
        var readAt = _wall.Provider.GetTimestamp();
        await using var db = _database.Read(PracticeScope.Everything(ScopeBypass.Webhook));
        var practices = await read(db, cancel);
        return _known = new Snapshot(readAt, practices.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal),
            practices.SelectMany(p => p.Lines, (p, line) => (line, p)).ToFrozenDictionary(x => x.line, x => x.p, StringComparer.Ordinal));
    }

    internal sealed record Snapshot(long ReadAt, FrozenDictionary<string, PracticeProfile> ById, FrozenDictionary<string, PracticeProfile> ByLine);
}
