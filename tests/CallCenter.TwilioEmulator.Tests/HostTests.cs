using System.Diagnostics;

namespace CallCenter.TwilioEmulator.Tests;

public class HostTests
{
    [Theory]
    [InlineData("--environment", "Production")]
    [InlineData("--urls", "http://0.0.0.0:5081")]
    [InlineData("--urls", "http://*:5081")]
    [InlineData("--urls", "http://127.0.0.1:5081;http://192.0.2.7:5081")]
    [InlineData("--Kestrel:Endpoints:Http:Url", "http://0.0.0.0:5081")]
    [InlineData("--Emulator:Clock", "fast")]
    [InlineData("--Twilio:AccountSid", "AC5ef872f6da5a21de157d80997a64bd33")]
    [InlineData("--Twilio:ApiKeySid", "SK2a0747eba6abf96b7e3c3ff0b4530f6e")]
    [InlineData("--Twilio:TwimlAppSid", "AP2a0747eba6abf96b7e3c3ff0b4530f6e")]
    [InlineData("--Twilio:AuthToken", "0123456789abcdef0123456789abcdef")]
    [InlineData("--Twilio:ApiKeySecret", "Zq3vJ8kLmN0pRsTuVwXyZ123456789ab")]
    public void It_does_not_start_where_it_could_be_taken_for_the_real_thing(params string[] args) =>
        Assert.Throws<RefusedToStart>(() => EmulatorHost.Build(args, TimeProvider.System));

    [Fact]
    public async Task A_child_ends_when_its_parent_is_gone()
    {
        using var parent = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        await using var app = EmulatorHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Emulator:ParentPid", parent.Id.ToString()], TimeProvider.System);
        var running = app.RunAsync();
        await Task.Delay(300);
        Assert.False(running.IsCompleted);
        parent.StandardInput.Close();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5081")]
    [InlineData("http://[::1]:5081")]
    public async Task It_starts_on_loopback(string url) => await EmulatorHost.Build(["--urls", url], TimeProvider.System).DisposeAsync();
}
