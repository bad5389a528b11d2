using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>Everything the server says unasked, as events inside the console. The hub's messages end here.</summary>
public sealed class Pushes
{
    private readonly Dictionary<Guid, int> _pushed = [];

    public event Action<QueueDelta>? QueueChanged;
    public event Action<OfferView>? OfferMade;
    public event Action<OfferEnded>? OfferEnded;
    public event Action<CallView>? CallChanged;
    public event Action<PresenceView>? PresenceChanged;
    public event Action<EscalationView>? EscalationChanged;
    public event Action<RotaChanged>? RotaChanged;
    public event Action<TextsStoppedChanged>? TextsStoppedChanged;
    public event Action<DeliveryView>? DeliveryChanged;
    public event Action<CallTimeView>? TimeChanged;
    public event Action<CoSignView>? CoSignChanged;
    public event Action<HandOverEnded>? HandOverEnded;
    public event Action<ProtocolsChanged>? ProtocolsChanged;
    public event Action<QueueAlarm>? QueueAlarm;
    public event Action<AlarmSeen>? AlarmSeen;

    /// <summary>The link was away and is back: whatever was pushed meanwhile is lost, so ask for everything anew.</summary>
    public event Action? Resumed;

    /// <summary>Calls pushed so far. Remembered when a question is sent, it tells afterwards what came before the answer.</summary>
    public int CallsPushed { get; private set; }

    /// <summary>The call was pushed since then: an answer that took longer may show how it was before.</summary>
    public bool Overtook(Guid call, int since) => _pushed.GetValueOrDefault(call) > since;

    public void Receive(QueueDelta delta) => QueueChanged?.Invoke(delta);
    public void Receive(OfferView offer) => OfferMade?.Invoke(offer);
    public void Receive(OfferEnded ended) => OfferEnded?.Invoke(ended);
    public void Receive(CallView call)
    {
        _pushed[call.CallId] = ++CallsPushed;
        CallChanged?.Invoke(call);
    }

    public void Receive(PresenceView presence) => PresenceChanged?.Invoke(presence);
    public void Receive(EscalationView escalation) => EscalationChanged?.Invoke(escalation);
    public void Receive(RotaChanged rota) => RotaChanged?.Invoke(rota);
    public void Receive(TextsStoppedChanged stopped) => TextsStoppedChanged?.Invoke(stopped);
    public void Receive(DeliveryView delivery) => DeliveryChanged?.Invoke(delivery);
    public void Receive(CallTimeView time) => TimeChanged?.Invoke(time);
    public void Receive(CoSignView coSign) => CoSignChanged?.Invoke(coSign);
    public void Receive(HandOverEnded ended) => HandOverEnded?.Invoke(ended);
    public void Receive(ProtocolsChanged protocols) => ProtocolsChanged?.Invoke(protocols);
    public void Receive(QueueAlarm alarm) => QueueAlarm?.Invoke(alarm);
    public void Receive(AlarmSeen seen) => AlarmSeen?.Invoke(seen);
    public void Resume() => Resumed?.Invoke();
}
