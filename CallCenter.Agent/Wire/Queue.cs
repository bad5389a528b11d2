using System.Text.Json.Serialization;

namespace CallCenter.Agent.Wire;

/// <summary>The five urgencies, the same everywhere: most urgent first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UrgencyName>))]
public enum UrgencyName { Emergent, Urgent, Today, Routine, Planned }

/// <summary>A call that waits, as a row of the queue. Times are UTC; show age and practice clock.</summary>
/// <param name="CallerLabel">"J. Okonjo for T. Okonjo", "Unknown caller": initials and surname, never a number.</param>
/// <param name="Language">BCP-47 of the caller's choice: <c>en-US</c> or <c>es-US</c>.</param>
/// <param name="Reason">Why it stands where it stands: "danger question: yes", "danger question: silence", "routine".</param>
/// <param name="State"><c>waiting</c>, <c>offered</c>, <c>call-back</c> (not on the line), <c>ringing-back</c> or <c>message</c> (left, the caller is gone).</param>
/// <param name="NobodyAnswers">Everyone who could be asked was, and nobody took it; the supervisors have been told.</param>
public sealed record QueueItem(
    Guid CallId, string PracticeId, string PracticeName, string TimeZone, UrgencyName Urgency, string CallerLabel, string Language,
    string Reason, string State, DateTimeOffset WaitingSince, string? OfferedTo, bool NobodyAnswers = false)
{
    /// <summary>The caller has left a message: whoever accepts hears it and rings back; no softphone joins.</summary>
    public bool Message { get; init; }
}

/// <summary><c>GET /api/queue</c>, in order of service. <paramref name="Sequence"/> grows by one per push.</summary>
public sealed record QueueSnapshot(long Sequence, IReadOnlyList<QueueItem> Items);

/// <summary>Pushed at most 20 times a second. A gap in <paramref name="Sequence"/> means: fetch the snapshot.</summary>
/// <param name="Order">All waiting call ids in order of service after this change.</param>
public sealed record QueueDelta(long Sequence, IReadOnlyList<QueueItem> Changed, IReadOnlyList<Guid> Removed, IReadOnlyList<Guid> Order);

/// <summary>A call reserved for a nurse until <paramref name="Deadline"/>. Answer by <c>POST /api/offers/{id}/accept</c> or <c>/decline</c>.</summary>
/// <param name="HandOver">Set when another nurse hands her call over.</param>
/// <param name="Notice">What she must know before she takes it: a licence that is missing.</param>
public sealed record OfferView(Guid OfferId, QueueItem Item, DateTimeOffset Deadline, HandOverView? HandOver = null, string? Notice = null)
{
    /// <summary>She does not speak the caller's language, and what to do.</summary>
    public string? LanguageNotice { get; init; }
}

/// <summary>
/// What a practice's supervisors must know; pushed to them, and open until one of them has seen it. <c>GET /api/alarms</c>: the open ones, the most
/// urgent and then the oldest first; <c>POST /api/alarms/{id}/seen</c>. Supervisors only.
/// </summary>
/// <param name="What">What happened and what to do, without personal data.</param>
public sealed record QueueAlarm(Guid AlarmId, Guid CallId, string PracticeId, UrgencyName Urgency, string What, DateTimeOffset At);

/// <summary>Pushed to the practice's supervisors: one of them has seen it, or it has ended by itself.</summary>
public sealed record AlarmSeen(Guid AlarmId);

/// <summary>One row of <c>GET /api/calls/{id}/routing</c>, for supervisors: whom routing chose, and why not another.</summary>
/// <param name="NurseName">Null: none of the free nurses could be asked yet.</param>
public sealed record RoutingView(DateTimeOffset At, string? NurseName, string Reasons, string WhyNot);

/// <summary>The offer is over: <paramref name="Outcome"/> is <c>accepted</c>, <c>declined</c>, <c>lapsed</c>, <c>withdrawn</c>.</summary>
public sealed record OfferEnded(Guid OfferId, Guid CallId, string Outcome);

/// <summary>Answer to an accept: the browser now calls <c>softphone.connect({ offer: OfferId })</c>.</summary>
public sealed record OfferAccepted(Guid OfferId, Guid CallId);

/// <summary><c>GET /api/work</c>: what this nurse is in the middle of, so that a reload, a second tab or another computer resumes it.</summary>
/// <param name="HeldOfferId">The offer by which she holds <paramref name="Call"/>; her softphone joins with it.</param>
public sealed record CurrentWork(PresenceView Presence, OfferView? Offer, CallView? Call, Guid? HeldOfferId = null);
