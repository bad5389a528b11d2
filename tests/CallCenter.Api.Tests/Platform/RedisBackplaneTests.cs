using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Two hosts, one database, a real Redis: what happens on one host is pushed to the console on the other. Without Redis no call is lost.</summary>
public sealed class RedisBackplaneTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callcenter-redis-").FullName;
    private Process _redis = null!;
    private int _port;

    public async ValueTask InitializeAsync()
    {
        _port = Ports.Free();
        _redis = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("redis-server could not be started: tests/check.sh installs it.");
        for (var tries = 0; tries < 100 && !await AnswersAsync(_port); tries++) await Task.Delay(50);
    }

    public ValueTask DisposeAsync()
    {
        if (!_redis.HasExited) _redis.Kill();
        _redis.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_change_on_one_host_reaches_the_console_on_the_other_and_goes_on_when_redis_is_gone()
    {
        (string, string)[] settings = [("ConnectionStrings:Redis", $"127.0.0.1:{_port},abortConnect=false"), ("ConnectionStrings:CallCenter", Path.Combine(_folder, "shared.db"))];
        await using var first = await CallCenterApp.StartAsync(settings: settings);
        await using var second = await CallCenterApp.StartAsync(settings: settings);
        using var supervisor = await second.SignInAsync("supervisor@demo");
        await using var console = await second.ConsoleLinkAsync("supervisor@demo");
        var seen = new TaskCompletionSource<PresenceView>(TaskCreationOptions.RunContinuationsAsynchronously);
        console.On<PresenceView>(HubMethods.PresenceChanged, view => seen.TrySetResult(view));
        using var maria = await first.SignInAsync();

        (await maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).EnsureSuccessStatusCode();

        var pushed = await seen.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(("Maria Torres", PresenceState.Available), (pushed.Name, pushed.State));
        (await maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Away))).EnsureSuccessStatusCode();

        var queued = new TaskCompletionSource<QueueDelta>(TaskCreationOptions.RunContinuationsAsynchronously);
        console.On<QueueDelta>(HubMethods.QueueChanged, delta => queued.TrySetResult(delta));
        var caller = await new TestTwilio(first).Dials("+15125550112", "+15125550101").RingsAsync();
        await caller.PressesAsync("1");
        await caller.PressesAsync("*");
        await caller.PressesAsync("2");
        Assert.Equal("J. Okonjo (husband)", Assert.Single((await queued.Task.WaitAsync(TimeSpan.FromSeconds(15))).Changed).CallerLabel);

        _redis.Kill();
        await _redis.WaitForExitAsync();
        using var away = await maria.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Offline));
        Assert.Equal(HttpStatusCode.OK, away.StatusCode);
        Assert.Equal(PresenceState.Offline, (await maria.GetFromJsonAsync<PresenceView>("api/presence"))!.State);
    }

    [Fact]
    public async Task A_host_that_starts_while_redis_is_away_serves_all_the_same()
    {
        _redis.Kill();
        await _redis.WaitForExitAsync();
        await using var app = await CallCenterApp.StartAsync(settings: [("ConnectionStrings:Redis", $"127.0.0.1:{_port},abortConnect=false,connectTimeout=500")]);
        using var maria = await app.SignInAsync();
        var caller = await new TestTwilio(app).Dials("+15125550112", "+15125550101").RingsAsync();
        await caller.PressesAsync("1");
        await caller.PressesAsync("03141948");
        await caller.PressesAsync("1");

        Assert.Equal(UrgencyName.Emergent, Assert.Single((await maria.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items).Urgency);
        // Longer than a first connection may take to fail: a failed one must not end the host.
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Single((await maria.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
