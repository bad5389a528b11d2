using System.Security.Claims;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Demo;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CallCenter.Api.Features.Staff.Endpoints;

/// <summary>
/// <c>POST /api/sign-in</c>. An unknown address, a wrong password, a locked account and a person who has left get one and the same
/// answer, after the same work: nobody learns from it who has an account.
/// </summary>
internal sealed class SignIn(
    UserManager<Account> accounts, SignInManager<Account> signIn, Database database, CommandWriter writer, IStaff staff, IAudit audit,
    IHostEnvironment environment)
{
    private static readonly PasswordHasher<Account> Decoy = new();
    private static readonly string DecoyHash = Decoy.HashPassword(new Account(), "nobody has this password");

    public async Task<IResult> RunAsync(SignInRequest request, HttpContext http)
    {
        var account = await FindAsync(request.Email);
        var checkedPassword = account is null ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(account, request.Password ?? "", lockoutOnFailure: true);
        if (account is null || checkedPassword.IsLockedOut) Decoy.VerifyHashedPassword(new Account(), DecoyHash, request.Password ?? "");
        var person = account is not null && checkedPassword.Succeeded ? await PersonAsync(account.Id, http.RequestAborted) : null;
        await RecordAsync(account, person, checkedPassword, http.RequestAborted);
        if (person is null) return Refused();
        await http.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(StaffClaims.Of(person)));
        return Results.NoContent();
    }

    private async Task<Account?> FindAsync(string? email)
    {
        if (string.IsNullOrWhiteSpace(email)) return null;
        // A database that was once a demo opens no door anywhere else.
        if (!environment.IsDevelopment() && DemoStaff.IsDemo(email)) return null;
        return await accounts.FindByEmailAsync(email.Trim());
    }

    private async Task<StaffProfile?> PersonAsync(Guid id, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.SignIn));
        return await staff.GetAsync(db, id, cancel) is { Active: true } person ? person : null;
    }

    private Task RecordAsync(Account? account, StaffProfile? person, SignInResult result, CancellationToken cancel)
    {
        if (account is null) return Task.CompletedTask;
        var (verb, detail) = person is not null ? ("signed-in", null) : ("sign-in-refused", result.IsLockedOut ? "locked-out" : null);
        return writer.RunAsync(PracticeScope.Everything(ScopeBypass.SignIn), (work, _) =>
        {
            audit.Write(work, account.Id, AuditActor.NoPractice, verb, "staff", account.Id, detail);
            return Task.CompletedTask;
        }, cancel);
    }

    private static IResult Refused() => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "sign-in-refused",
        detail: "E-mail and password do not belong together, or there were too many tries. Check both; after ten wrong tries wait 15 minutes.",
        extensions: [new("code", "sign-in-refused")]);
}
