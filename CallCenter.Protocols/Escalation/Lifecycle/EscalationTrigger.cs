namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>The words of the transition table.</summary>
public enum TriggerKind
{
    /// <summary>Begin.</summary>
    Start,
    /// <summary>The next attempt of the step.</summary>
    AttemptDue,
    /// <summary>The step's time to answer is over.</summary>
    StepTimeout,
    /// <summary>Every destination of the step failed for good.</summary>
    AllFailed,
    /// <summary>The sender found nobody to ask.</summary>
    NobodyOnCall,
    /// <summary>A person cannot take it.</summary>
    Declined,
    /// <summary>The clinical clock ran out.</summary>
    ClinicalDeadline,
    /// <summary>Quiet hours are over.</summary>
    WindowOpens,
    /// <summary>Ask the last resort again.</summary>
    RepeatDue,
    /// <summary>A person takes responsibility.</summary>
    Ack,
    /// <summary>The same, answering a page of an earlier step.</summary>
    LateAck,
    /// <summary>Taken, but not closed in time.</summary>
    CloseDue,
    /// <summary>Go to a step, because a person says so.</summary>
    Jump,
    /// <summary>Call it off.</summary>
    Cancel,
    /// <summary>Finish it.</summary>
    Close,
    /// <summary>Another person takes responsibility over.</summary>
    HandOver,
    /// <summary>Ask again at once, because a person says so.</summary>
    RingNow,
    /// <summary>The machinery failed.</summary>
    EngineFault,
}

/// <summary>Something that happened to an escalation.</summary>
public abstract record EscalationTrigger
{
    private EscalationTrigger() { }

    /// <summary>A timer went off. One whose version is not the escalation's current one is dropped and noted.</summary>
    public sealed record TimerDue(TimerKind Timer, long Version) : EscalationTrigger;
    /// <summary>Every destination of that visit failed for good.</summary>
    public sealed record AllFailed(int Visit) : EscalationTrigger;
    /// <summary>The sender found nobody to ask for that visit.</summary>
    public sealed record NobodyOnCall(int Visit) : EscalationTrigger;
    /// <summary>A person cannot take it.</summary>
    public sealed record Declined(string Person, string Reason, int Visit) : EscalationTrigger;
    /// <summary>A person, proved to be that person, takes responsibility, answering the page of that visit.</summary>
    public sealed record Ack(string Person, AckHow How, int Visit) : EscalationTrigger;
    /// <summary>A nurse goes to a step, or to <see cref="EscalationPlan.LastResortStep"/>, with a reason.</summary>
    public sealed record Jump(string StepId, string By, string Reason) : EscalationTrigger;
    /// <summary>Called off, with a reason.</summary>
    public sealed record Cancel(string By, string Reason) : EscalationTrigger;
    /// <summary>Done.</summary>
    public sealed record Close(string Outcome, string By) : EscalationTrigger;
    /// <summary>
    /// Said by a person at a desk: somebody was reached by other means and takes responsibility (<see cref="AckHow.ByHand"/>), or
    /// she herself now does the asking (<see cref="AckHow.Asking"/>). Also moves responsibility from one who has it to another.
    /// </summary>
    public sealed record HandOver(string Person, string By, AckHow How = AckHow.ByHand) : EscalationTrigger;
    /// <summary>The next attempt at once; quiet hours hold nothing back that a person asks for.</summary>
    public sealed record RingNow(string By) : EscalationTrigger;
    /// <summary>Snapshot unreadable, unknown channel, a bug: the reason is a code, never a detail of the patient.</summary>
    public sealed record EngineFault(string Reason) : EscalationTrigger;
}

/// <summary>How responsibility was taken.</summary>
public enum AckHow
{
    /// <summary>PIN and 1 on the telephone.</summary>
    Digit,
    /// <summary>The button behind the text's link.</summary>
    Link,
    /// <summary>A click by somebody signed in.</summary>
    Click,
    /// <summary>A nurse reached the person by other means and says so.</summary>
    ByHand,
    /// <summary>
    /// Nobody clinical has it: a nurse or a supervisor does the asking herself. The clinical clock goes on, anybody who was asked may
    /// still take it, and if she finds nobody people are asked again.
    /// </summary>
    Asking,
}
