using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Triage.Contracts;

/// <summary>
/// The nurse has confirmed the disposition: the moment that matters. It arms the escalation and starts its clinical clock, in this
/// very transaction. A second one for the same session (raised by a later answer, corrected with a reason) replaces the first.
/// </summary>
/// <param name="DispositionCode">Of the triage package: <c>ems</c>, <c>provider_now</c> …</param>
public sealed record DispositionConfirmed(
    Guid SessionId, Guid CallId, string PracticeId, Guid? PatientId, Guid NurseId, string DispositionCode, UrgencyName Urgency, DateTimeOffset ConfirmedAt);
