using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Time;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Security;

public static class ConsoleSecurity
{
    public const string SupervisorOnly = "supervisor";

    /// <summary>Whoever may put protocols into service and recall them.</summary>
    public const string ClinicalLeadOnly = "clinical-lead";

    /// <summary>The nurse line and the practices' own managers. Whatever does not ask for this policy is the nurse line's alone.</summary>
    public const string PracticeToo = "practice-too";

    /// <summary>Whoever answers for how a practice's people are reached.</summary>
    public const string RunsPracticeFile = "runs-practice-file";

    public const string PublishesPracticeFile = "publishes-practice-file";

    public static void AddConsoleSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDataProtection().SetApplicationName("CallCenter").PersistKeysToDbContext<CallCenterDbContext>();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Password.RequiredLength = 12;
            identity.Password.RequireDigit = identity.Password.RequireNonAlphanumeric = identity.Password.RequireUppercase = false;
            identity.Lockout.MaxFailedAccessAttempts = 10;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddSignInManager().AddDefaultTokenProviders();
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, CallCenterDbContext, Guid>>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Cookie);
        // A session lasts for real hours, also when a test's clock stands still.
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<WallClock>((cookie, wall) => cookie.TimeProvider = wall.Provider);
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new AuthorizationPolicyBuilder(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().RequireRole(Roles.NurseLine).Build())
            .AddPolicy(PracticeToo, policy => policy.RequireAuthenticatedUser().RequireRole([.. Roles.NurseLine, Roles.PracticeManager]))
            .AddPolicy(SupervisorOnly, policy => policy.RequireRole(Roles.Supervisor))
            .AddPolicy(ClinicalLeadOnly, policy => policy.RequireClaim(PersonClaims.ClinicalLead))
            .AddPolicy(RunsPracticeFile, policy => policy.RequireAssertion(c => c.User.IsInRole(Roles.Supervisor) || c.User.IsInRole(Roles.PracticeManager) || IsLead(c)))
            .AddPolicy(PublishesPracticeFile, policy => policy.RequireAssertion(c => c.User.IsInRole(Roles.PracticeManager) || IsLead(c)));
    }

    private static bool IsLead(AuthorizationHandlerContext context) => context.User.HasClaim(claim => claim.Type == PersonClaims.ClinicalLead);

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "callcenter";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(13);
        cookie.SlidingExpiration = true;
        // An API answers with a status, never with a redirect to a page.
        cookie.Events.OnRedirectToLogin = context => Answer(context.Response, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
