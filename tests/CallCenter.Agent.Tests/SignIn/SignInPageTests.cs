using CallCenter.Agent.SignIn;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.SignIn;

public class SignInPageTests : ConsoleTest
{
    [Fact]
    public void Demo_accounts_are_offered_only_when_the_server_lists_them()
    {
        Server.Give("GET api/sign-in/demo", Array.Empty<DemoAccount>());
        Assert.DoesNotContain("Demo accounts", Render<SignInPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_signs_a_demo_account_in_with_the_listed_password()
    {
        Server.Give("GET api/sign-in/demo", new[] { new DemoAccount("nurse@demo", "Maria Torres", "nurse", "listed-word") });
        Server.Give("POST api/sign-in", new { });
        var page = Render<SignInPage>();
        await page.Find("[data-testid='demo-account-nurse@demo']").ClickAsync(new());
        Assert.Equal(new SignInRequest("nurse@demo", "listed-word"), FakeServer.Read<SignInRequest>(Server.To("POST api/sign-in").Single()));
        Assert.Equal("Maria Torres", Part<SignedIn>().Me!.Name);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_nobody_is_signed_in()
    {
        Server.Give("GET api/sign-in/demo", Array.Empty<DemoAccount>());
        Server.Refuse("POST api/sign-in", 401, "sign-in-refused", "E-mail and password do not belong together.");
        var page = Render<SignInPage>();
        await page.Find("[data-testid=sign-in-email]").InputAsync(new() { Value = "nurse@demo" });
        await page.Find("[data-testid=sign-in-password]").InputAsync(new() { Value = "wrong" });
        await page.Find("form").SubmitAsync();
        Assert.Contains("do not belong together", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Null(Part<SignedIn>().Me);
    }

    [Fact]
    public async Task Empty_fields_are_asked_for_before_the_server_is()
    {
        Server.Give("GET api/sign-in/demo", Array.Empty<DemoAccount>());
        var page = Render<SignInPage>();
        await page.Find("form").SubmitAsync();
        Assert.Contains("Type your e-mail", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Server.To("POST api/sign-in"));
    }
}
