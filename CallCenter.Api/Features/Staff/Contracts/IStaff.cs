using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Staff.Contracts;

/// <summary>A person at the console, as the other slices see her.</summary>
/// <param name="Credential">RN, LPN, MA.</param>
/// <param name="Role">See <see cref="Platform.Security.Roles"/>.</param>
/// <param name="Practices">Those in scope.</param>
/// <param name="Languages">BCP-47.</param>
public sealed record StaffProfile(
    Guid StaffId, string Name, string Credential, string Role, bool Active,
    IReadOnlyList<string> Practices, IReadOnlyList<string> Languages, IReadOnlyList<StaffLicence> Licences)
{
    /// <summary>May put protocols into service and recall them, by name.</summary>
    public bool ClinicalLead { get; init; }

    /// <summary>"Maria Torres, RN": as a note is signed.</summary>
    public string SignedName => $"{Name}, {Credential}";

    /// <summary>Her own name as somebody typed it, whatever the capitals and spaces; with or without the credential.</summary>
    public bool IsNamed(string? typed)
    {
        var words = string.Join(' ', (typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return string.Equals(words, Name, StringComparison.OrdinalIgnoreCase) || string.Equals(words, SignedName, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Licensed to judge by herself: only such a person decides below the protocol, or agrees as the second clinician.</summary>
    public bool MayLower => Active && Credential is "RN" or "NP" or "PA" or "MD" or "DO";

    /// <summary>May nurse a patient who is in this state, on this day.</summary>
    public bool LicensedIn(string state, DateOnly on) => Licences.Any(l => l.CoversOn(state, on));

    /// <summary>Every state in which she may nurse a patient on this day.</summary>
    public IReadOnlySet<string> StatesOn(DateOnly on) => Licences.SelectMany(l => l.StatesOn(on)).ToHashSet();

    /// <summary>What she knows beyond her credential, in the practices' own words: <c>dialysis</c>.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];
}

/// <param name="Compact">Multistate: good in every state of the Nurse Licensure Compact.</param>
/// <param name="ValidUntil">The last day it is good.</param>
public sealed record StaffLicence(string State, bool Compact, DateOnly ValidUntil)
{
    public bool CoversOn(string state, DateOnly on) =>
        on <= ValidUntil && (State == state || (Compact && NurseLicensureCompact.Has(State, on) && NurseLicensureCompact.Has(state, on)));

    /// <summary>Every state it is good in on this day.</summary>
    public IEnumerable<string> StatesOn(DateOnly on) =>
        on > ValidUntil ? [] : Compact && NurseLicensureCompact.Has(State, on) ? NurseLicensureCompact.MembersOn(on) : [State];
}

/// <summary>Reads staff, within the scope of the context that is handed in: someone who shares no practice with it is as good as not there.</summary>
public interface IStaff
{
    Task<StaffProfile?> GetAsync(CallCenterDbContext db, Guid staffId, CancellationToken cancel);

    /// <summary>Which practices each of these active nurses and supervisors takes calls for, within the scope.</summary>
    Task<ILookup<Guid, string>> PracticesServedAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> staffIds, CancellationToken cancel);

    /// <summary>Names for lists and timelines; an id out of scope is missing from the answer.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> staffIds, CancellationToken cancel);

    /// <summary>Active members of a practice, by name.</summary>
    Task<IReadOnlyList<StaffProfile>> OfPracticeAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel);

    /// <summary>Active nurses of a practice who may nurse a patient in this state on this day.</summary>
    Task<IReadOnlyList<StaffProfile>> LicensedForAsync(CallCenterDbContext db, string practiceId, string state, DateOnly on, CancellationToken cancel);
}

/// <summary>Proof of person on the telephone.</summary>
public interface IClinicianPins
{
    /// <summary>False for a wrong PIN and for an unknown contact alike. How many tries a call allows is the caller's to decide.</summary>
    Task<bool> VerifyAsync(CallCenterDbContext db, string practiceId, string contactId, string digits, CancellationToken cancel);

    /// <summary>The practice's contacts that have a PIN.</summary>
    Task<IReadOnlySet<string>> KnownAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel);
}
