using System.Security.Claims;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CallCenter.Api.Features.Staff.Endpoints;

/// <summary>What the cookie says of a person, and the check at each request that it is still so.</summary>
internal static class StaffClaims
{
    public static ClaimsIdentity Of(StaffProfile person)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, person.StaffId.ToString("D")));
        identity.AddClaim(new Claim(PersonClaims.DisplayName, person.Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, person.Role));
        if (person.ClinicalLead) identity.AddClaim(new Claim(PersonClaims.ClinicalLead, ""));
        identity.AddClaims(person.Practices.Select(p => new Claim(PersonClaims.Practice, p)));
        return identity;
    }

    /// <summary>Someone who has left is out at her next request, and a practice taken from her is gone from it, not 13 hours later.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        await using var db = services.GetRequiredService<Database>().Read(PracticeScope.Everything(ScopeBypass.SignIn));
        var claimed = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var person = Guid.TryParse(claimed, out var id)
            ? await services.GetRequiredService<IStaff>().GetAsync(db, id, context.HttpContext.RequestAborted) : null;
        if (person is not { Active: true })
        {
            context.RejectPrincipal();
            return;
        }

        context.ReplacePrincipal(new ClaimsPrincipal(Of(person)));
    }
}
