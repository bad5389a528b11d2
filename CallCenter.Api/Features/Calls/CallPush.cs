using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using System.Threading.Channels;

namespace CallCenter.Api.Features.Calls;

/// <summary>Shows a changed call to its nurse and to the practice's supervisors, as it stands after the commit.</summary>
public sealed class CallPush(Database database, IServiceProvider services, ConsolePush push, ConsoleScopes scopes, ILogger<CallPush> log) : BackgroundService
{
    private readonly Channel<(Guid CallId, string PracticeId)> _changed = Channel.CreateUnbounded<(Guid, string)>(new UnboundedChannelOptions { SingleReader = true });

    public void Changed(UnitOfWork work, Call call)
    {
        var (id, practice) = (call.Id, call.PracticeId);
        work.AfterCommit(() => _changed.Writer.TryWrite((id, practice)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var views = services.GetRequiredService<CallViews>();
        try
        {
            while (await _changed.Reader.WaitToReadAsync(stoppingToken))
            {
                var batch = new HashSet<(Guid, string)>();
                while (_changed.Reader.TryRead(out var one)) batch.Add(one);
                foreach (var (id, practice) in batch) await ShowAsync(views, id, practice, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task ShowAsync(CallViews views, Guid id, string practice, CancellationToken cancel)
    {
        try
        {
            if (!scopes.MayBeWatched(practice)) return;
            await using var db = database.Read(PracticeScope.Of(practice));
            if (await views.ForAsync(db, id, cancel) is not { } view) return;
            if (view.NurseId is { } nurse) push.ToPerson(nurse, HubMethods.CallChanged, view);
            push.ToSupervisors(practice, HubMethods.CallChanged, view);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("Call {CallId} could not be shown: {Failure}", id, Codes.Of(failure));
        }
    }
}
