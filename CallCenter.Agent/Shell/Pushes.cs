using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>Everything the server says unasked, as events inside the console. The hub's messages end here.</summary>
public sealed class Pushes
{
    private readonly Dictionary<(Type Kind, Guid Id), int> _pushed = [];

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

    /// <summary>Views pushed so far. Remembered when a question is sent, it tells afterwards what came before the answer.</summary>
    public int Count { get; private set; }

    /// <summary>This one was pushed since then: an answer that took longer may show how it was before. What changed it after the answer is pushed too.</summary>
    public bool Overtook<T>(Guid id, int since) => _pushed.GetValueOrDefault((typeof(T), id)) > since;

    /// <summary>Any of this kind was pushed since then.</summary>
    public bool Overtook<T>(int since) => Overtook<T>(Guid.Empty, since);

    /// <summary>A list as the server answered it; whatever was pushed while it was on its way stays as the pushes left it, or gone.</summary>
    public List<T> Newest<T>(IReadOnlyList<T> answered, IReadOnlyList<T> known, Func<T, Guid> id, int since) where T : class
    {
        var newest = answered.Select(a => Overtook<T>(id(a), since) ? known.FirstOrDefault(k => id(k) == id(a)) : a).OfType<T>();
        return [.. newest, .. known.Where(k => Overtook<T>(id(k), since) && answered.All(a => id(a) != id(k)))];
    }

    public void Receive(QueueDelta delta) => QueueChanged?.Invoke(delta);

    public void Receive(OfferView offer)
    {
        Stamp<OfferView>(offer.OfferId);
        OfferMade?.Invoke(offer);
    }

    public void Receive(OfferEnded ended)
    {
        Stamp<OfferView>(ended.OfferId);
        OfferEnded?.Invoke(ended);
    }

    public void Receive(CallView call)
    {
        Stamp<CallView>(call.CallId);
        CallChanged?.Invoke(call);
    }

    public void Receive(PresenceView presence)
    {
        Stamp<PresenceView>(presence.StaffId);
        PresenceChanged?.Invoke(presence);
    }

    public void Receive(EscalationView escalation)
    {
        Stamp<EscalationView>(escalation.EscalationId);
        EscalationChanged?.Invoke(escalation);
    }

    public void Receive(RotaChanged rota) => RotaChanged?.Invoke(rota);
    public void Receive(TextsStoppedChanged stopped) => TextsStoppedChanged?.Invoke(stopped);

    public void Receive(DeliveryView delivery)
    {
        Stamp<DeliveryView>(delivery.DeliveryId);
        DeliveryChanged?.Invoke(delivery);
    }

    public void Receive(CallTimeView time)
    {
        Stamp<CallTimeView>(time.CallId);
        TimeChanged?.Invoke(time);
    }

    public void Receive(CoSignView coSign)
    {
        Stamp<CoSignView>(coSign.CoSignId);
        CoSignChanged?.Invoke(coSign);
    }

    public void Receive(HandOverEnded ended) => HandOverEnded?.Invoke(ended);
    public void Receive(ProtocolsChanged protocols) => ProtocolsChanged?.Invoke(protocols);

    public void Receive(QueueAlarm alarm)
    {
        Stamp<QueueAlarm>(alarm.AlarmId);
        QueueAlarm?.Invoke(alarm);
    }

    public void Receive(AlarmSeen seen)
    {
        Stamp<QueueAlarm>(seen.AlarmId);
        AlarmSeen?.Invoke(seen);
    }

    public void Resume() => Resumed?.Invoke();

    private void Stamp<T>(Guid id) => _pushed[(typeof(T), id)] = _pushed[(typeof(T), Guid.Empty)] = ++Count;
}
