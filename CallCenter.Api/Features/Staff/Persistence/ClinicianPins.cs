using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Staff.Persistence;

internal sealed class ClinicianPins : IClinicianPins
{
    // Identity's hasher: PBKDF2 with a salt of its own for each PIN.
    private static readonly PasswordHasher<ClinicianPin> Hasher = new();

    public async Task<bool> VerifyAsync(CallCenterDbContext db, string practiceId, string contactId, string digits, CancellationToken cancel)
    {
        var pin = await db.Set<ClinicianPin>().AsNoTracking().FirstOrDefaultAsync(p => p.PracticeId == practiceId && p.ContactId == contactId, cancel);
        return pin is not null && Hasher.VerifyHashedPassword(pin, pin.Hash, digits) is not PasswordVerificationResult.Failed;
    }

    internal static ClinicianPin Of(string practiceId, string contactId, string digits)
    {
        var pin = new ClinicianPin { PracticeId = practiceId, ContactId = contactId, Hash = "" };
        pin.Hash = Hasher.HashPassword(pin, digits);
        return pin;
    }
}
