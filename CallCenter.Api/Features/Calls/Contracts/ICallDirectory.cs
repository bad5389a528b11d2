using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls.Contracts;

/// <summary>Somebody who may be rung into a call without typing a number.</summary>
/// <param name="Id">Stable within the practice.</param>
/// <param name="Role"><c>interpreter</c>, <c>clinician</c> or <c>other</c>.</param>
/// <param name="Language">Of an interpreter, BCP-47.</param>
public sealed record DirectoryEntry(string Id, string Name, string Role, string? Language, string Number);

/// <summary>Whom a practice's nurse may ring. Every slice that knows such people adds its own.</summary>
public interface ICallDirectory
{
    Task<IReadOnlyList<DirectoryEntry>> EntriesAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel);
}

/// <summary>Somebody who was in a call beside nurse and caller, for the note.</summary>
/// <param name="Role">As in <see cref="DirectoryEntry"/>.</param>
/// <param name="Alone">The caller was left with her: the nurse handed the call on.</param>
public sealed record CallGuest(string Role, string Name, DateTimeOffset From, DateTimeOffset? To, bool Alone);
