using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Platform.World;

namespace CallCenter.Api.Tests.Staff;

public sealed class StartTests
{
    [Fact]
    public async Task The_demo_password_outlives_a_restart_and_nothing_is_planted_twice()
    {
        var first = await CallCenterApp.StartAsync();
        var password = await first.DemoPasswordAsync();
        await first.StopAsync();
        await using var second = await CallCenterApp.StartAsync(continuing: first);
        Assert.Equal(password, await second.DemoPasswordAsync());
        using var visitor = second.Visitor();
        Assert.Equal(9, (await visitor.GetFromJsonAsync<DemoAccount[]>("api/sign-in/demo"))!.Length);
    }

    [Fact]
    public async Task Two_installations_have_two_passwords()
    {
        await using var one = await CallCenterApp.StartAsync();
        await using var other = await CallCenterApp.StartAsync();
        Assert.NotEqual(await one.DemoPasswordAsync(), await other.DemoPasswordAsync());
    }

    [Fact]
    public async Task Outside_Development_nothing_is_planted_or_offered_and_demo_accounts_of_an_old_database_open_nothing()
    {
        var demo = await CallCenterApp.StartAsync();
        var password = await demo.DemoPasswordAsync();
        await demo.StopAsync();
        await using var live = await CallCenterApp.StartAsync("Production", continuing: demo, settings: Caller.LiveSettings);
        using var visitor = live.Visitor();
        Assert.Empty((await visitor.GetFromJsonAsync<DemoAccount[]>("api/sign-in/demo"))!);
        using var answer = await visitor.PostAsJsonAsync("api/sign-in", new SignInRequest("nurse@demo", password));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
