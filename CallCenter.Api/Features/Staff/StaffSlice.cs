using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Demo;
using CallCenter.Api.Features.Staff.Endpoints;
using CallCenter.Api.Features.Staff.Jobs;
using CallCenter.Api.Features.Staff.Persistence;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CallCenter.Api.Features.Staff;

public static class StaffSlice
{
    public static void AddStaff(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IStaff, StaffReader>();
        services.AddSingleton<IClinicianPins, ClinicianPins>();
        services.AddScoped<SignIn>();
        services.AddSingleton<DemoAccounts>();
        services.AddRateLimiter(SessionEndpoints.LimitSignIn);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie => cookie.Events.OnValidatePrincipal = StaffClaims.ValidateAsync);
        if (!builder.Environment.IsDevelopment()) return;
        services.AddSingleton<IDemoPart, DemoStaff>();
        services.AddHostedService<DemoSignIns>();
    }

    public static void MapStaff(this WebApplication app)
    {
        app.UseRateLimiter();
        app.Use(SameOrigin.GuardAsync);
        app.MapSession();
    }
}
