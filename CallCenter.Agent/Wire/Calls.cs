namespace CallCenter.Agent.Wire;

/// <summary>A call as the nurse sees it. <c>GET /api/calls/{id}</c>; pushed whole as <see cref="HubMethods.CallChanged"/>.</summary>
/// <param name="State">ringing, greeting, identifying, queued, offered, dialling, connected, on-hold, transferred, wrap-up, closed, abandoned, voicemail (a message waits), call-back, failed.</param>
/// <param name="NurseJoined">The nurse's leg is in the conference.</param>
/// <param name="CallerJoined">The caller's leg is in the conference.</param>
/// <param name="WrapUpEndsAt">Server-side wrap-up limit; she is set available again then, the note stays open in "my work".</param>
public sealed record CallView(
    Guid CallId, string PracticeId, string PracticeName, string TimeZone, string State, UrgencyName Urgency, string Language, string Reason,
    Guid? NurseId, string? NurseName, DateTimeOffset StartedAt, DateTimeOffset? ConnectedAt, DateTimeOffset? EndedAt, string? EndReason,
    bool NurseJoined, bool CallerJoined, bool OnHold, bool Recording, DateTimeOffset? WrapUpEndsAt,
    CallerView Caller, Guid? TriageSessionId, IReadOnlyList<CallEventView> Timeline, HandOverView? HandOver = null)
{
    /// <summary>Who was rung for this call, in order.</summary>
    public IReadOnlyList<PartyView> Parties { get; init; } = [];

    /// <summary>When the practice's own staff is there next; null while it is open, and when its hours are not known.</summary>
    public DateTimeOffset? PracticeOpensAt { get; init; }

    /// <summary><c>off</c>: this practice does not record. Else <c>none</c>, asked, running, paused, ended, ready, absent.</summary>
    public string RecordingState { get; init; } = "off";

    /// <summary>What the caller has left, if she has.</summary>
    public MessageView? Message { get; init; }

    /// <summary>Supervisors in the call, or on their way into it. A nurse sees those who are heard, and whoever listens in silence if the site wants it (<c>Calls:ListeningShown</c>).</summary>
    public IReadOnlyList<ListenerView> Listeners { get; init; } = [];

    /// <summary>When 911 help was given, the first time; the supervisors know since then. <c>POST /api/calls/{id}/help-911</c></summary>
    public DateTimeOffset? Help911At { get; init; }

    /// <summary>What the nurse wrote beside the outcome.</summary>
    public string? Comment { get; init; }

    /// <summary>Its nurse holds no licence for where the patient is, and what to do; null: she does, or the place is not known.</summary>
    public string? LicenceNotice { get; init; }

    /// <summary>False: nobody knows in which state the patient is now, and her nurse's licence depends on it.</summary>
    public bool PlaceKnown { get; init; } = true;

    /// <summary>Its nurse does not speak the caller's language, and what to do.</summary>
    public string? LanguageNotice { get; init; }

    /// <summary>Since when the caller has been on hold.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>She has been on hold too long: her nurse is rung.</summary>
    public bool HoldOverdue { get; init; }

    /// <summary>How many numbers a call-back would ring; 0 when none is possible now.</summary>
    public int CallBackNumbers { get; init; }

    /// <summary>The caller's line ended before she had her result, and it was urgent: ring back now.</summary>
    public bool DroppedUrgent { get; init; }
}

/// <summary>Who is on the line, as far as it is known.</summary>
/// <param name="Kind">patient, caregiver, unknown.</param>
/// <param name="Verified">The birth date keyed in matches the patient.</param>
/// <param name="MayBeSpokenTo">For a caregiver: the patient has allowed it on record.</param>
/// <param name="Relation">Of a caregiver by her number; <c>self</c> or a relation when the nurse has asked who speaks.</param>
/// <param name="Candidates">Patients the caller's number could belong to when it is not certain.</param>
/// <param name="PatientSaid">An unknown patient's name and birth date, as said.</param>
public sealed record CallerView(
    string Kind, string? Name, string? Relation, bool MayBeSpokenTo, bool Verified, Guid? PatientId, string? PatientName,
    IReadOnlyList<PatientName> Candidates, string? CallBackNumber, string? PatientLocation = null, string? PatientSaid = null);

/// <summary>A patient as a choice in a list.</summary>
public sealed record PatientName(Guid PatientId, string Name, DateOnly BirthDate, string Mrn);

/// <summary>One row of the call's timeline. <paramref name="What"/> is a sentence for people.</summary>
public sealed record CallEventView(DateTimeOffset At, string Kind, string What, string Actor);

/// <summary><c>PUT /api/calls/{id}/patient</c>: the nurse says who the patient is (also: who is speaking and where the patient is now).</summary>
/// <param name="PatientId">Null: nobody in the practice's charts, or as it was; the rest is kept all the same.</param>
/// <param name="VerifiedBy"><c>birth-date</c>, <c>address</c>, <c>known-voice</c> or null when identity is not proved.</param>
public sealed record LinkPatientRequest(Guid? PatientId, string? VerifiedBy, string? Relation, string? PatientLocation, string? PatientSaid = null);

/// <summary><c>PUT /api/calls/{id}/language</c>: <c>en-US</c> or <c>es-US</c>, from now on.</summary>
public sealed record LanguageRequest(string Language);

/// <summary><c>PUT /api/calls/{id}/hold</c></summary>
public sealed record HoldRequest(bool OnHold);

/// <summary><c>PUT /api/calls/{id}/urgency</c>: somebody knows that a waiting caller is worse off than the queue does. Never less urgent than it is.</summary>
public sealed record RaiseRequest(UrgencyName Urgency);

/// <summary><c>POST /api/calls/{id}/wrap-up/finish</c>. <paramref name="Outcome"/>: advised, escalated, emergency-services, call-back-arranged, wrong-number, no-contact, other.</summary>
/// <param name="Comment">At most 500 characters.</param>
public sealed record FinishWrapUpRequest(string Outcome, string? Comment);
