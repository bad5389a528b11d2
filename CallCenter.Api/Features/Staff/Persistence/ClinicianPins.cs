using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Staff.Persistence;

internal sealed class ClinicianPins : IClinicianPins
{
    // Identity's hasher: PBKDF2 with a salt of its own for each PIN.
    private static readonly PasswordHasher<ClinicianPins> Hasher = new();

    public async Task<bool> VerifyAsync(CallCenterDbContext db, string practiceId, string contactId, string digits, CancellationToken cancel)
    {
        var hash = await db.Set<ClinicianPin>().Where(p => p.PracticeId == practiceId && p.ContactId == contactId).Select(p => p.Hash).FirstOrDefaultAsync(cancel);
        return hash is not null && Hasher.VerifyHashedPassword(this, hash, digits) is not PasswordVerificationResult.Failed;
    }

    public async Task<IReadOnlySet<string>> KnownAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel) =>
        await db.Set<ClinicianPin>().Where(p => p.PracticeId == practiceId).Select(p => p.ContactId).ToHashSetAsync(StringComparer.Ordinal, cancel);

    internal static string Hash(string digits) => Hasher.HashPassword(new ClinicianPins(), digits);
}
