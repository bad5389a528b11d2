using System.Net;
using System.Threading.RateLimiting;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Demo;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace CallCenter.Api.Features.Staff.Endpoints;

internal static class SessionEndpoints
{
    public const string RateLimit = "sign-in";
    private const int TriesPerMinute = 30;

    public static void MapSession(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapPost("/sign-in", (SignInRequest request, HttpContext http, SignIn signIn) => signIn.RunAsync(request, http))
            .AllowAnonymous().RequireRateLimiting(RateLimit);
        api.MapPost("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return Results.NoContent();
        }).AllowAnonymous();
        api.MapGet("/sign-in/demo", (DemoAccounts demo, CancellationToken cancel) => demo.AllAsync(cancel)).AllowAnonymous();
        api.MapGet("/me", MeAsync).RequireAuthorization(ConsoleSecurity.PracticeToo);
    }

    private static async Task<IResult> MeAsync(
        HttpContext http, Database database, IStaff staff, IPractices practices, IHostEnvironment environment, IConfiguration configuration, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        if (await staff.GetAsync(db, person.StaffId, cancel) is not { } profile) return Results.Unauthorized();
        var names = (await practices.AllAsync(db, cancel)).Select(p => new PracticeName(p.Id, p.Name, p.TimeZone));
        return Results.Ok(new Me(profile.StaffId, profile.Name, profile.Credential, profile.Role, [.. names],
            environment.IsDevelopment(), environment.IsDevelopment() ? Emulator(configuration["Twilio:ApiBaseUrl"]) : null, profile.ClinicalLead, profile.MayLower));
    }

    /// <summary>Only a loopback address can be the emulator; the real one is nobody's link.</summary>
    private static string? Emulator(string? apiBaseUrl) =>
        Uri.TryCreate(apiBaseUrl, UriKind.Absolute, out var url) && url.IsLoopback ? apiBaseUrl : null;

    /// <summary>Guessing is slowed per address, whatever accounts it tries; the lockout slows it per account, whatever the address.</summary>
    public static void LimitSignIn(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (context, _) => await Results.Problem(
            statusCode: StatusCodes.Status429TooManyRequests, title: "too-many-tries", detail: "Too many tries from this place. Wait a minute and try again.",
            extensions: [new("code", "too-many-tries")]).ExecuteAsync(context.HttpContext);
        limiter.AddPolicy(RateLimit, http => RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1) }));
    }
}
