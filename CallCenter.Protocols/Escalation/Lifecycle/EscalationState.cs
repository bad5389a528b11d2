using CallCenter.Protocols.Escalation.Model;
using System.Text.Json.Serialization;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>Everything an escalation remembers; stored whole, and a machine is built from it for each trigger.</summary>
public sealed record EscalationState(string Id, string Practice, string FileHash, string ProtocolId, string Disposition, Urgency Urgency,
    EscalationPhase Phase, long Version, EscalationPosition Where)
{
    /// <summary>Who has it, while or after it was acknowledged.</summary>
    public Taken? Taken { get; init; }
    /// <summary>How it ended.</summary>
    public Ending? Ending { get; init; }
    /// <summary>A person has responsibility for the patient; one who only does the asking has not.</summary>
    [JsonIgnore] public bool IsTaken => Taken is { How: not AckHow.Asking };

    /// <summary>The state to store in the transaction that confirms the disposition; the clinical clock starts at that moment.</summary>
    public static EscalationState Arm(string id, EscalationPlan plan, string disposition, Urgency urgency, Instant confirmedAt) =>
        new(id, plan.Practice, plan.FileHash, plan.ProtocolId, disposition, urgency, EscalationPhase.Armed, 1,
            new(confirmedAt, confirmedAt + plan.NotLaterThan));
}

/// <summary>Where in the walk it stands. The clinical clock starts with the disposition, and anew when a forgotten escalation reopens.</summary>
public sealed record EscalationPosition(Instant ClockStart, Instant Deadline)
{
    /// <summary>The nurse was told to send the caller to the emergency department.</summary>
    public bool DeadlinePassed { get; init; }
    /// <summary>Place in the plan's walk; -1 before the first step.</summary>
    public int StepIndex { get; init; } = -1;
    /// <summary>The step's name.</summary>
    public string? StepId { get; init; }
    /// <summary>Counts every entry into a step, so that an answer can say which page it answers.</summary>
    public int Visit { get; init; }
    /// <summary>From 1 within the visit.</summary>
    public int Attempt { get; init; }
    /// <summary>When this visit began.</summary>
    public Instant StepStartedAt { get; init; }
    /// <summary>When this attempt began.</summary>
    public Instant AttemptAt { get; init; }
    /// <summary>End of the quiet hours waited for.</summary>
    public Instant? HeldUntil { get; init; }
    /// <summary>Asked in this visit.</summary>
    public IReadOnlyList<string> Paged { get; init; } = [];
    /// <summary>Said no; not asked again except by the last resort.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];
}

/// <summary>The person who has it. Late: the answer was to a page of an earlier step.</summary>
public sealed record Taken(string By, AckHow How, Instant At, bool Late);

/// <summary>How it ended, who ended it, when. By is null when no answer was required.</summary>
public sealed record Ending(string Outcome, string? By, Instant At);
