using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Contracts;

/// <summary>A nurse and the caller together, without a gap.</summary>
public sealed record TalkInterval(DateTimeOffset Start, DateTimeOffset End, Guid NurseId);

/// <summary>Nurse and caller hear each other for the first time in this call.</summary>
public sealed record CallConnected(Guid CallId);

/// <summary>The nurse asks another to take the call over; what she works on rests meanwhile.</summary>
public sealed record CallHandOverAsked(Guid CallId, Guid From);

/// <summary>Nobody took it, or she took it back, or the caller is gone: she goes on.</summary>
public sealed record CallHandOverEnded(Guid CallId, Guid From);

/// <summary>Another nurse has the call now.</summary>
/// <param name="Text">What the first one had to say about it (personal data).</param>
public sealed record CallHandedOver(Guid CallId, Guid From, Guid To, string Text);

/// <summary>After-call work is over and the call is closed.</summary>
/// <param name="NurseId">Who had the call last; talk may be others' too.</param>
public sealed record CallWrappedUp(
    Guid CallId, string PracticeId, Guid? PatientId, Guid NurseId, IReadOnlyList<TalkInterval> Talk,
    DateTimeOffset WrapUpStart, DateTimeOffset WrapUpEnd, IReadOnlyList<string> LegSids);

/// <summary>A call as the other slices need it.</summary>
/// <param name="State">As on the wire: <c>connected</c>, <c>wrap-up</c> …</param>
public sealed record CallSummary(
    Guid CallId, string PracticeId, string Line, string State, bool Ended, UrgencyName Urgency, string Language, Guid? PatientId, string CallerKind, string? CallerName,
    string? Relation, string CallerNumber, string? VerifiedBy, string? PatientLocation, Guid? NurseId, DateTimeOffset StartedAt, DateTimeOffset? QueuedAt,
    DateTimeOffset? ConnectedAt, DateTimeOffset? EndedAt)
{
    /// <summary>The state the patient is in now, two letters; null when nobody knows.</summary>
    public string? PatientState { get; init; }

    /// <summary>Name and birth date as said, of a patient whom the charts do not have.</summary>
    public string? PatientSaid { get; init; }

    /// <summary>When the nurse gave 911 help in it; null: she did not.</summary>
    public DateTimeOffset? Help911At { get; init; }

    /// <summary>How it ended: <c>caller hung up</c> …; null while it goes on.</summary>
    public string? EndReason { get; init; }

    /// <summary>The caller in a list: initial and surname, never a number.</summary>
    public string CallerLabel { get; init; } = "";
}

public interface ICalls
{
    Task<CallSummary?> GetAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel);

    /// <summary>How many earlier calls about this patient came within 72 hours before this one.</summary>
    Task<int> EarlierWithin72HoursAsync(CallCenterDbContext db, Guid patientId, Guid callId, CancellationToken cancel);

    /// <summary>Who was in the call beside nurse and caller, in order: named in the note.</summary>
    Task<IReadOnlyList<CallGuest>> GuestsAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel);

    /// <summary>Each time a number of the caller was rung from here, and what came of it.</summary>
    Task<IReadOnlyList<(DateTimeOffset At, string What)>> RungAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel);

    /// <summary>What was recorded of the call and on what consent, each as a line of the note, gaps named.</summary>
    Task<IReadOnlyList<string>> RecordingsAsync(CallCenterDbContext db, Guid callId, NodaTime.DateTimeZone zone, CancellationToken cancel);

    /// <summary>Adds a line to the call's timeline and pushes the call to its nurse.</summary>
    /// <param name="what">A sentence without personal data.</param>
    Task NoteAsync(UnitOfWork work, Guid callId, string kind, string what, string actor, CancellationToken cancel);

    /// <summary>What triage has found, or a person has seen, makes the call more urgent; nothing here ever makes it less so. A call that waits is sorted anew at once.</summary>
    /// <param name="reason">For the queue, without personal data.</param>
    Task RaiseAsync(UnitOfWork work, Guid callId, UrgencyName urgency, string reason, CancellationToken cancel);

    /// <summary>A third seat in the call's conference, while its nurse is in it; null when she is not. Whoever takes it leaves without ending the call.</summary>
    /// <param name="seat">Another one for each leg, and none about a person: two clinicians may be in the call.</param>
    /// <param name="afterwards">Asked what the leg does once it has left, or the call is over.</param>
    Task<VoiceStep?> SeatForClinicianAsync(UnitOfWork work, Guid callId, Guid seat, VoiceLink afterwards, CancellationToken cancel);

    /// <summary>The nurse has left: the clinician's leg waits for one, first behind callers in danger. Null when the call is not known.</summary>
    /// <param name="about">The call she was paged for.</param>
    Task<VoiceScript?> ClinicianWaitsAsync(UnitOfWork work, Guid about, string callSid, string number, string name, CancellationToken cancel);

    /// <summary>A leg that another slice rang has ended; nothing happens when it never became a call's.</summary>
    /// <param name="status">The network's final status.</param>
    Task LegEndedAsync(UnitOfWork work, string callSid, string status, CancellationToken cancel);
}

/// <summary>The call's triage session, for the call view. Triage implements it.</summary>
public interface ICallTriage
{
    Task<Guid?> SessionOfAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel);

    /// <summary>The caller has been told what to do: when her line ends then, she has hung up to do it.</summary>
    Task<bool> IsToldAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel);
}

/// <summary>What an earlier call came to, for the patient card. Triage implements it.</summary>
public interface ICallDispositions
{
    Task<IReadOnlyDictionary<Guid, string>> OfAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> callIds, CancellationToken cancel);
}
