namespace CallCenter.Agent.Wire;

/// <summary>
/// <c>POST /api/patients/search</c> answers <see cref="PatientName"/>[] (at most 20), within one practice.
/// A POST because names and birth dates do not belong in a URL.
/// </summary>
public sealed record PatientSearchRequest(string PracticeId, string? Name, DateOnly? BirthDate);
