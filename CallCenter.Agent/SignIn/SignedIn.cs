using System.Security.Claims;
using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;
using Microsoft.AspNetCore.Components.Authorization;

namespace CallCenter.Agent.SignIn;

/// <summary>Who sits at this console. The cookie is the server's; the console only remembers the answer to "who am I".</summary>
public sealed class SignedIn : AuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));
    private readonly ServerApi _api;
    private Task<AuthenticationState>? _asked;

    public SignedIn(ServerApi api)
    {
        _api = api;
        api.SignedOut += Forget;
    }

    public Me? Me { get; private set; }

    /// <summary>The server could not be asked at all; the page says so instead of showing a sign-in form.</summary>
    public bool ServerAway { get; private set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => _asked ??= AskAsync();

    public async Task<string?> SignInAsync(string email, string password, CancellationToken cancel)
    {
        var answer = await _api.PostAsync<Done>("api/sign-in", new SignInRequest(email, password), cancel);
        if (!answer.Ok) return answer.Refusal is { Status: 401 or 400, Detail: null } ? "E-mail and password do not belong together." : answer.Words;
        await AgainAsync();
        return Me is null ? "The server accepted the password but does not keep the session. Are cookies blocked?" : null;
    }

    public async Task SignOutAsync(CancellationToken cancel)
    {
        await _api.PostAsync<Done>("api/sign-out", null, cancel);
        Forget();
    }

    public Task AgainAsync()
    {
        _asked = AskAsync();
        NotifyAuthenticationStateChanged(_asked);
        return _asked;
    }

    private async Task<AuthenticationState> AskAsync()
    {
        var answer = await _api.GetAsync<Me>("api/me", CancellationToken.None);
        ServerAway = !answer.Reached;
        Me = answer.Value;
        return Me is null ? Nobody : new AuthenticationState(new ClaimsPrincipal(Identity(Me)));
    }

    private void Forget()
    {
        if (Me is null) return;
        Me = null;
        _asked = Task.FromResult(Nobody);
        NotifyAuthenticationStateChanged(_asked);
    }

    private static ClaimsIdentity Identity(Me me) => new(
        [new Claim(ClaimTypes.NameIdentifier, me.StaffId.ToString()), new Claim(ClaimTypes.Name, me.Name), new Claim(ClaimTypes.Role, me.Role)],
        "cookie");
}
