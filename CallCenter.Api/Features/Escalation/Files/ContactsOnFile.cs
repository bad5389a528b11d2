using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>The telephones in a practice's escalation file: the first verified one of each person a nurse may speak with about a patient.</summary>
internal sealed class ContactsOnFile(EscalationFiles files) : ICallDirectory
{
    public Task<IReadOnlyList<DirectoryEntry>> EntriesAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DirectoryEntry>>(files.Newest(practiceId) is not { } newest ? [] : [.. newest.File.Contacts.Select(Entry).OfType<DirectoryEntry>()]);

    private static DirectoryEntry? Entry(Contact contact) =>
        contact.Role is not (ContactRole.Caregiver or ContactRole.Supervisor)
        && contact.Destinations.FirstOrDefault(d => d.Channel is Channel.Voice && (d.VerifiedOn is not null || d.AlwaysVerified)) is { } telephone
            ? new DirectoryEntry($"contact-{contact.Id}", contact.Name, contact.Role is ContactRole.Physician or ContactRole.Np or ContactRole.Pa ? "clinician" : "other", null, telephone.To)
            : null;
}
