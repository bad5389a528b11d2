using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Platform.World;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Test switches are no part of a running product, and neither is a product without credentials.</summary>
public class SwitchTests
{
    [Theory]
    [InlineData("Faults:KillAt", "webhook:voice/inbound:after-commit")]
    [InlineData("Clock:Url", "http://127.0.0.1:5081")]
    public async Task A_test_switch_is_refused_outside_Development(string key, string value)
    {
        foreach (var environment in new[] { "Production", "Staging" })
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => CallCenterApp.StartAsync(environment, settings: [.. Caller.LiveSettings, (key, value)]));
            Assert.Contains($"'{key}' is a test switch", refused.ToString());
        }
    }

    [Fact]
    public async Task Without_a_Twilio_credential_production_does_not_start()
    {
        foreach (var missing in new[] { "Twilio:AccountSid", "Twilio:AuthToken", "Twilio:ApiKeySid", "Twilio:ApiKeySecret", "Twilio:TwimlAppSid" })
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => CallCenterApp.StartAsync("Production", settings: [.. Caller.LiveSettings.Where(c => c.Key != missing)]));
            Assert.Contains(missing.Split(':')[1], refused.ToString());
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:5081")]
    [InlineData("https://localhost:5081")]
    [InlineData("http://proxy.example")]
    public async Task In_production_no_stand_in_takes_the_networks_place(string url)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => CallCenterApp.StartAsync("Production", settings: [.. Caller.LiveSettings, ("Twilio:ApiBaseUrl", url)]));
        Assert.Contains("Twilio:ApiBaseUrl must be https", refused.ToString());
    }

    [Fact]
    public async Task SQL_Server_needs_a_connection_string()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => CallCenterApp.StartAsync(
            "Production", settings: [.. Caller.LiveSettings, ("Database:Provider", "SqlServer"), ("ConnectionStrings:CallCenter", "")]));
        Assert.Contains("ConnectionStrings:CallCenter", refused.ToString());
    }
}
