using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.EhrDelivery.Domain;

public enum DeliveryKind { Note, EscalationNote, Encounter, Copy }

public enum DeliveryRoute { Fhir, Files }

/// <summary>
/// One document on its way. Its rendering never changes after it is queued; only its state does, and each attempt leaves a receipt
/// (<see cref="DeliveryAttempt"/>). One row goes by one route: nothing is ever sent two ways.
/// </summary>
public sealed class Delivery : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public Guid? PatientId { get; init; }
    public Guid CallId { get; init; }
    public DeliveryKind Kind { get; init; }

    /// <summary>Our identity of the document, unique with <see cref="Kind"/> and <see cref="DocumentVersion"/> in the practice; carries no personal data.</summary>
    public required string BusinessKey { get; init; }

    public int DocumentVersion { get; init; }
    public DeliveryRoute Route { get; init; }

    /// <summary><see cref="RenderedDocument"/> as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>SHA-256 of <see cref="Payload"/>.</summary>
    public required string PayloadHash { get; init; }

    /// <summary>The delivery that must be in the record first (a note waits for its encounter).</summary>
    public Guid? DependsOn { get; init; }

    public DeliveryState State { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>How often a person has sent it on again; names the outbox message.</summary>
    public int Round { get; private set; }

    /// <summary>Since when this round has been tried; a person is told after a day without an answer.</summary>
    public DateTimeOffset RoundStartedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextAttemptAt { get; private set; }
    public string? EhrId { get; private set; }
    public string? Proof { get; private set; }
    public string? ReasonCode { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public long Version { get; private set; }

    public bool IsFiled => State is DeliveryState.Acknowledged or DeliveryState.Confirmed;

    /// <summary>An earlier answer was lost or never recorded: look in the record before sending.</summary>
    public bool MayHaveArrived => State is DeliveryState.Sending or DeliveryState.Unknown;

    public static Delivery Queue(NewDelivery row, DateTimeOffset now) => new()
    {
        Id = row.Id, PracticeId = row.PracticeId, PatientId = row.PatientId, CallId = row.CallId, Kind = row.Kind, BusinessKey = row.BusinessKey,
        DocumentVersion = row.DocumentVersion, Route = row.Route, Payload = row.Payload, PayloadHash = row.PayloadHash, DependsOn = row.DependsOn,
        CreatedAt = now, RoundStartedAt = now, NextAttemptAt = now, State = DeliveryState.Queued,
    };

    public void Begin()
    {
        Fire(DeliveryTrigger.Begin);
        Attempts++;
        NextAttemptAt = null;
    }

    public void Acknowledge(string ehrId, string proof, DateTimeOffset now)
    {
        Fire(DeliveryTrigger.Acknowledge);
        (EhrId, Proof, AcknowledgedAt) = (ehrId, proof, now);
        (ReasonCode, Reason, NextAttemptAt) = (null, null, null);
    }

    public void Confirm()
    {
        Fire(DeliveryTrigger.Confirm);
        NextAttemptAt = null;
    }

    public void LoseAnswer(DeliveryReason reason, DateTimeOffset next) => Wait(DeliveryTrigger.LoseAnswer, reason, next);

    public void Fail(DeliveryReason reason, DateTimeOffset next) => Wait(DeliveryTrigger.Fail, reason, next);

    public void NeedPerson(DeliveryReason reason)
    {
        Fire(DeliveryTrigger.NeedPerson);
        (ReasonCode, Reason, NextAttemptAt) = (reason.Code, reason.Text, null);
    }

    /// <summary>Waits for another delivery without having tried anything.</summary>
    public void WaitForOther(DeliveryReason reason) => (ReasonCode, Reason, NextAttemptAt) = (reason.Code, reason.Text, null);

    /// <summary>A person or another delivery says: now.</summary>
    public void Hasten(DateTimeOffset now) => (ReasonCode, Reason, NextAttemptAt) = (null, null, now);

    public void SendAgain(DateTimeOffset now)
    {
        Fire(DeliveryTrigger.SendAgain);
        (ReasonCode, Reason, NextAttemptAt) = (null, null, now);
        Round++;
        RoundStartedAt = now;
    }

    private void Wait(DeliveryTrigger trigger, DeliveryReason reason, DateTimeOffset next)
    {
        Fire(trigger);
        (ReasonCode, Reason, NextAttemptAt) = (reason.Code, reason.Text, next);
    }

    private void Fire(DeliveryTrigger trigger)
    {
        State = DeliveryLifecycle.Next(State, trigger);
        Version++;
    }
}

/// <summary>What is decided when a document is queued.</summary>
public sealed record NewDelivery(
    Guid Id, string PracticeId, Guid? PatientId, Guid CallId, DeliveryKind Kind, string BusinessKey, int DocumentVersion,
    DeliveryRoute Route, string Payload, string PayloadHash, Guid? DependsOn);
