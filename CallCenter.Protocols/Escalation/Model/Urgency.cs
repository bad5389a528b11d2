namespace CallCenter.Protocols.Escalation.Model;

/// <summary>How soon, in the words that the queue, the escalation file and every screen share. Bigger is sooner.</summary>
public enum Urgency
{
    /// <summary>A planned contact.</summary>
    Planned = 0,
    /// <summary>Can wait for an ordinary day.</summary>
    Routine = 1,
    /// <summary>Before the day is over.</summary>
    Today = 2,
    /// <summary>A clinician must know now.</summary>
    Urgent = 3,
    /// <summary>Life in danger.</summary>
    Emergent = 4,
}
