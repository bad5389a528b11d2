using System.Threading.Channels;
using CallCenter.Api.Platform.Observability;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>Sends to consoles after a commit, in order, without making anyone wait. A push that is lost is healed by the console's next snapshot.</summary>
public sealed class ConsolePush(IHubContext<ConsoleHub> hub, ILogger<ConsolePush> log) : BackgroundService
{
    private readonly Channel<(string Group, string Method, object Message)> _pending = Channel.CreateUnbounded<(string, string, object)>(
        new UnboundedChannelOptions { SingleReader = true });

    public void ToPerson(Guid staffId, string method, object message) => Send(ConsoleGroups.Person(staffId), method, message);

    public void ToPractice(string practiceId, string method, object message) => Send(ConsoleGroups.Practice(practiceId), method, message);

    public void ToSupervisors(string practiceId, string method, object message) => Send(ConsoleGroups.Supervisors(practiceId), method, message);

    /// <summary>Supervisors and the practice's own managers.</summary>
    public void ToOverseers(string practiceId, string method, object message) => Send(ConsoleGroups.Overseers(practiceId), method, message);

    public void ToGroup(string group, string method, object message) => Send(group, method, message);

    private void Send(string group, string method, object message) => _pending.Writer.TryWrite((group, method, message));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (group, method, message) in _pending.Reader.ReadAllAsync(stoppingToken))
                await SendAsync(group, method, message, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task SendAsync(string group, string method, object message, CancellationToken cancel)
    {
        try
        {
            await hub.Clients.Group(group).SendAsync(method, message, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("Push {Method} failed: {Failure}", method, Codes.Of(failure));
        }
    }
}
