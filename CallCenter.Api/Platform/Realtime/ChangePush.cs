using System.Threading.Channels;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>
/// Shows changed rows to consoles as they stand after the commit: several changes of one row that come together are shown once, and
/// nothing is worked out for a practice that no console is watching.
/// </summary>
public abstract class ChangePush(Database database, ConsoleScopes scopes, ILogger log) : BackgroundService
{
    private readonly Channel<(Guid Id, string PracticeId)> _changed = Channel.CreateUnbounded<(Guid, string)>(new UnboundedChannelOptions { SingleReader = true });

    protected ConsoleScopes Scopes { get; } = scopes;

    /// <param name="isShown">Asked after the commit: whether anybody is shown this row at all.</param>
    protected void Changed(UnitOfWork work, Guid id, string practiceId, Func<bool>? isShown = null) => work.AfterCommit(() =>
    {
        if (Scopes.MayBeWatched(practiceId) && isShown?.Invoke() is not false) _changed.Writer.TryWrite((id, practiceId));
    });

    /// <param name="db">Sees the row's practice and nothing else.</param>
    protected abstract Task ShowAsync(CallCenterDbContext db, Guid id, string practiceId, CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _changed.Reader.WaitToReadAsync(stoppingToken))
            {
                var batch = new HashSet<(Guid, string)>();
                while (_changed.Reader.TryRead(out var one)) batch.Add(one);
                foreach (var (id, practiceId) in batch) await ReadAndShowAsync(id, practiceId, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task ReadAndShowAsync(Guid id, string practiceId, CancellationToken cancel)
    {
        try
        {
            await using var db = database.Read(PracticeScope.Of(practiceId));
            await ShowAsync(db, id, practiceId, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("{Id} could not be shown: {Failure}", id, Codes.Of(failure));
        }
    }
}
