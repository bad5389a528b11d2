using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Staff.Demo;

/// <summary>The sign-ins that the sign-in page may offer: none outside Development.</summary>
internal sealed class DemoAccounts(Database database, IHostEnvironment environment)
{
    public async Task<IReadOnlyList<DemoAccount>> AllAsync(CancellationToken cancel)
    {
        if (!environment.IsDevelopment()) return [];
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.SignIn));
        var password = await db.Set<DevelopmentSetting>().Where(s => s.Name == DemoStaff.PasswordSetting).Select(s => s.Value).FirstOrDefaultAsync(cancel);
        if (password is null) return [];
        var people = await db.Set<StaffMember>().Where(s => s.Active)
            .Join(db.Set<Account>(), s => s.Id, a => a.Id, (s, a) => new { a.Email, s.Name, s.Role }).ToListAsync(cancel);
        return [.. people.Where(p => DemoStaff.IsDemo(p.Email ?? "")).OrderBy(p => DemoStaff.Rank(p.Email!))
            .Select(p => new DemoAccount(p.Email!, p.Name, p.Role, password))];
    }
}
