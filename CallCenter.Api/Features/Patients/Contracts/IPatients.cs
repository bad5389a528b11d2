using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Patients.Contracts;

/// <summary>Reads patients, within the scope of the context that is handed in. A patient of another practice is as good as not there.</summary>
public interface IPatients
{
    /// <summary>Everyone this number could belong to in the practice, patients before caregivers. One number may be several people's.</summary>
    /// <param name="number">Caller ID, E.164.</param>
    Task<IReadOnlyList<CallerCandidate>> FindByPhoneAsync(CallCenterDbContext db, string practiceId, string number, CancellationToken cancel);

    /// <summary>Those among the candidates whose patient has this birth date. The caller keys in the patient's date, whoever is speaking.</summary>
    IReadOnlyList<CallerCandidate> MatchBirthDate(IEnumerable<CallerCandidate> candidates, DateOnly birthDate);

    /// <summary>The patients of a practice with this birth date; two is no proof of either.</summary>
    Task<IReadOnlyList<PatientIdentity>> FindByBirthDateAsync(CallCenterDbContext db, string practiceId, DateOnly birthDate, CancellationToken cancel);

    Task<PatientIdentity?> GetAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel);

    /// <summary>Where the patient can be reached: her own telephones first, then those of caregivers who may be spoken to.</summary>
    Task<IReadOnlyList<KnownNumber>> KnownNumbersAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel);

    /// <summary>Labels for lists; an id out of scope is missing from the answer.</summary>
    Task<IReadOnlyDictionary<Guid, PatientName>> NamesAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> patientIds, CancellationToken cancel);

    /// <summary>What the chart knows, as triage facts. What it does not know is absent, never false.</summary>
    /// <param name="asOf">Today in the practice: decides the age.</param>
    Task<IReadOnlyList<ChartFact>> ChartFactsAsync(CallCenterDbContext db, Guid patientId, DateOnly asOf, CancellationToken cancel);

    Task<IReadOnlyList<PatientCondition>> ConditionsAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel);

    /// <summary>What a note says of the chart, whatever triage asked; null for a patient out of scope.</summary>
    Task<ChartBackground?> BackgroundAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel);

    /// <summary>The newest enrolment, of <paramref name="program"/> when it is named.</summary>
    Task<PatientEnrolment?> EnrolmentAsync(CallCenterDbContext db, Guid patientId, string? program, CancellationToken cancel);
}

/// <summary>The patient's running month, for her card. Care management implements it; without it the card has no month.</summary>
public interface IPatientMonth
{
    Task<MonthView?> CurrentAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel);
}

/// <summary>The patient's earlier calls, newest first, for her card. Calls implements it; without it the list is empty.</summary>
public interface IPatientCalls
{
    Task<IReadOnlyList<EarlierCall>> EarlierAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel);
}
