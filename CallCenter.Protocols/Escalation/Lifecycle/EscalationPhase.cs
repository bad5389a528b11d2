namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>Where an escalation stands. There is no "exhausted": it ends with a person, or it still asks.</summary>
public enum EscalationPhase
{
    /// <summary>Written in the transaction that confirmed the disposition; nobody was asked yet.</summary>
    Armed,
    /// <summary>A step's people are being asked.</summary>
    Paging,
    /// <summary>Not urgent and all who could be asked have quiet hours; waits for their end.</summary>
    Held,
    /// <summary>The supervisor is asked and the desk alarm is on, again and again.</summary>
    LastResort,
    /// <summary>A named person took responsibility.</summary>
    Acknowledged,
    /// <summary>Over, with an outcome.</summary>
    Closed,
    /// <summary>Called off by a named person, with a reason.</summary>
    Cancelled,
}

/// <summary>Reading aids.</summary>
public static class EscalationPhases
{
    /// <summary>Somebody must still be found.</summary>
    public static bool IsOpen(this EscalationPhase phase) =>
        phase is EscalationPhase.Paging or EscalationPhase.Held or EscalationPhase.LastResort;

    /// <summary>Nothing more happens.</summary>
    public static bool IsOver(this EscalationPhase phase) => phase is EscalationPhase.Closed or EscalationPhase.Cancelled;
}
