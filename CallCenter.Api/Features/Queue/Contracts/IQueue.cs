using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Queue.Contracts;

/// <summary>A call that waits for a nurse.</summary>
/// <param name="WaitingSince">Kept when a call comes back to the queue: nobody loses her place.</param>
public sealed record QueuedCall(
    Guid CallId, string PracticeId, UrgencyName Urgency, string Reason, string Language, string CallerLabel, DateTimeOffset WaitingSince)
{
    /// <summary>The state the patient is in now, two letters; null = not known yet.</summary>
    public string? PatientState { get; init; }

    /// <summary>The skill the practice wants its callers' nurse to have.</summary>
    public string? Skill { get; init; }

    /// <summary>The caller is not on the line: in her turn she is rung back, and only then offered.</summary>
    public bool CallBack { get; init; }

    /// <summary>The caller has left a message and is gone: whoever takes the offer gets the message, not a line.</summary>
    public bool Message { get; init; }
}

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

    /// <summary>She rings somebody herself and is on a call now; false: she is offered one, in one, or not signed in to take any.</summary>
    Task<bool> DialsAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel);

    /// <summary>She does something else than take calls now, and is away; false: she is offered one, in one, or in her wrap-up.</summary>
    Task<bool> StepsAsideAsync(UnitOfWork work, Guid staffId, CancellationToken cancel);

    /// <summary>The talk is over; her after-call work begins.</summary>
    Task TalkEndedAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel);

    /// <summary>Her after-call work is over; she is available and calls are routed again.</summary>
    /// <param name="byTimer">Not she ended it: without a console alive she is off duty, and no caller waits for a desk with nobody at it.</param>
    Task WrapUpFinishedAsync(UnitOfWork work, Guid nurseId, CancellationToken cancel, bool byTimer = false);

    /// <summary>Offers a call to another nurse while its own keeps it. The nurse who is asked, or null: nobody can take it now.</summary>
    /// <param name="to">The nurse to ask; null: whoever is next.</param>
    Task<Guid?> HandOverAsync(UnitOfWork work, QueuedCall call, Guid from, Guid? to, string text, CancellationToken cancel);

    /// <summary>How the hand-over of a call stands; null when there is none.</summary>
    Task<HandOver?> HandOverOfAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel);

    /// <summary>The next nurse is in the call: the hand-over is over, and the one who had it is free.</summary>
    Task HandedOverAsync(UnitOfWork work, Guid callId, CancellationToken cancel);

    /// <summary>The hand-over comes to nothing (taken back, caller gone): whoever was asked is free again.</summary>
    Task EndHandOverAsync(UnitOfWork work, Guid callId, CancellationToken cancel);

    /// <summary>She took it, but her line never came: the next is asked, or it comes to nothing.</summary>
    Task HandOverNotJoinedAsync(UnitOfWork work, Guid callId, CancellationToken cancel);

    /// <summary>Who could take over a call of this practice now, other than the nurse who has it.</summary>
    Task<IReadOnlyList<Guid>> AvailableForAsync(UnitOfWork work, string practiceId, Guid besides, CancellationToken cancel);

    /// <summary>A caller who was not reached is to be tried again, in her turn.</summary>
    Task CallBackAgainAsync(UnitOfWork work, Guid callId, CancellationToken cancel);

    /// <summary>An alarm, which stands until a supervisor of the practice has seen it.</summary>
    /// <param name="what">What happened and what to do, without personal data; at most 200 characters.</param>
    void TellSupervisors(UnitOfWork work, Guid callId, string practiceId, UrgencyName urgency, string what);

    Task<QueuePlace?> PlaceAsync(UnitOfWork work, Guid callId, CancellationToken cancel);
}

/// <summary>A call has been reserved for a nurse.</summary>
public sealed record OfferMade(Guid OfferId, Guid CallId, Guid NurseId, DateTimeOffset Deadline);

/// <summary>The nurse took it; her softphone joins next.</summary>
public sealed record OfferTaken(Guid OfferId, Guid CallId, Guid NurseId);

/// <summary>The offer ended without an acceptance; the call waits on.</summary>
public sealed record OfferLapsed(Guid OfferId, Guid CallId, Guid NurseId, string Outcome);

/// <summary>Everyone who could be asked was, and nobody took it, or nobody is on duty. The call waits on; the supervisors know.</summary>
public sealed record NobodyAnswers(Guid CallId);

/// <summary>It is the turn of a caller who waits to be rung back, and a nurse is free.</summary>
public sealed record CallBackDue(Guid CallId);

/// <param name="OfferedTo">Who is asked; null between two.</param>
/// <param name="Accepted">She has taken it and her line is joining.</param>
public sealed record HandOver(Guid CallId, Guid From, string Text, Guid? OfferId, Guid? OfferedTo, DateTimeOffset? Deadline, bool Accepted);

/// <summary>Nobody took the call over: it stays with the nurse who has it.</summary>
/// <param name="LastAsked">Who was asked last.</param>
public sealed record HandOverFailed(Guid CallId, Guid From, Guid? LastAsked);

/// <summary>A nurse's own desk, for reading.</summary>
public interface INurseDesk
{
    Task<(PresenceView Presence, OfferView? Offer)> OfAsync(CallCenterDbContext db, Guid staffId, CancellationToken cancel);

    /// <summary>Everyone who is not offline; people outside the scope too, so show only whom the scope knows.</summary>
    Task<IReadOnlyList<PresenceView>> OnDutyAsync(CallCenterDbContext db, CancellationToken cancel);

    /// <summary>The offer by which she holds the call; any browser of hers joins with it. Null when she does not hold it.</summary>
    Task<Guid?> HeldOfferAsync(CallCenterDbContext db, Guid staffId, Guid callId, CancellationToken cancel);
}
