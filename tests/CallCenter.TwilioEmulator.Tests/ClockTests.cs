using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace CallCenter.TwilioEmulator.Tests;

public class ClockTests
{
    [Fact]
    public async Task A_virtual_clock_stands_still_until_it_is_moved_and_stops_at_each_due_moment()
    {
        await using var emulator = await TestEmulator.Begin();
        Assert.Equal(TestEmulator.Start, await Now(emulator));
        emulator.Application.Twiml("/inbound", "<Say>Hi</Say><Pause length=\"10\"/><Redirect>/later</Redirect>");
        emulator.Application.Twiml("/later", "<Pause length=\"10\"/><Redirect>/last</Redirect>");
        emulator.Application.Twiml("/last", "<Hangup/>");
        await emulator.Dial();
        var moved = await emulator.Control("/clock/advance", new { to = TestEmulator.Start.AddMinutes(5) });
        Assert.Equal(TestEmulator.Start.AddMinutes(5), moved.GetProperty("now").GetDateTimeOffset());
        Assert.Single(emulator.Application.Requests("/last"));
        var at = (await emulator.Timeline()).Single(e => e.GetProperty("path").GetString() == "/last").GetProperty("at").GetDateTimeOffset();
        Assert.Equal(20, (at - TestEmulator.Start).TotalSeconds, 0.2);
    }

    [Fact]
    public async Task A_follower_is_told_every_step_and_its_own_due_moments_are_stops()
    {
        await using var emulator = await TestEmulator.Begin();
        var told = new List<DateTimeOffset>();
        var due = new Queue<DateTimeOffset>([TestEmulator.Start.AddSeconds(7), TestEmulator.Start.AddSeconds(40)]);
        emulator.Application.On("/clock/follow", async (_, context) =>
        {
            var now = (await context.Request.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
            told.Add(now);
            while (due.Count > 0 && due.Peek() <= now)
            {
                due.Dequeue();
            }

            await context.Response.WriteAsJsonAsync(new { nextDue = due.Count > 0 ? due.Peek() : (DateTimeOffset?)null });
        });
        await emulator.Control("/clock/followers", new { url = emulator.Application.Url("/clock/follow") });
        await emulator.Advance(30);
        Assert.Equal(new[] { 0d, 7, 30 }, told.Select(t => (t - TestEmulator.Start).TotalSeconds).Distinct());
        await emulator.Advance(30);
        Assert.Equal(new[] { 0d, 7, 30, 40, 60 }, told.Select(t => (t - TestEmulator.Start).TotalSeconds).Distinct());
    }

    [Fact]
    public async Task What_a_follower_does_at_its_moment_is_over_before_time_moves_on()
    {
        await using var emulator = await TestEmulator.Begin();
        var called = false;
        emulator.Application.Twiml("/page", "<Say>Hello</Say>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        emulator.Application.On("/clock/follow", async (_, context) =>
        {
            var now = (await context.Request.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
            if (!called && now >= TestEmulator.Start.AddSeconds(10))
            {
                called = true;
                await emulator.Post("Calls.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Url", emulator.Application.Url("/page")));
            }

            await context.Response.WriteAsJsonAsync(new { nextDue = called ? (DateTimeOffset?)null : TestEmulator.Start.AddSeconds(10) });
        });
        await emulator.Control("/clock/followers", new { url = emulator.Application.Url("/clock/follow") });
        await emulator.Advance(60);
        var at = (await emulator.Timeline()).Single(e => e.GetProperty("path").GetString() == "/page").GetProperty("at").GetDateTimeOffset();
        Assert.Equal(TestEmulator.Start.AddSeconds(12), at);
    }

    [Fact]
    public async Task A_follower_that_is_gone_does_not_hold_time()
    {
        await using var emulator = await TestEmulator.Begin();
        await emulator.Control("/clock/followers", new { url = "http://127.0.0.1:9/clock/follow" });
        await emulator.Advance(3600);
        Assert.Equal(TestEmulator.Start.AddHours(1), await Now(emulator));
    }

    [Fact]
    public async Task Settling_waits_for_a_webhook_under_way_and_moves_nothing()
    {
        await using var emulator = await TestEmulator.Begin();
        var go = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        emulator.Application.On("/inbound", async (_, context) =>
        {
            arrived.SetResult();
            await go.Task;
            context.Response.ContentType = "text/xml";
            await context.Response.WriteAsync("<Response><Say>Hello</Say></Response>");
        });
        await emulator.Control("/emulator/calls", new { from = TestEmulator.Caller, to = TestEmulator.Line });
        await arrived.Task;
        var settle = emulator.Settle();
        Assert.False(settle.IsCompleted);
        go.SetResult();
        await settle;
        Assert.Equal(TestEmulator.Start, await Now(emulator));
        var calls = await emulator.Http.GetFromJsonAsync<JsonElement>("/emulator/calls");
        Assert.Equal("in-progress", calls[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_real_clock_cannot_be_moved()
    {
        await using var emulator = await TestEmulator.Begin(null, "--Emulator:Clock", "real");
        using var answer = await emulator.Http.PostAsJsonAsync("/clock/advance", new { by = "00:00:01" });
        Assert.Equal(409, (int)answer.StatusCode);
    }

    private static async Task<DateTimeOffset> Now(TestEmulator emulator) =>
        (await emulator.Http.GetFromJsonAsync<JsonElement>("/clock")).GetProperty("now").GetDateTimeOffset();
}
