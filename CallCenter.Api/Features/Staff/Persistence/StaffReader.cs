using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Staff.Persistence;

internal sealed class StaffReader : IStaff
{
    public async Task<StaffProfile?> GetAsync(CallCenterDbContext db, Guid staffId, CancellationToken cancel) =>
        await Visible(db).FirstOrDefaultAsync(s => s.Id == staffId, cancel) is { } staff ? Profile(staff) : null;

    public async Task<ILookup<Guid, string>> PracticesServedAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> staffIds, CancellationToken cancel) =>
        (await db.Set<StaffMember>().Where(s => staffIds.Contains(s.Id) && s.Active && (s.Role == Roles.Nurse || s.Role == Roles.Supervisor))
            .SelectMany(s => s.Practices).Select(p => new { p.StaffId, p.PracticeId }).ToListAsync(cancel)).ToLookup(p => p.StaffId, p => p.PracticeId);

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CallCenterDbContext db, IReadOnlyCollection<Guid> staffIds, CancellationToken cancel) =>
        await db.Set<StaffMember>().Where(s => staffIds.Contains(s.Id) && s.Practices.Any()).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);

    public async Task<IReadOnlyList<StaffProfile>> OfPracticeAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel)
    {
        var members = await Visible(db).Where(s => s.Active && s.Practices.Any(p => p.PracticeId == practiceId)).OrderBy(s => s.Name).ToListAsync(cancel);
        return [.. members.Select(Profile)];
    }

    public async Task<IReadOnlyList<StaffProfile>> LicensedForAsync(
        CallCenterDbContext db, string practiceId, string state, DateOnly on, CancellationToken cancel)
    {
        var members = await OfPracticeAsync(db, practiceId, cancel);
        return [.. members.Where(m => m.Role is Roles.Nurse or Roles.Supervisor && m.LicensedIn(state, on))];
    }

    /// <summary>The membership rows are filtered by the scope, and with them the people.</summary>
    private static IQueryable<StaffMember> Visible(CallCenterDbContext db) => db.Set<StaffMember>().AsNoTracking()
        .Include(s => s.Licences).Include(s => s.Practices).Include(s => s.Languages).Include(s => s.Skills).AsSplitQuery().Where(s => s.Practices.Any());

    private static StaffProfile Profile(StaffMember s) => new(
        s.Id, s.Name, s.Credential, s.Role, s.Active,
        [.. s.Practices.Select(p => p.PracticeId).Order(StringComparer.Ordinal)],
        [.. s.Languages.Select(l => l.Language).Order(StringComparer.Ordinal)],
        [.. s.Licences.OrderBy(l => l.State, StringComparer.Ordinal).Select(l => new StaffLicence(l.State, l.Compact, l.ValidUntil))])
    { ClinicalLead = s.ClinicalLead, Skills = [.. s.Skills.Select(k => k.Skill).Order(StringComparer.Ordinal)] };
}
