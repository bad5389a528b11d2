using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Rotas.Domain;

/// <summary>One change of who is on call, made at the console: it stands beside the practice's file and is read live.</summary>
public sealed class RotaChange : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public required string ScheduleId { get; init; }
    public RotaChangeKind Kind { get; init; }

    /// <summary>The two halves of a swap share it; for every other change its own id.</summary>
    public Guid DealId { get; init; }

    /// <summary>On the practice's clock, as the file writes a moment: <c>2026-12-24T17:00</c>.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The same two as instants, for looking things up.</summary>
    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Contact who is off; null: nobody.</summary>
    public string? Remove { get; init; }

    /// <summary>Contact who is on; null: nobody.</summary>
    public string? Add { get; init; }

    public required string Reason { get; init; }
    public Guid By { get; init; }
    public DateTimeOffset At { get; init; }
    public RotaChangeState State { get; set; }

    /// <summary>Contact of the practice's file whose yes it needs or has; null where nobody's is needed.</summary>
    public string? AgreedBy { get; init; }

    /// <summary><c>link</c> (with the PIN) or <c>told</c> (said on the telephone to <see cref="EndedBy"/> or <see cref="By"/>).</summary>
    public string? AgreedHow { get; set; }

    public DateTimeOffset? AgreedAt { get; set; }

    /// <summary>What was found against it and accepted with the reason: <c>C01 C10</c>.</summary>
    public string? Accepted { get; set; }

    /// <summary>Who withdrew or declined it, or took the consent: a staff member, or null for the contact herself.</summary>
    public Guid? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
    public string? EndReason { get; set; }
    public long Version { get; set; }
}

public enum RotaChangeKind
{
    /// <summary>Somebody takes a turn, or what is left of it, from somebody else.</summary>
    Take,
    /// <summary>Two turns are exchanged; both have agreed.</summary>
    Swap,
    /// <summary>A supervisor says who is on or off.</summary>
    Override,
}

public enum RotaChangeState
{
    /// <summary>Waits for the other's yes and changes nothing; once its first turn has begun it can no longer be agreed to.</summary>
    Offered,
    InForce,
    Declined,
    Withdrawn,
}
