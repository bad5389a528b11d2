using System.Security.Cryptography;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Features.Staff.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.Identity;

namespace CallCenter.Api.Features.Staff.Demo;

/// <summary>Nine invented people, one password made for this installation, and the PINs of the invented on-call clinicians.</summary>
internal sealed class DemoStaff : IDemoPart
{
    public const string PasswordSetting = "demo-password";
    private const string Domain = "@demo";
    private const string Pin = "2580";

    private static readonly string[] All = ["lakeside", "oak-street", "northside"];

    private static readonly DemoPerson[] People =
    [
        new("nurse", "Maria Torres", "RN", Roles.Nurse, All, ["en-US", "es-US"], ["TX+", "NY"]),
        new("nurse2", "Grace Lim", "RN", Roles.Nurse, All, ["en-US"], ["CA", "TX"]),
        new("nurse3", "Tomasz Wieczorek", "RN", Roles.Nurse, ["oak-street"], ["en-US"], ["NY"]),
        new("nurse4", "Adaeze Nwosu", "RN", Roles.Nurse, ["northside"], ["en-US"], ["CA"]),
        new("nurse5", "Keisha Barrow", "RN", Roles.Nurse, ["lakeside"], ["en-US"], ["TX+"]),
        new("nurse6", "Hugo Salinas", "RN", Roles.Nurse, ["oak-street", "northside"], ["en-US", "es-US"], ["NY", "CA"]),
        new("ma", "Priya Raman", "MA", Roles.MedicalAssistant, All, ["en-US"], []),
        new("supervisor", "Helen Brandt", "RN", Roles.Supervisor, All, ["en-US"], ["TX+", "NY", "CA"]),
        new("manager", "Rosa Delgado", "Practice manager", Roles.PracticeManager, ["lakeside"], ["en-US"], []),
    ];

    private static readonly (string Practice, string Contact)[] Clinicians =
    [
        ("lakeside", "dr-okafor"), ("lakeside", "dr-marsh"), ("lakeside", "np-kim"), ("lakeside", "nurse-supervisor"),
        ("oak-street", "dr-ortiz"), ("oak-street", "dr-bauer"), ("northside", "dr-tanaka"), ("northside", "np-reyes"),
    ];

    public int Order => 20;

    public static bool IsDemo(string email) => email.Trim().EndsWith(Domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>The order in which the sign-in page offers them.</summary>
    public static int Rank(string email) => Array.FindIndex(People, p => p.Email == email);

    public Task PlantAsync(UnitOfWork work, CancellationToken cancel)
    {
        var password = NewPassword();
        work.Set<DevelopmentSetting>().Add(new DevelopmentSetting { Name = PasswordSetting, Value = password });
        // Hashed once for all of them: it is one password, and a first start should not wait for nine slow hashes of it.
        var hash = new PasswordHasher<Account>().HashPassword(new Account(), password);
        foreach (var person in People)
        {
            work.Set<Account>().Add(Account(person, hash));
            work.Set<StaffMember>().Add(Member(person, DateOnly.FromDateTime(work.Now.UtcDateTime)));
        }

        var pin = ClinicianPins.Hash(Pin);
        work.Set<ClinicianPin>().AddRange(Clinicians.Select(c => new ClinicianPin { PracticeId = c.Practice, ContactId = c.Contact, Hash = pin }));
        return Task.CompletedTask;
    }

    private static Account Account(DemoPerson person, string passwordHash) => new()
    {
        Id = person.Id,
        UserName = person.Email,
        NormalizedUserName = person.Email.ToUpperInvariant(),
        Email = person.Email,
        NormalizedEmail = person.Email.ToUpperInvariant(),
        EmailConfirmed = true,
        LockoutEnabled = true,
        SecurityStamp = RandomNumberGenerator.GetHexString(32),
        PasswordHash = passwordHash,
    };

    private static StaffMember Member(DemoPerson person, DateOnly today)
    {
        var member = new StaffMember { Id = person.Id, Name = person.Name, Credential = person.Credential, Role = person.Role, ClinicalLead = person.Role == Roles.Supervisor };
        member.Practices.AddRange(person.Practices.Select(p => new StaffPractice { StaffId = person.Id, PracticeId = p }));
        member.Languages.AddRange(person.Languages.Select(l => new StaffLanguage { StaffId = person.Id, Language = l }));
        member.Licences.AddRange(person.Licences.Select(l => new Licence
        {
            StaffId = person.Id,
            State = l[..2],
            Compact = l.EndsWith('+'),
            ValidUntil = today.AddMonths(20),
        }));
        return member;
    }

    /// <summary>Letters that are not mistaken for one another when read off a screen.</summary>
    private static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));

    /// <param name="Licences">State, with a plus sign for a compact licence.</param>
    private sealed record DemoPerson(
        string Account, string Name, string Credential, string Role, string[] Practices, string[] Languages, string[] Licences)
    {
        public string Email => Account + Domain;

        public Guid Id => DemoIds.Of($"staff/{Account}");
    }
}
