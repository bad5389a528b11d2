using System.Threading.Channels;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.Escalation;

/// <summary>Shows a changed escalation to its nurse and to the practice's supervisors, as it stands after the commit.</summary>
internal sealed class EscalationNews(Database database, IServiceProvider services, ConsolePush push, ILogger<EscalationNews> log) : BackgroundService
{
    private readonly Channel<(Guid Id, string PracticeId)> _changed = Channel.CreateUnbounded<(Guid, string)>(new UnboundedChannelOptions { SingleReader = true });

    public void Changed(UnitOfWork work, EscalationCase escalation)
    {
        var (id, practice) = (escalation.Id, escalation.PracticeId);
        work.AfterCommit(() => _changed.Writer.TryWrite((id, practice)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var views = services.GetRequiredService<EscalationViews>();
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

    private async Task ShowAsync(EscalationViews views, Guid id, string practice, CancellationToken cancel)
    {
        try
        {
            await using var db = database.Read(PracticeScope.Of(practice));
            if (await views.ForAsync(db, id, cancel) is not { } shown) return;
            push.ToPerson(shown.NurseId, HubMethods.EscalationChanged, shown.View);
            push.ToSupervisors(practice, HubMethods.EscalationChanged, shown.View);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("Escalation {EscalationId} could not be shown: {Failure}", id, Codes.Of(failure));
        }
    }
}
