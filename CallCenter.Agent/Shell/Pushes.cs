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
    public void Receive(OfferView offer) => Tell(typeof(OfferView), offer.OfferId, OfferMade, offer);
    public void Receive(OfferEnded ended) => Tell(typeof(OfferView), ended.OfferId, OfferEnded, ended);
    public void Receive(CallView call) => Tell(typeof(CallView), call.CallId, CallChanged, call);
    public void Receive(PresenceView presence) => Tell(typeof(PresenceView), presence.StaffId, PresenceChanged, presence);
    public void Receive(EscalationView escalation) => Tell(typeof(EscalationView), escalation.EscalationId, EscalationChanged, escalation);
    public void Receive(RotaChanged rota) => RotaChanged?.Invoke(rota);
    public void Receive(TextsStoppedChanged stopped) => TextsStoppedChanged?.Invoke(stopped);
    public void Receive(DeliveryView delivery) => Tell(typeof(DeliveryView), delivery.DeliveryId, DeliveryChanged, delivery);
    public void Receive(CallTimeView time) => Tell(typeof(CallTimeView), time.CallId, TimeChanged, time);
    public void Receive(CoSignView coSign) => Tell(typeof(CoSignView), coSign.CoSignId, CoSignChanged, coSign);
    public void Receive(HandOverEnded ended) => HandOverEnded?.Invoke(ended);
    public void Receive(ProtocolsChanged protocols) => ProtocolsChanged?.Invoke(protocols);
    public void Receive(QueueAlarm alarm) => Tell(typeof(QueueAlarm), alarm.AlarmId, QueueAlarm, alarm);
    public void Receive(AlarmSeen seen) => Tell(typeof(QueueAlarm), seen.AlarmId, AlarmSeen, seen);
    public void Resume() => Resumed?.Invoke();

    private void Tell<T>(Type view, Guid id, Action<T>? listeners, T news)
    {
        _pushed[(view, id)] = _pushed[(view, Guid.Empty)] = ++Count;
        listeners?.Invoke(news);
    }
}
