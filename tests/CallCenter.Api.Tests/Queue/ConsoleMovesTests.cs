using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Two hosts, one database, and nothing by which the hosts hear each other: a console that has moved from one to the other is not gone.</summary>
public sealed class ConsoleMovesTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_host_that_misses_her_console_does_not_send_a_nurse_off_duty_who_works_on_another()
    {
        await using var first = await CallCenterApp.StartAsync(clock: _clock);
        await using var second = await CallCenterApp.StartAsync(clock: _clock, settings: ("ConnectionStrings:CallCenter", first.DatabaseFile));
        using var maria = await first.SignInAsync("nurse@demo");
        using var keisha = await first.SignInAsync("nurse5@demo");
        var (mariasFirst, keishas) = (await first.ConsoleLinkAsync("nurse@demo"), await first.ConsoleLinkAsync("nurse5@demo"));
        await using var mariasSecond = await second.ConsoleLinkAsync("nurse@demo");
        foreach (var nurse in new[] { maria, keisha }) (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).EnsureSuccessStatusCode();

        // The first host misses both, hers first.
        await mariasFirst.DisposeAsync();
        await keishas.DisposeAsync();
        await Eventually.HoldsAsync(async () => await MissedAsync(first, keisha), "Nobody misses the console that is gone.");
        await Eventually.HoldsAsync(async () => !await MissedAsync(first, maria), "Nobody says that her console is at the other host.");
        _clock.Advance(TimeSpan.FromSeconds(61));

        await Eventually.HoldsAsync(async () => await StateAsync(keisha) is PresenceState.Offline, "The nurse without a console is still on duty.");
        Assert.Equal(PresenceState.Available, await StateAsync(maria));
    }

    private static async Task<bool> MissedAsync(CallCenterApp app, HttpClient nurse)
    {
        var id = (await nurse.GetFromJsonAsync<Me>("api/me"))!.StaffId;
        return await app.ScalarAsync($"SELECT COUNT(*) FROM Timers WHERE Kind = 'console-gone' AND lower(OwnerId) = '{id}'") is 1L;
    }

    private static async Task<PresenceState> StateAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<PresenceView>("api/presence"))!.State;
}
