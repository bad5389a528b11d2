using CallCenter.Agent.Wire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Agent.Shell;

public enum LinkState { Off, Connecting, Connected, Reconnecting }

/// <summary>The line on which the server pushes. It reconnects for ever; a nurse never has to reload.</summary>
public sealed class LiveLink(NavigationManager navigation, Pushes pushes, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private HubConnection? _hub;
    private ITimer? _heart;

    public LinkState State { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public event Action? Changed;

    public async Task StartAsync(CancellationToken cancel)
    {
        if (_hub is not null) return;
        _hub = new HubConnectionBuilder()
            .WithUrl(navigation.ToAbsoluteUri(HubMethods.Path))
            .WithAutomaticReconnect(new ForEver())
            .Build();
        Listen(_hub);
        _heart = time.CreateTimer(_ => _ = BeatAsync(), null, Heartbeat, Heartbeat);
        Become(LinkState.Connecting);
        await ConnectAsync(_hub, cancel);
    }

    public async Task StopAsync()
    {
        _heart?.Dispose();
        var hub = _hub;
        _hub = null;
        Become(LinkState.Off);
        if (hub is not null) await hub.DisposeAsync();
    }

    // The first connection has no automatic retry of its own.
    private async Task ConnectAsync(HubConnection hub, CancellationToken cancel)
    {
        for (var attempt = 0; hub == _hub; attempt++)
            try
            {
                await hub.StartAsync(cancel);
                Become(LinkState.Connected);
                pushes.Resume();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.WebSockets.WebSocketException or TimeoutException or InvalidOperationException)
            {
                Become(LinkState.Reconnecting);
                await Task.Delay(ForEver.Pause(attempt), time, cancel);
            }
    }

    private void Listen(HubConnection hub)
    {
        hub.On<QueueDelta>(HubMethods.QueueChanged, pushes.Receive);
        hub.On<OfferView>(HubMethods.OfferMade, pushes.Receive);
        hub.On<OfferEnded>(HubMethods.OfferEnded, pushes.Receive);
        hub.On<CallView>(HubMethods.CallChanged, pushes.Receive);
        hub.On<PresenceView>(HubMethods.PresenceChanged, pushes.Receive);
        hub.On<EscalationView>(HubMethods.EscalationChanged, pushes.Receive);
        hub.On<RotaChanged>(HubMethods.RotaChanged, pushes.Receive);
        hub.On<TextsStoppedChanged>(HubMethods.TextsStoppedChanged, pushes.Receive);
        hub.On<DeliveryView>(HubMethods.DeliveryChanged, pushes.Receive);
        hub.On<CallTimeView>(HubMethods.TimeChanged, pushes.Receive);
        hub.On<CoSignView>(HubMethods.CoSignChanged, pushes.Receive);
        hub.On<HandOverEnded>(HubMethods.HandOverEnded, pushes.Receive);
        hub.On<ProtocolsChanged>(HubMethods.ProtocolsChanged, pushes.Receive);
        hub.On<QueueAlarm>(HubMethods.QueueAlarm, pushes.Receive);
        hub.On<AlarmSeen>(HubMethods.AlarmSeen, pushes.Receive);
        hub.Reconnecting += _ => BecomeLater(LinkState.Reconnecting);
        hub.Reconnected += _ =>
        {
            Become(LinkState.Connected);
            pushes.Resume();
            return Task.CompletedTask;
        };
    }

    private async Task BeatAsync()
    {
        if (_hub is not { State: HubConnectionState.Connected } hub) return;
        try
        {
            await hub.SendAsync(HubMethods.Heartbeat);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or OperationCanceledException)
        {
            // The link broke under the beat: the reconnect that follows says so to everyone.
        }
    }

    private Task BecomeLater(LinkState state)
    {
        Become(state);
        return Task.CompletedTask;
    }

    private void Become(LinkState state)
    {
        if (state == State) return;
        State = state;
        Since = time.GetUtcNow();
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private sealed class ForEver : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => Pause((int)retryContext.PreviousRetryCount);

        public static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Math.Min(5000, 250 << Math.Min(attempt, 5)));
    }
}
