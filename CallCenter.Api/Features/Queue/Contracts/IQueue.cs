using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Queue.Contracts;

/// <summary>A call that waits for a nurse.</summary>
/// <param name="WaitingSince">Kept when a call comes back to the queue: nobody loses her place.</param>
public sealed record QueuedCall(
    Guid CallId, string PracticeId, UrgencyName Urgency, string Reason, string Language, string CallerLabel, DateTimeOffset WaitingSince);

/// <summary>An offer that its nurse has accepted.</summary>
public sealed record HeldOffer(Guid OfferId, Guid CallId, string PracticeId, Guid NurseId);

/// <param name="Position">1 = next to be served.</param>
/// <param name="ExpectedWait">Null when nobody can tell honestly (no nurse on duty, or no call served lately).</param>
public sealed record QueuePlace(int Position, TimeSpan? ExpectedWait);

/// <summary>Waiting, routing, offers and presence. Everything runs in the caller's transaction.</summary>
public interface IQueue
{
    /// <summary>Puts the call in the queue (or back into it) and routes at once.</summary>
    Task EnqueueAsync(UnitOfWork work, QueuedCall call, CancellationToken cancel);

    /// <summary>The call no longer waits: the caller left, or the nurse has joined. A pending offer is withdrawn.</summary>
    Task RemoveAsync(UnitOfWork work, Guid callId, CancellationToken cancel);

    /// <summary>The accepted offer, if this is one and it is still held.</summary>
    Task<HeldOffer?> HeldAsync(UnitOfWork work, Guid offerId, CancellationToken cancel);

    /// <summary>The nurse accepted but her phone never came: her offer ends, she is not responding, the call keeps its place.</summary>
    Task ReleaseAsync(UnitOfWork work, Guid callId, CancellationToken cancel);

    /// <summary>Her line dropped in the middle of a call and did not come back: she is not responding until she says otherwise.</summary>
    Task NurseLostAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel);

    /// <summary>The talk is over; her after-call work begins.</summary>
    Task TalkEndedAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel);

    /// <summary>Her after-call work is over; she is available and calls are routed again.</summary>
    Task WrapUpFinishedAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel);

    Task<QueuePlace?> PlaceAsync(UnitOfWork work, Guid callId, CancellationToken cancel);
}

/// <summary>A call has been reserved for a nurse.</summary>
public sealed record OfferMade(Guid OfferId, Guid CallId, Guid NurseId, DateTimeOffset Deadline);

/// <summary>The nurse took it; her softphone joins next.</summary>
public sealed record OfferTaken(Guid OfferId, Guid CallId, Guid NurseId);

/// <summary>The offer ended without an acceptance; the call waits on.</summary>
public sealed record OfferLapsed(Guid OfferId, Guid CallId, Guid NurseId, string Outcome);

/// <summary>A nurse's own desk, for reading.</summary>
public interface INurseDesk
{
    Task<(PresenceView Presence, OfferView? Offer)> OfAsync(CallCenterDbContext db, Guid staffId, CancellationToken cancel);
}
