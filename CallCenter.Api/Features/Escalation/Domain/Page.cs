using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>One message to one destination in one attempt. The address is not here: it is read when the message leaves.</summary>
public sealed class Page : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid EscalationId { get; init; }
    public required string PracticeId { get; init; }

    /// <summary><c>escalation/step-visit/attempt/destination</c>: one row and one outbox message each.</summary>
    public required string Key { get; init; }

    public PagePurpose Purpose { get; init; }
    public Channel Channel { get; init; }
    public required string ContactId { get; init; }
    public required string DestinationId { get; init; }
    public required string StepId { get; init; }
    public int Visit { get; init; }
    public int Attempt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset NotBefore { get; init; }

    public PageState State { get; set; }
    public string? ProviderSid { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the network thinks picked up: <c>human</c>, <c>machine_start</c> … Evidence only.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>The provider's last word: a call status or an error code.</summary>
    public string? Result { get; set; }

    public int WrongPins { get; set; }

    /// <summary>The leg on which the right PIN was given: nothing is told on any other.</summary>
    public string? ProvenOn { get; set; }

    public string? LinkHash { get; set; }

    /// <summary>The link's token, encrypted, until the text has left; then only its hash remains.</summary>
    public string? LinkSecret { get; set; }

    public DateTimeOffset? LinkUsedAt { get; set; }
    public long Version { get; set; }

    /// <summary>Nothing more can come of it by itself.</summary>
    public bool IsOver => State is PageState.Acknowledged or PageState.Declined or PageState.Unanswered or PageState.Failed or PageState.Cancelled;
}

public enum PagePurpose
{
    /// <summary>Asks somebody to take responsibility.</summary>
    Ask,
    /// <summary>For information; nobody has to do anything.</summary>
    Copy,
    /// <summary>Tells one who was asked that it is taken.</summary>
    Notice,
}

public enum PageState
{
    Queued,
    /// <summary>The network has it.</summary>
    Sent,
    /// <summary>Somebody picked up.</summary>
    Answered,
    Acknowledged,
    Declined,
    /// <summary>Rang out, busy, a machine, or hung up without a decision: another attempt may reach the person.</summary>
    Unanswered,
    /// <summary>The destination does not work.</summary>
    Failed,
    /// <summary>Not sent: it was no longer needed.</summary>
    Cancelled,
}
