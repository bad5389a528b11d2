namespace CallCenter.Api.Features.Triage.Contracts;

/// <summary>The nurse has signed: the note is sealed, and its delivery is released in this very transaction.</summary>
/// <param name="Text">The note as signed (personal data).</param>
public sealed record NoteSigned(
    Guid SessionId, Guid CallId, string PracticeId, Guid? PatientId, Guid NurseId, DateTimeOffset SignedAt, string Text, string DispositionCode,
    DateTimeOffset CallStartedAt, DateTimeOffset? CallEndedAt);
