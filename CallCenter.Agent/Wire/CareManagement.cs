namespace CallCenter.Agent.Wire;

/// <summary>A patient's month in one program. <c>GET /api/patients/{id}/month?month=2026-11</c></summary>
/// <param name="Month">yyyy-MM in the practice's zone.</param>
/// <param name="CountedSeconds">Linked, consented, distinct seconds.</param>
/// <param name="ProposedSeconds">Waiting for the nurse's link.</param>
/// <param name="SecondsToNext">To the next threshold; null at the ceiling.</param>
/// <param name="Earned">Codes earned so far, with why.</param>
public sealed record MonthView(
    Guid PatientId, string PatientName, string Month, string Program, string TimeZone, int CountedSeconds, int ProposedSeconds, int? SecondsToNext,
    IReadOnlyList<EarnedCode> Earned, IReadOnlyList<TimeEntryView> Entries, IReadOnlyList<string> Findings);

public sealed record EarnedCode(string Code, int Units, string Why);

/// <param name="Activity">call-live, after-call-work, …</param>
/// <param name="State">proposed, counted, excluded.</param>
/// <param name="Why">Why it counts or not, in words.</param>
/// <param name="Evidence">What proves it: telephony legs, note.</param>
public sealed record TimeEntryView(
    Guid TimeEntryId, Guid CallId, string Activity, string Staff, DateTimeOffset Start, DateTimeOffset End, int Seconds, string State, string Why, string Evidence);

/// <summary><c>POST /api/calls/{callId}/time/link</c>: the nurse links the call to conditions or the care plan; or says it is not care management.</summary>
public sealed record LinkTimeRequest(IReadOnlyList<Guid> ConditionIds, bool CarePlan, bool NotCareManagement);

/// <summary><c>GET /api/calls/{callId}/time</c></summary>
public sealed record CallTimeView(Guid CallId, IReadOnlyList<TimeEntryView> Entries, bool Linked);
