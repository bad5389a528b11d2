using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Rotas.Domain;

/// <summary>One message to one destination about a turn or a swap. Nothing about a patient is in it.</summary>
public sealed class RotaNotice : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>One row and one outbox message each, whoever tries twice.</summary>
    public required string Key { get; init; }

    public RotaNoticeKind Kind { get; init; }
    public required string ScheduleId { get; init; }
    public required string ContactId { get; init; }
    public required string DestinationId { get; init; }
    public Channel Channel { get; init; }

    /// <summary>The turn it is about. For a swap: the turn the person would get.</summary>
    public DateTimeOffset TurnStart { get; init; }

    /// <summary>Follows the rota: a colleague may take the rest of the turn.</summary>
    public DateTimeOffset TurnEnd { get; set; }

    /// <summary>The swap that is asked for.</summary>
    public Guid? DealId { get; init; }

    public int Attempt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until then an answer is waited for; null: none is asked for.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    public RotaNoticeState State { get; set; }
    public string? ProviderSid { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The provider's last word, or how it was answered.</summary>
    public string? Result { get; set; }

    public int WrongPins { get; set; }

    /// <summary>The leg on which the right PIN was given.</summary>
    public string? ProvenOn { get; set; }

    public string? LinkHash { get; set; }

    /// <summary>The link's token, encrypted, until the message has left.</summary>
    public string? LinkSecret { get; set; }

    public long Version { get; set; }

    /// <summary>An answer is waited for, or it has not left yet.</summary>
    public bool Waits => State is RotaNoticeState.Queued or RotaNoticeState.Sent;
}

public enum RotaNoticeKind
{
    /// <summary>"You are on call from …", to be answered.</summary>
    OnCall,
    /// <summary>"You are no longer on call"; no answer.</summary>
    OffCall,
    /// <summary>"A colleague asks to swap", to be answered.</summary>
    SwapAsked,
}

public enum RotaNoticeState
{
    Queued,
    /// <summary>The network has it.</summary>
    Sent,
    Acknowledged,
    Declined,
    /// <summary>Not answered in time.</summary>
    Missed,
    /// <summary>The destination does not work.</summary>
    Failed,
    /// <summary>No longer needed.</summary>
    Cancelled,
}

/// <summary>Somebody answered at this address, so it reaches her. A changed address is not proved by it.</summary>
public sealed class DestinationProof : IBelongsToPractice
{
    public required string PracticeId { get; init; }
    public required string ContactId { get; init; }
    public required string DestinationId { get; init; }

    /// <summary>Over the address that was proved.</summary>
    public required string AddressHash { get; set; }

    public DateTimeOffset ProvedAt { get; set; }

    /// <summary><c>sms</c>, <c>voice</c> or <c>email</c>.</summary>
    public required string How { get; set; }
}

/// <summary>The clock of one schedule that tells people of their turns: its timer is owned by this row.</summary>
public sealed class RotaClock : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public required string ScheduleId { get; init; }

    /// <summary>Turns that began before are history: nobody is told of them.</summary>
    public DateTimeOffset Since { get; init; }

    public long Version { get; set; }
}
