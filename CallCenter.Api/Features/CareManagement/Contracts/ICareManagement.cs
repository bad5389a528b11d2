using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.CareManagement.Contracts;

/// <summary>The ledger's door for those who know that time was spent.</summary>
public interface ICareManagement
{
    /// <summary>Proposes a call's time to the ledger, in the caller's transaction. The same call again changes nothing.</summary>
    Task ProposeAsync(UnitOfWork work, CallTime call, CancellationToken cancel);
}

/// <summary>What telephony knows of the time one person spent on one call.</summary>
/// <param name="Staff">Name and credential, as an auditor must read them.</param>
/// <param name="AfterCall">From the end of the talk to the end of wrap-up; null when there was none.</param>
/// <param name="Evidence">Telephony's names of the legs the talk comes from.</param>
public sealed record CallTime(
    Guid CallId, string PracticeId, Guid? PatientId, Guid StaffId, string Staff, string StaffRole,
    IReadOnlyList<CallStretch> Talk, CallStretch? AfterCall, IReadOnlyList<string> Evidence);

public sealed record CallStretch(DateTimeOffset Start, DateTimeOffset End);
