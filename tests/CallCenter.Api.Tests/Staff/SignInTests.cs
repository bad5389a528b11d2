using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Staff;

public sealed class SignInTests : IAsyncLifetime
{
    private CallCenterApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await CallCenterApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_nurse_signs_in_and_the_console_knows_who_she_is()
    {
        using var nurse = await _app.SignInAsync("nurse@demo");
        var me = await nurse.GetFromJsonAsync<Me>("api/me");
        Assert.Equal(("Maria Torres", "RN", "nurse"), (me!.Name, me.Credential, me.Role));
        Assert.Equal(["lakeside", "northside", "oak-street"], me.Practices.Select(p => p.Id).Order());
        Assert.True(me.Development);
    }
}
