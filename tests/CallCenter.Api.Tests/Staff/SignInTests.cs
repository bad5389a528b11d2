using System.Net;
using System.Net.Http.Json;
using System.Text;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Staff;

public sealed class SignInTests : IAsyncLifetime
{
    private CallCenterApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await CallCenterApp.StartAsync(settings: ("Twilio:ApiBaseUrl", "http://127.0.0.1:5081"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_nurse_signs_in_and_the_console_knows_who_she_is()
    {
        using var nurse = await _app.SignInAsync("nurse@demo");
        var me = await nurse.GetFromJsonAsync<Me>("api/me");
        Assert.Equal(("Maria Torres", "RN", "nurse"), (me!.Name, me.Credential, me.Role));
        Assert.Equal(["lakeside", "northside", "oak-street"], me.Practices.Select(p => p.Id).Order());
        Assert.Equal((true, "http://127.0.0.1:5081"), (me.Development, me.EmulatorUrl));
        Assert.Contains(await _app.AuditTrailAsync(), a => a.Verb == "signed-in" && a.Actor == me.StaffId.ToString());
    }

    [Fact]
    public async Task Nobody_is_signed_in_before_and_after()
    {
        using var visitor = _app.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("api/me")).StatusCode);
        using var nurse = await _app.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await nurse.GetAsync("api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await nurse.PostAsync("api/sign-out", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nurse.GetAsync("api/me")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        var unknown = await TryAsync("nobody@demo", "a wrong password");
        var wrong = await TryAsync("nurse@demo", "a wrong password");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.Status);
        Assert.Equal(unknown, wrong);
    }

    [Fact]
    public async Task Ten_wrong_tries_lock_the_account_even_for_the_right_password_and_only_that_account()
    {
        (HttpStatusCode, string) answer = default;
        for (var i = 0; i < 10; i++) answer = await TryAsync("nurse2@demo", $"wrong password {i}");
        Assert.Equal(answer, await TryAsync("nurse2@demo", await _app.DemoPasswordAsync()));
        Assert.Contains(await _app.AuditTrailAsync(), a => a is { Verb: "sign-in-refused", Detail: "locked-out" });
        using var other = await _app.SignInAsync("nurse@demo");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("api/me")).StatusCode);
    }

    [Fact]
    public async Task Guessing_over_many_accounts_is_slowed_by_address()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++) answers.Add((await TryAsync($"guess{i}@demo", "a password of a list")).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.All(answers, a => Assert.True(a is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Someone_who_has_left_is_out_at_her_next_request_and_cannot_come_back()
    {
        using var nurse = await _app.SignInAsync("nurse5@demo");
        await _app.ExecuteAsync("UPDATE Staff SET Active = 0 WHERE Name = 'Keisha Barrow'");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nurse.GetAsync("api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync("nurse5@demo", await _app.DemoPasswordAsync())).Status);
    }

    [Fact]
    public async Task A_practice_taken_from_a_nurse_is_gone_at_her_next_request()
    {
        using var nurse = await _app.SignInAsync("nurse6@demo");
        await _app.ExecuteAsync("DELETE FROM StaffPractices WHERE PracticeId = 'northside' AND StaffId = (SELECT Id FROM Staff WHERE Name = 'Hugo Salinas')");
        var me = await nurse.GetFromJsonAsync<Me>("api/me");
        Assert.Equal(["oak-street"], me!.Practices.Select(p => p.Id));
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_sign_anyone_in_or_out()
    {
        using var visitor = _app.Visitor();
        var form = new StringContent("""{"email":"nurse@demo","password":"x"}""", Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PostAsync("api/sign-in", form)).StatusCode);
        using var nurse = await _app.SignInAsync();
        using var forged = new HttpRequestMessage(HttpMethod.Post, "api/sign-out") { Headers = { { "Sec-Fetch-Site", "same-site" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.SendAsync(forged)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nurse.GetAsync("api/me")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_strict_and_out_of_reach_of_scripts()
    {
        using var visitor = _app.Visitor();
        using var answer = await visitor.PostAsJsonAsync("api/sign-in", new SignInRequest("ma@demo", await _app.DemoPasswordAsync()));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(HttpStatusCode Status, string Body)> TryAsync(string email, string password)
    {
        using var visitor = _app.Visitor();
        using var answer = await visitor.PostAsJsonAsync("api/sign-in", new SignInRequest(email, password));
        var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.Content.ReadFromJsonAsync<Problem>() : null;
        return (answer.StatusCode, $"{problem?.Code}: {problem?.Detail}");
    }
}
