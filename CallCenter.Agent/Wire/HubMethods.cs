namespace CallCenter.Agent.Wire;

/// <summary>The hub at <see cref="Path"/> only pushes; the console commands by HTTP. Every name below is a message to the console.</summary>
public static class HubMethods
{
    public const string Path = "/hubs/console";

    /// <summary><see cref="QueueDelta"/></summary>
    public const string QueueChanged = nameof(QueueChanged);
    /// <summary><see cref="OfferView"/>, to the nurse it is for.</summary>
    public const string OfferMade = nameof(OfferMade);
    /// <summary><see cref="Wire.OfferEnded"/>, to the nurse it was for.</summary>
    public const string OfferEnded = nameof(OfferEnded);
    /// <summary><see cref="CallView"/>, to the call's nurse and to supervisors.</summary>
    public const string CallChanged = nameof(CallChanged);
    /// <summary><see cref="PresenceView"/></summary>
    public const string PresenceChanged = nameof(PresenceChanged);
    /// <summary><see cref="EscalationView"/></summary>
    public const string EscalationChanged = nameof(EscalationChanged);
    /// <summary><see cref="Wire.RotaChanged"/>, to everyone of the practice.</summary>
    public const string RotaChanged = nameof(RotaChanged);
    /// <summary><see cref="Wire.TextsStoppedChanged"/>, to the practice's supervisors.</summary>
    public const string TextsStoppedChanged = nameof(TextsStoppedChanged);
    /// <summary><see cref="DeliveryView"/></summary>
    public const string DeliveryChanged = nameof(DeliveryChanged);
    /// <summary><see cref="CallTimeView"/></summary>
    public const string TimeChanged = nameof(TimeChanged);
    /// <summary><see cref="Wire.ProtocolsChanged"/>, to everyone.</summary>
    public const string ProtocolsChanged = nameof(ProtocolsChanged);

    /// <summary><see cref="CoSignView"/>, to whoever may answer it and to the nurse who asked.</summary>
    public const string CoSignChanged = nameof(CoSignChanged);
    /// <summary><see cref="Wire.QueueAlarm"/>, to the practice's supervisors.</summary>
    public const string QueueAlarm = nameof(QueueAlarm);
    /// <summary><see cref="Wire.AlarmSeen"/>, to the practice's supervisors.</summary>
    public const string AlarmSeen = nameof(AlarmSeen);
    /// <summary><see cref="Wire.HandOverEnded"/>, to the nurse who handed over.</summary>
    public const string HandOverEnded = nameof(HandOverEnded);

    /// <summary>Console to server, every 10 s: "this nurse's console is alive". No arguments.</summary>
    public const string Heartbeat = nameof(Heartbeat);
}
